"""What the debtor reads: his case, what it means, the proof of his answers, the files."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dument.actions import readings
from dument.queries import clock, export
from dument.queries.debtor import DebtorRead, debtor_case
from dument.web.access import DebtorSeat, for_debtor
from dument.web.archives import as_archive
from dument.web.debtor.moments import moment_of
from dument.web.debtor.steps import steps_of
from dument.web.files import kept_paper, kept_upload


def page(
    request: HttpRequest,
    seat: DebtorSeat,
    name: str,
    read: DebtorRead | None = None,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    """Return a page about the case, with what every one of them shows."""
    read = read or debtor_case(case_id=seat.case_id, at=clock.now())
    told = {"read": read, "case": read.case, "seat": seat, "moment": moment_of(read, seat.quality), **more}
    return render(request, f"debtor/{name}.html", told, status=status)


@for_debtor
@require_safe
def case(request: HttpRequest, seat: DebtorSeat) -> HttpResponse:
    """Show who claims what, and what may be done now."""
    return page(request, seat, "case")


@for_debtor
@require_safe
def understand(request: HttpRequest, seat: DebtorSeat) -> HttpResponse:
    """Explain the procedure, and how to reach the office."""
    return page(request, seat, "understand")


@for_debtor
@require_safe
def proof(request: HttpRequest, seat: DebtorSeat) -> HttpResponse:
    """Show each step, with its date and time, and where the journal keeps it."""
    read = debtor_case(case_id=seat.case_id, at=clock.now())
    return page(request, seat, "proof", read, entries=steps_of(read.case))


@for_debtor
@require_safe
def my_data(request: HttpRequest, seat: DebtorSeat) -> FileResponse:
    """Give the debtor all that is known of him in his case, as an archive; that he took it is noted."""
    taken = export.of_debtor(case_id=seat.case_id, at=clock.now())
    readings.note_export(case_ids=taken.case_ids, reader=seat.by.id, role="debtor", at=datetime.now(UTC))
    return as_archive(taken, {"demandeur": seat.by.name or "le destinataire"}, "mes-donnees.zip")


@for_debtor
@require_safe
def evidence(request: HttpRequest, seat: DebtorSeat, rank: int) -> HttpResponse:
    """Give one supporting document."""
    read = debtor_case(case_id=seat.case_id, at=clock.now())
    for found in read.case.evidence:
        if found.rank == rank:
            return kept_upload(found.sha256, found.media_type, found.name)
    raise Http404


@for_debtor
@require_safe
def paper(request: HttpRequest, seat: DebtorSeat, kind: str, rank: int) -> HttpResponse:
    """Give one paper of the procedure that the debtor may read."""
    read = debtor_case(case_id=seat.case_id, at=clock.now())
    for found in read.papers:
        if (found.kind, found.rank) == (kind, rank):
            return kept_paper(found.sha256, f"{read.case.reference} {found.name}.pdf")
    raise Http404
