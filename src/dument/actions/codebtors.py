"""Several debtors of one claim: to each his own draft, for the whole or for his share (C. civ. 1309, 1310, 1313)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from dument.actions import _debt, filing, quotas
from dument.actions._move import By, Done
from dument.actions.claims import NotADraft, PartyGiven, locked_draft
from dument.actions.identities import checked_parties
from dument.actions.references import new_reference
from dument.law import codebtors as law
from dument.law.findings import Finding
from dument.law.money import cents, from_cents, in_french
from dument.procedure.machine import Refused
from dument.procedure.states import Act, State
from dument.records import clocks
from dument.records.cases.models import Case, Claim, ClaimLine, Evidence, Party
from dument.records.reading import legal_day, party

MOST_DEBTORS = 10
SAME = (*_debt.OF_THE_CLAIM, *_debt.OF_THE_DEBT, "claim", "pack", "chosen_office")


class BadCodebtor(ValueError):
    """The debtor cannot be added so; the message says why and what to do."""


def add(
    *,
    creditor_id: UUID,
    case_id: UUID,
    debtor: PartyGiven,
    insolvency: str = "none",
    solidarity: str = "",
    share: Decimal | None = None,
) -> Case:
    """Begin the draft of another debtor of a draft's claim, with its elements and its files, and return his case.

    `solidarity` is what stipulates it (C. civ. 1310): each owes the whole. `share`, in euros without interest, is
    taken off the draft's own. Neither: the claim is divided anew, in equal shares (C. civ. 1309). Typed interest goes
    with the shares, in proportion. Raises BadCodebtor, NotADraft, TooMuch.
    """
    with clocks.agreeing():
        case = locked_draft(creditor_id, case_id)
        quotas.room_for_a_draft(creditor_id)
        others = _all_drafts(case)
        _check_kind(case, others, solidarity, share)
        other = Case(reference=new_reference(), insolvency=insolvency)
        for name in SAME:
            setattr(other, name, getattr(case, name))
        other.save()
        lines = list(ClaimLine.objects.filter(case=case))
        case.claim.debtors += 1
        if solidarity:
            case.claim.solidarity_basis = solidarity
            _debt.write_lines(other, lines, [line.amount_cents for line in lines])
        elif share is None:
            _divide_anew(case, others, other)
        else:
            total = sum(line.amount_cents for line in lines)
            left = total - cents(share)
            if not 0 < left < total:
                raise BadCodebtor(_too_much(total))
            _divide([other, case], lines, case.interest_cents, (cents(share), left))
        case.save()
        _hand_on(case, other, debtor)
        _debt.count(case.claim)
    return other


def remove(*, creditor_id: UUID, case_id: UUID, other_id: UUID, by: By, at: datetime) -> None:
    """Withdraw the draft of another debtor of a draft's claim; his share, when he had one, comes back to the draft.

    The draft withdrawn is then a claim of its own: taken up again, it owes nothing to this one.
    Raises NotADraft when either was filed, Case.DoesNotExist when the other is no debtor of that claim.
    """
    with clocks.agreeing():
        case = locked_draft(creditor_id, case_id)
        other = Case.objects.exclude(pk=case.pk).get(pk=other_id, claim=case.claim_id)
        if other.state != State.DRAFT:
            raise NotADraft("Ce codébiteur est confié à l'étude : retirez son dossier depuis sa page.")
        if not case.claim.solidarity_basis:
            lines, amounts = _gathered([case, other])
            _write(case, lines, amounts, case.interest_cents + other.interest_cents)
        case.save()
        other.claim = Claim.objects.create(creditor_id=creditor_id)
        other.save()
        filing.withdraw(case_id=other.pk, by=by, at=at)
        case.claim.debtors -= 1
        if case.claim.debtors == 1:
            case.claim.solidarity_basis = ""
        _debt.count(case.claim)


def submit_together(*, creditor_id: UUID, case_id: UUID, by: By, at: datetime) -> tuple[Done, ...]:
    """File the drafts of all the debtors of a draft's claim, under one mandate dated that day: all, or none.

    Each goes to his own office. Raises NotADraft, and Refused with the reasons of every debtor, who is named.
    """
    with clocks.agreeing():
        first = locked_draft(creditor_id, case_id)
        cases = [first, *_debt.drafts_beside(first)]
    checked = {case.pk: checked_parties(case.pk) for case in cases}  # never inside a transaction
    reasons: list[Finding] = []
    done: list[Done] = []
    with clocks.agreeing():
        first = locked_draft(creditor_id, case_id)
        for case in (first, *_debt.drafts_beside(first)):
            case.mandate_on = legal_day(at)
            case.version += 1
            case.save()
            try:
                done.append(filing.submit(case_id=case.pk, by=by, at=at, checked=checked.get(case.pk)))
            except Refused as refused:
                name = party(case, "debtor").name
                reasons += [replace(one, message=f"{name} : {one.message}") for one in refused.reasons]
        if reasons:
            raise Refused(Act.SUBMIT, tuple(reasons))
    return tuple(done)


def _all_drafts(case: Case) -> list[Case]:
    """Return the drafts of the claim's other debtors. Raises NotADraft once one is filed, BadCodebtor."""
    others = list(_debt.living(case.claim).exclude(pk=case.pk).select_for_update(of=("self",)))
    if any(other.state != State.DRAFT for other in others):
        raise NotADraft(
            "Un autre débiteur de cette créance est déjà confié à une étude : ses débiteurs ne changent plus."
        )
    if len(others) + 2 > MOST_DEBTORS:
        raise BadCodebtor(f"Une créance a ici {MOST_DEBTORS} débiteurs au plus : commencez un autre dossier.")
    return others


