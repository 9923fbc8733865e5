"""The register of an office's acts: a number each, by year, without holes; nothing in it is ever changed."""

from __future__ import annotations

from datetime import date

from django.db.models import Max

from dument.procedure.machine import Row
from dument.procedure.states import Act
from dument.records.accounts.models import Office
from dument.records.cases.models import Case
from dument.records.desk.models import RegisterEntry


def enter(
    *, case: Case, row: Row, on: date, event: int, officer_id: str, corrects: int | None = None
) -> None:
    """Give the next number of the office's year to an act that made a paper, or that corrects such an act.

    Called inside the act's own transaction, which holds the case: the office's row is locked next, always in that
    order, so that two acts of one office take their numbers one after the other, and a number given up with its
    transaction is given again. The lock spares the foreign keys of other acts (NO KEY).
    """
    corrected = None
    if row.act is Act.CORRECT and corrects is not None:
        corrected = RegisterEntry.objects.filter(case=case, event=corrects).first()
    office_id = case.office_id
    if office_id is None or (not row.documents and corrected is None):
        return
    Office.objects.select_for_update(no_key=True).values_list("pk").get(pk=office_id)
    year = RegisterEntry.objects.filter(office_id=office_id, year=on.year)
    last = year.aggregate(last=Max("number"))["last"] or 0
    RegisterEntry.objects.create(
        case=case,
        office_id=office_id,
        year=on.year,
        number=last + 1,
        act=row.act.value,
        on=on,
        event=event,
        officer_id=officer_id,
        corrects=corrected,
    )
