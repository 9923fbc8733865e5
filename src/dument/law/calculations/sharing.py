"""The ceiling, and where part payments go."""

from __future__ import annotations

from decimal import Decimal

from dument.law.calculations.inputs import Answer, BadInput, Inputs, amount, with_reasons
from dument.law.ceiling import CeilingCheck, check_ceiling
from dument.law.imputation import Debt, among_debts, impute


def ceiling(question: Inputs) -> Answer:
    """Whether principal and interest stay within the ceiling of a day."""
    found = check_ceiling(
        principal=question.money("principal"),
        interest=question.money("interets"),
        other=Decimal("0.00"),
        on=question.day("date"),
    )
    return _ceiling_answer(found)


def prudent_ceiling(question: Inputs) -> Answer:
    """The same with the accessories, whose place no text fixes: a warning, not a refusal."""
    found = check_ceiling(
        principal=question.money("principal"),
        interest=question.money("interets"),
        other=question.money("indemnite_40"),
        on=question.day_or_none("date"),
    )
    return _ceiling_answer(found)


def interest_first(question: Inputs) -> Answer:
    """A payment on one debt: interest, then principal."""
    done = impute(
        principal=question.money("principal"),
        interest=question.money("interets_echus"),
        payment=question.money("paiement"),
    )
    values = {
        "sur_interets": amount(done.to_interest),
        "sur_principal": amount(done.to_principal),
        "reste_principal": amount(done.principal_left),
        "reste_interets": amount(done.interest_left),
        "trop_percu": amount(done.surplus),
    }
    return with_reasons(values, done.explanation, done.references, done.certainty)


def between_debts(question: Inputs) -> Answer:
    """A payment on several debts of one debtor."""
    debts = [
        Debt(
            name=one.text("id"),
            due_on=one.day("exigible"),
            left=one.money("reste"),
            rate_pct=one.rate("taux_pct") if one.has("taux_pct") else Decimal("0.00"),
        )
        for one in question.each("dettes")
    ]
    chosen = question.text("indication") if question.has("indication") else None
    try:
        shared = among_debts(
            debts=debts, payment=question.money("paiement"), chosen=chosen, on=question.day_or_none("date")
        )
    except ValueError as reason:
        raise BadInput(str(reason)) from reason
    values = {name: amount(part) for name, part in shared.parts.items()}
    return with_reasons(values, shared.explanation, shared.references, shared.certainty)


def _ceiling_answer(found: CeilingCheck) -> Answer:
    values = {
        "eligible": found.eligible,
        "warning": found.warning,
        "principal": amount(found.principal),
        "principal_et_interets": amount(found.with_interest),
        "total": amount(found.everything),
        "plafond": amount(found.ceiling),
    }
    return with_reasons(values, found.explanation, found.references, found.certainty)


TOPICS = {
    "plafond_R125_1": ceiling,
    "plafond_prudent": prudent_ceiling,
    "imputation_1343_1": interest_first,
    "imputation_1342_10": between_debts,
}
