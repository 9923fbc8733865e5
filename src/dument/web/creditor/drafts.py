"""A draft between the pages and the action that saves it, and the steps that lead to filing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from dument.actions.claims import DraftGiven, LineGiven, PartyGiven
from dument.law import competence
from dument.law.money import rounded
from dument.ports.invoices import InvoiceRead
from dument.queries.cases import CaseRead
from dument.queries.codebtors import CodebtorRead
from dument.queries.creditor import Myself
from dument.queries.parts import PartyRead
from dument.web.carried import Carried

MOST_EMAIL = 254  # RFC 5321, and the database


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a draft: its address, its name, what it is for, whether it is done."""

    word: str
    label: str
    hint: str
    done: bool
    optional: bool = False


def given_of(case: CaseRead) -> DraftGiven:
    """Return the draft as the action takes it, so that a step changes its own part and keeps the rest."""
    return DraftGiven(
        creditor=_party(case.creditor),
        debtor=_party(case.debtor),
        lines=[
            LineGiven(label=line.label, amount=line.amount, due_on=line.due_on, kind=line.kind)
            for line in case.lines
        ],
        cause=case.cause,
        basis=case.basis,
        due_on=case.due_on,
        interest=case.interest,
        interest_from=case.interest_from,
        interest_rate=case.interest_rate,
        invoiced_between_merchants=case.facts.invoiced_between_merchants,
        mandate_on=case.mandate_on,
        office_id=case.office.id if case.office else None,
        insolvency=case.facts.insolvency,
    )


def _party(who: PartyRead) -> PartyGiven:
    return PartyGiven(
        name=who.name,
        kind=who.kind,
        address=who.address,
        postcode=who.postcode,
        city=who.city,
        insee=who.insee,
        country=who.country,
        siren=who.siren,
        email=who.email,
        phone=who.phone,
    )


def with_lines(draft: DraftGiven, lines: Sequence[LineGiven]) -> DraftGiven:
    """Return the draft with those elements; the claim counts as due since the earliest of them (prudence)."""
    days = [line.due_on for line in lines if line.due_on]
    return replace(draft, lines=list(lines), due_on=min(days, default=draft.due_on))


def typed_draft(myself: Myself, *, label: str, amount: Decimal, due_on: date) -> DraftGiven:
    """Return a new draft of one element, its debtor not yet told."""
    return DraftGiven(
        creditor=_creditor(myself),
        debtor=PartyGiven(name="", kind=""),
        lines=[LineGiven(label=label, amount=amount, due_on=due_on)],
        cause="",
        basis="",
        due_on=due_on,
        invoiced_between_merchants=None,
    )


def with_carried(draft: DraftGiven, told: Carried) -> DraftGiven:
    """Return the draft with what was told on a public page: debtor, cause, interest, other sums.

    The sums told beside the principal become one element without a name: the step of the sums asks what they are.
    """
    lines = list(draft.lines)
    if told.other:
        lines.append(LineGiven(label="", amount=told.other, due_on=told.due_on, kind="indemnity"))
    debtor = PartyGiven(
        name="", kind=told.debtor, postcode=told.postcode, insee=told.insee, country=told.country
    )
    return replace(
        draft,
        debtor=debtor,
        lines=lines,
        cause=told.cause,
        interest=told.interest,
        invoiced_between_merchants=told.merchants,
        insolvency=told.insolvency,
    )


def tells_enough(invoice: InvoiceRead) -> bool:
    """Tell whether an invoice says since when at least one cent of it is due."""
    return bool(invoice.due_on and invoice.amount_due and rounded(invoice.amount_due) > 0)


