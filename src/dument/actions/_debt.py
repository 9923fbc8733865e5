"""The debt of a claim in the drafts of its debtors: written, followed, counted whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from dument.procedure.states import State
from dument.records.cases.models import Case, Claim, ClaimLine, Party
from dument.records.reading import GIVEN_UP

# What is said of the claim, whoever owes it; then what solidary debtors owe alike.
OF_THE_CLAIM = (
    "cause", "basis", "invoiced_between_merchants", "interest_from", "interest_rate", "interest_frozen",
)  # fmt: skip
OF_THE_DEBT = ("due_on", "principal_cents", "other_cents", "interest_cents")


def living(claim: Claim) -> QuerySet[Case]:
    """Return the cases of the claim that were not given up, in the order told."""
    return Case.objects.filter(claim=claim).exclude(state__in=GIVEN_UP).order_by("pk")


def drafts_beside(case: Case) -> list[Case]:
    """Return the drafts of the claim's other debtors, locked, in the order told."""
    others = living(case.claim).filter(state=State.DRAFT).exclude(pk=case.pk)
    return list(others.select_for_update(of=("self",)))


def write_lines(case: Case, lines: Iterable[ClaimLine], amounts: Sequence[int]) -> None:
    """Write those elements, with those amounts in cents, as the case's; an element of nothing is left out."""
    kept = [(line, amount) for line, amount in zip(lines, amounts, strict=True) if amount]
    ClaimLine.objects.filter(case=case).delete()
    ClaimLine.objects.bulk_create(
        ClaimLine(
            case=case, rank=rank, kind=line.kind, label=line.label, amount_cents=amount, due_on=line.due_on
        )
        for rank, (line, amount) in enumerate(kept, start=1)
    )


def follow(case: Case) -> None:
    """Say in the drafts of the claim's other debtors what this one says of the claim, and what all owe alike.

    Who owes the whole owes the same elements (C. civ. 1313); who owes a share keeps his own sums, and interest that
    runs is computed on them. An office is taken by those who have none yet, and judged with each one's own court.
    """
    solidary = bool(case.claim.solidarity_basis)
    lines = list(ClaimLine.objects.filter(case=case))
    creditor = Party.objects.filter(case=case, role="creditor").values(
        "name", "kind", "siren", "address", "postcode", "insee", "city", "country", "email", "phone"
    )[0]
    for other in drafts_beside(case):
        for name in OF_THE_CLAIM + (OF_THE_DEBT if solidary else ()):
            setattr(other, name, getattr(case, name))
        other.chosen_office = other.chosen_office or case.chosen_office
        if not other.interest_frozen:
            other.interest_cents = 0
        other.version += 1
        other.save()
        Party.objects.filter(case=other, role="creditor").update(**creditor)
        if solidary:
            write_lines(other, lines, [line.amount_cents for line in lines])
    count(case.claim)


def count(claim: Claim) -> None:
    """Keep on the claim the whole of it, interest left out: shares come to it, and nobody owes more."""
    owed = [case.principal_cents + case.other_cents for case in living(claim)]
    claim.whole_cents = max(owed) if claim.solidarity_basis else sum(owed)
    claim.save(update_fields=["debtors", "solidarity_basis", "whole_cents"])
