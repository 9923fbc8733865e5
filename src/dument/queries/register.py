"""The register of an office's acts, year by year, in the order of its numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from dument.procedure.packs import pack
from dument.procedure.states import Act
from dument.queries.words import DOCUMENTS
from dument.records.accounts.models import User
from dument.records.cases.models import Party
from dument.records.desk.models import RegisterEntry

PAGE = 50
# What an act made, as a register names it.
NATURES = {
    Act.PREPARE: DOCUMENTS["invitation"],
    Act.NOTE_ACCEPTANCE: DOCUMENTS["acceptance_record"],
    Act.PROPOSE: DOCUMENTS["proposal"],
    Act.NOTE_AGREEMENT: DOCUMENTS["agreement"],
    Act.NOTE_REFUSAL: "Constat du refus de participer",
    Act.NOTE_TERMS_REFUSAL: "Constat du refus des modalités",
    Act.NOTE_EXPIRY: "Constat de l'expiration du délai",
    Act.ISSUE_TITLE: DOCUMENTS["title"],
    Act.CORRECT: "Rectification",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the register; `corrects` is the number of the entry that it corrects, or empty."""

    number: str
    on: date
    act: str
    article: str
    reference: str
    creditor: str
    debtor: str
    officer: str
    corrects: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """A page of a year of the register; `years` are those that hold something, the newest first."""

    year: int
    years: tuple[int, ...]
    entries: tuple[Entry, ...]
    page: int
    pages: int
    total: int


def register(*, office_id: UUID, year: int, page: int = 1) -> Register:
    """Return a page of that year of an office's register, in four queries."""
    years = RegisterEntry.objects.filter(office_id=office_id).order_by("-year").values_list("year", flat=True)
    rows = _of(office_id, year)
    total = rows.count()
    pages = max(1, -(-total // PAGE))
    page = min(max(1, page), pages)
    shown = list(rows[(page - 1) * PAGE : page * PAGE])
    return Register(
        year=year,
        years=tuple(years.distinct()),
        entries=tuple(_entries(shown)),
        page=page,
        pages=pages,
        total=total,
    )


def whole_year(*, office_id: UUID, year: int) -> tuple[Entry, ...]:
    """Return every entry of that year of an office's register, in two queries."""
    return tuple(_entries(list(_of(office_id, year))))


def numbered(year: int, number: int) -> str:
    """Return a number of the register as it is written: "2026-0042"."""
    return f"{year}-{number:04}"


def _of(office_id: UUID, year: int) -> QuerySet[RegisterEntry]:
    named = {
        role: Subquery(Party.objects.filter(case=OuterRef("case"), role=role).values("name")[:1])
        for role in ("creditor", "debtor")
    }
    return (
        RegisterEntry.objects.filter(office_id=office_id, year=year)
        .select_related("case", "corrects")
        .annotate(**named)
        .order_by("number")
    )


def _entries(rows: list[RegisterEntry]) -> Iterator[Entry]:
    people = {row.officer_id for row in rows}
    names = {str(pk): name for pk, name in User.objects.filter(pk__in=people).values_list("pk", "full_name")}
    for row in rows:
        act = pack(row.case.pack)[Act(row.act)]
        yield Entry(
            number=numbered(row.year, row.number),
            on=row.on,
            act=NATURES.get(act.act, act.label),
            article=act.article,
            reference=row.case.reference,
            creditor=row.creditor or "",  # type: ignore[attr-defined]  # annotated
            debtor=row.debtor or "",  # type: ignore[attr-defined]  # annotated
            officer=names.get(row.officer_id, ""),
            corrects=numbered(row.corrects.year, row.corrects.number) if row.corrects else "",
        )
