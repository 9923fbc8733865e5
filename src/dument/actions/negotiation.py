"""Terms: proposed by the officer, consented to by each party."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from uuid import UUID

from dument.actions import _papers, _recital
from dument.actions._move import By, Done, How, Step, move
from dument.actions.answers import Said
from dument.law.days import next_working_day
from dument.law.money import cents, from_cents
from dument.law.schedules import acceleration_days
from dument.procedure.facts import Details, Instalment
from dument.procedure.states import Act, Actor
from dument.records.cases.models import Case, Consent, Proposal
from dument.records.cases.models import Instalment as InstalmentRow
from dument.records.reading import legal_day, standing_consents, territories


def propose(
    *,
    case_id: UUID,
    by: By,
    at: datetime,
    amount: Decimal,
    instalments: Sequence[Instalment] = (),
    acceleration: bool = False,
) -> Done:
    """Propose an amount and terms (R125-4), as the next numbered version.

    Without instalments the whole is due at once: on the day after the month, the first on which it may surely
    be paid (R125-7). `acceleration` adds the clause by which an unpaid instalment, after a formal notice, makes
    the rest due. Raises Refused.
    """
    if amount <= 0 or any(part.amount <= 0 for part in instalments):
        raise ValueError("Un montant proposé est toujours positif : corrigez le montant ou l'échéance.")
    days = [legal_day(at), *(part.on for part in instalments)]
    if any(later <= earlier for earlier, later in pairwise(days)):
        raise ValueError(
            "Les échéances se suivent, chacune après la précédente et la première après le jour de la proposition : "
            "corrigez les dates."
        )

    # Two decimals, whatever the caller wrote: papers print amounts as they are given.
    amount = from_cents(cents(amount))
    instalments = [Instalment(on=part.on, amount=from_cents(cents(part.amount))) for part in instalments]

    def write(step: Step, case: Case) -> Mapping[str, object]:
        version = (step.facts.latest_version or 0) + 1
        proposal = Proposal.objects.create(
            case=case,
            office_id=case.office_id,
            version=version,
            on=step.on,
            amount_cents=cents(amount),
            acceleration=acceleration,
        )
        for rank, part in enumerate(_schedule(step), start=1):
            InstalmentRow.objects.create(
                proposal=proposal, rank=rank, on=part.on, amount_cents=cents(part.amount)
            )
        return {"version": version, "acceleration": acceleration}

    def papers(step: Step) -> Sequence[_papers.Paper]:
        return [_recital.make("proposal", _proposal(step, acceleration), step)]

    return move(
        case_id=case_id,
        act=Act.PROPOSE,
        by=by,
        at=at,
        details=Details(amount=amount, instalments=tuple(instalments)),
        how=How(papers=papers, write=write),
    )


def _schedule(step: Step) -> Sequence[Instalment]:
    """Return the payments proposed; a proposal without any is one payment, after the month."""
    amount, last_day = step.details.amount, step.case.last_day
    if step.details.instalments or amount is None or last_day is None:
        return step.details.instalments
    first = last_day + timedelta(days=1)
    return (Instalment(on=next_working_day(first, territories(step.case)), amount=amount),)


def _proposal(step: Step, acceleration: bool) -> dict[str, object]:
    parts = _schedule(step)
    terms: dict[str, object] = {
        "amount": str(step.details.amount),
        "instalments": [{"on": part.on.isoformat(), "amount": str(part.amount)} for part in parts],
        "method": _recital.METHOD,
        "interest": _recital.INTEREST,
    }
    if acceleration:
        terms["acceleration_days"] = acceleration_days(step.on)
    return {
        **_recital.common(step),
        "version": (step.facts.latest_version or 0) + 1,
        "terms": terms,
        "last_day": _recital.iso(step.case.last_day),
    }


def consent_creditor(*, case_id: UUID, by: By, at: datetime, version: int | None = None) -> Done:
    """Record the creditor's consent to a version (the latest when not told). Raises Refused."""
    return _consent(Act.CONSENT_CREDITOR, Actor.CREDITOR, case_id, by, at, version, Said(), "")


def consent_debtor(
    *,
    case_id: UUID,
    by: By,
    at: datetime,
    version: int | None = None,
    said: Said = Said(),  # noqa: B008 - frozen
    written: str = "",
) -> Done:
    """Record the debtor's consent to a version; `written` is the sum in his own words (C. civ. 1376)."""
    return _consent(Act.CONSENT_DEBTOR, Actor.DEBTOR, case_id, by, at, version, said, written)


def _consent(
    act: Act,
    party: Actor,
    case_id: UUID,
    by: By,
    at: datetime,
    version: int | None,
    said: Said,
    written: str,
) -> Done:
    def write(step: Step, case: Case) -> Mapping[str, object]:
        chosen = version or step.facts.latest_version or 0
        given = {
            (row.party, row.version)
            for row in standing_consents(step.case)
            if row.quality in {"", said.quality}  # what a helper said never stands for the debtor's own word
        }
        # Said twice, a consent is one; taken back, it may be given again.
        if (party, chosen) not in given:
            Consent.objects.create(
                case=case,
                office_id=case.office_id,
                party=party.value,
                version=chosen,
                rank=Consent.objects.filter(case=case, party=party.value, version=chosen).count() + 1,
                on=step.attempt.place_day,
                at=step.at,
                channel=said.channel,
                assisted=said.assisted,
                said_by=said.said_by,
                quality=said.quality,
                authority=said.authority,
                written=written,
            )
        return {"version": chosen} | said.told | ({"written": written} if written else {})

    return move(
        case_id=case_id,
        act=act,
        by=by,
        at=at,
        details=Details(
            channel=said.channel,
            assisted=said.assisted,
            quality=said.quality,
            version=version,
            posted_on=said.posted_on,
        ),
        how=How(write=write),
    )