def _check_kind(case: Case, others: Sequence[Case], solidarity: str, share: Decimal | None) -> None:
    """Refuse a debtor who owes both ways, or otherwise than the claim's other debtors."""
    if solidarity and share is not None:
        raise BadCodebtor("Il doit le tout ou une part, pas les deux.")
    basis = case.claim.solidarity_basis
    if others and bool(solidarity) != bool(basis):
        raise BadCodebtor(
            f"Les débiteurs de cette créance doivent {'tous le tout' if basis else 'chacun leur part'} : pour un "
            "autre partage, retirez-les ou commencez un autre dossier."
        )
    if others and solidarity != basis:
        raise BadCodebtor(f"La solidarité de cette créance tient déjà à : {basis}. Reprenez les mêmes mots.")


def _divide_anew(case: Case, others: Sequence[Case], new: Case) -> None:
    """Give each of them an equal share of the whole claim, the new one last (C. civ. 1309)."""
    lines, amounts = _gathered([case, *others])
    whole = sum(amounts)
    sharing = [case, *others, new]
    if whole < len(sharing):
        raise BadCodebtor(_too_much(whole))
    interest = sum(one.interest_cents for one in (case, *others))
    for line, amount in zip(lines, amounts, strict=True):
        line.amount_cents = amount
    _divide(sharing, lines, interest, law.equal_shares(whole, len(sharing)))
    for other in (*others, new):
        other.version += 1
        other.save()


def _gathered(cases: Sequence[Case]) -> tuple[list[ClaimLine], list[int]]:
    """Return the elements of those drafts put together again, in cents; what has no match is put after."""
    lines: list[ClaimLine] = []
    amounts: list[int] = []
    for one in cases:
        for line in ClaimLine.objects.filter(case=one):
            told = (line.kind, line.label, line.due_on)
            place = next(
                (at for at, kept in enumerate(lines) if (kept.kind, kept.label, kept.due_on) == told), None
            )
            if place is None:
                lines.append(line)
                amounts.append(line.amount_cents)
            else:
                amounts[place] += line.amount_cents
    return lines, amounts


def _divide(
    sharing: Sequence[Case], lines: Sequence[ClaimLine], interest: int, shares: Sequence[int]
) -> None:
    """Write in each draft its share of those elements and of the typed interest; the last takes what is left."""
    left = [line.amount_cents for line in lines]
    for one, share in zip(sharing, shares, strict=True):
        runs = interest * share // sum(left)
        parts = law.taken(left, share)
        _write(one, lines, parts, runs)
        left = [amount - part for amount, part in zip(left, parts, strict=True)]
        interest -= runs


def _write(case: Case, lines: Sequence[ClaimLine], amounts: Sequence[int], interest: int) -> None:
    told = list(zip(lines, amounts, strict=True))
    case.principal_cents = sum(amount for line, amount in told if line.kind == "principal")
    case.other_cents = sum(amount for line, amount in told if line.kind != "principal")
    case.interest_cents = interest
    if case.principal_cents <= 0:
        raise BadCodebtor(_too_much(sum(line.amount_cents for line in lines)))
    case.save()
    _debt.write_lines(case, lines, amounts)


def _too_much(total: int) -> str:
    return (
        "Chaque débiteur doit garder une part du principal : ce qui est à partager ici est de "
        f"{in_french(from_cents(total))} hors intérêts. Corrigez la part."
    )


def _hand_on(case: Case, other: Case, debtor: PartyGiven) -> None:
    """Give the other draft its parties and the files."""
    creditor = Party.objects.get(case=case, role="creditor")
    names = PartyGiven.__dataclass_fields__
    Party.objects.create(case=other, role="creditor", **{name: getattr(creditor, name) for name in names})
    Party.objects.create(case=other, role="debtor", **{name: getattr(debtor, name) for name in names})
    for file in Evidence.objects.filter(case=case):
        Evidence.objects.create(
            case=other,
            rank=file.rank,
            name=file.name,
            media_type=file.media_type,
            sha256=file.sha256,
            size=file.size,
        )