def invoice_draft(myself: Myself, invoice: InvoiceRead) -> DraftGiven:
    """Return a new draft filled by an invoice whose amount due and due day are known."""
    if invoice.amount_due is None or invoice.due_on is None:
        raise ValueError("La facture ne dit ni ce qui reste dû, ni depuis quand : saisissez la créance.")
    due = rounded(invoice.amount_due)  # a file may write more than cents; nobody owes less than one
    issued = f" du {invoice.issued_on:%d/%m/%Y}" if invoice.issued_on else ""
    draft = typed_draft(
        myself,
        label=f"Facture n° {invoice.number}{issued}"[:200],
        amount=due,
        due_on=invoice.due_on,
    )
    buyer = invoice.buyer
    debtor = PartyGiven(
        name=buyer.name[:160],
        kind="",
        address=", ".join(buyer.address)[:200],
        postcode=buyer.postcode[:10],
        city=buyer.city[:80],
        country=buyer.country[:2] or "FR",
        siren=buyer.siren if len(buyer.siren) == 9 else "",
        email=buyer.email if len(buyer.email) <= MOST_EMAIL else "",
    )
    return replace(draft, debtor=debtor, basis=f"la facture n° {invoice.number}{issued}"[:300])


def _creditor(myself: Myself) -> PartyGiven:
    return PartyGiven(
        name=myself.name,
        kind=myself.kind,
        address=myself.address,
        postcode=myself.postcode,
        city=myself.city,
        siren=myself.siren,
        email=myself.email,
    )


def place_of(case: CaseRead | CodebtorRead) -> competence.Place | None:
    """Return where the debtor stands in law, or None while it is unknown, shared or abroad."""
    if case.debtor.country != "FR":
        return None
    try:
        return competence.court_of(postcode=case.debtor.postcode, insee=case.debtor.insee or None)
    except (competence.UnknownPlace, competence.AmbiguousPlace):
        return None


def right_office(case: CaseRead | CodebtorRead) -> bool:
    """Tell whether the office chosen lies in the debtor's court of appeal (CPCE R125-1)."""
    place = place_of(case)
    return bool(case.office and place and case.office.court == place.court)


def missing_of(other: CodebtorRead) -> tuple[str, ...]:
    """Return the steps (their addresses) that another debtor's draft still needs."""
    if not other.draft:
        return ()
    known = other.debtor.address and (place_of(other) or other.debtor.country != "FR")
    return (() if known else ("debiteur",)) + (() if right_office(other) else ("etude",))


def steps_of(case: CaseRead, *, margin: bool = False) -> tuple[Step, ...]:
    """Return the steps of the draft in order, each done or not; `margin` tells whether one is set.

    What is optional and not done does not keep from filing.
    """
    debtor, creditor = case.debtor, case.creditor
    located = place_of(case) is not None or debtor.country != "FR"
    return (
        Step(
            "creancier", _("Vous, le créancier"), _("Votre qualité et votre adresse"),
            bool(creditor.name and creditor.kind and creditor.address),
        ),
        Step(
            "debiteur", _("Votre débiteur"), _("Qui doit, et où il demeure"),
            bool(debtor.name and debtor.kind and debtor.address and located),
        ),
        Step(
            "sommes", _("Les sommes dues"), _("Chaque élément, et le jour où il est devenu exigible"),
            bool(case.lines) and all(line.due_on and line.label for line in case.lines),
        ),
        Step(
            "origine", _("L'origine de la créance"), _("Contrat ou statut, et facturation entre commerçants"),
            bool(case.cause and case.basis),
        ),
        Step(
            "interets", _("Les intérêts"), _("Calculés jour par jour, avec leur article"),
            bool(case.interest_rate or case.interest), optional=True,
        ),
        Step(
            "pieces", _("Les pièces"), _("Contrat, facture, relances : conseillées"), bool(case.evidence), optional=True
        ),
        Step(
            "codebiteurs", _("Les autres débiteurs"),
            _("S'ils sont plusieurs à devoir : à chacun sa lettre, son mois, sa réponse"),
            case.debtors > 1 and not any(missing_of(one) for one in case.codebtors), optional=case.debtors == 1,
        ),
        Step(
            "marge", _("Votre marge"), _("Échéances, remise, plancher : scellés, le débiteur ne les voit jamais"),
            margin, optional=True,
        ),
        Step("etude", _("L'étude"), _("Un commissaire de justice du ressort du débiteur"), right_office(case)),
    )  # fmt: skip


def ready(steps: Sequence[Step]) -> bool:
    """Tell whether nothing that filing needs is left to fill."""
    return all(step.done or step.optional for step in steps)
