"""The register of the office's acts: read, printed, taken away."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from dument.queries import register as registers
from dument.queries.clock import today
from dument.web.access import OfficeSeat, for_office
from dument.web.tables import as_csv
from dument.web.typed import number

HEADINGS = (
    "Numéro", "Date", "Acte", "Article", "Dossier", "Créancier", "Débiteur", "Commissaire de justice", "Rectifie",
)  # fmt: skip


@for_office()
def register(request: HttpRequest, seat: OfficeSeat) -> HttpResponseBase:
    """Show a year of the register, page by page, or whole to be printed."""
    year, page = _number(request, "annee", today().year), _number(request, "page", 1)
    read = registers.register(office_id=seat.office_id, year=year, page=page)
    return render(request, "office/register.html", {"register": read, "office": _name(seat)})


@for_office()
def register_file(request: HttpRequest, seat: OfficeSeat) -> HttpResponseBase:
    """Give a year of the register as a table (CSV)."""
    year = _number(request, "annee", today().year)
    rows = registers.whole_year(office_id=seat.office_id, year=year)
    return as_csv(
        f"repertoire-{year}.csv",
        HEADINGS,
        (
            (
                one.number,
                one.on.isoformat(),
                one.act,
                one.article,
                one.reference,
                one.creditor,
                one.debtor,
                one.officer,
                one.corrects,
            )
            for one in rows
        ),
    )


def _number(request: HttpRequest, name: str, otherwise: int) -> int:
    """Return the number asked for, when it is one that a year or a page may be."""
    return number(request.GET.get(name, ""), otherwise)


def _name(seat: OfficeSeat) -> str:
    return next(one.office_name for one in seat.who.offices if one.office_id == seat.office_id)
