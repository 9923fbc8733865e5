"""The number of a registered letter: it proves the deposit of one letter of an office, and of no other."""

from __future__ import annotations

from dataclasses import replace

from dument.actions._move import Enrich, Step
from dument.procedure import deposit
from dument.procedure.facts import Attempt, Facts
from dument.procedure.machine import Refused
from dument.records.cases.models import Case, LetterNumber


def compared(number: str) -> str:
    """Return a number as it is compared: capital letters and figures only, whatever separates them."""
    return "".join(sign for sign in number.upper() if sign.isalnum())


def looking_at(number: str) -> Enrich:
    """Return what tells the table that another letter of the case's office bears that number.

    Other offices are not looked at: their cases are none of this one's, and a slip of theirs must not stop it.
    """

    def enriched(case: Case, facts: Facts, _attempt: Attempt) -> Facts:
        wanted = compared(number)
        others = LetterNumber.objects.filter(office=case.office, number=wanted).exclude(case=case)
        return replace(facts, number_borne=bool(wanted) and others.exists())

    return enriched


def keep(step: Step, case: Case, number: str) -> None:
    """Write the number of the case's letter, in place of any former one.

    Raises Refused when another case of the office took it meanwhile: the database lets one of two writers in.
    """
    kept = LetterNumber(case=case, office_id=case.office_id, number=compared(number))
    LetterNumber.objects.filter(case=case).delete()
    LetterNumber.objects.bulk_create([kept], ignore_conflicts=True)
    if not LetterNumber.objects.filter(pk=kept.pk).exists():
        taken = replace(step.facts, number_borne=True)
        raise Refused(step.attempt.act, tuple(deposit.letter_number(taken, step.attempt)))
