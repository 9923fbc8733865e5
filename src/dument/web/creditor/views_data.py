"""The creditor's own data, to be taken away."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_safe

from dument.actions import readings
from dument.queries import export
from dument.queries.clock import now
from dument.web.access import CreditorSeat, for_creditor
from dument.web.archives import as_archive
from dument.web.typed import number


@for_creditor
@require_safe
def my_data(request: HttpRequest, seat: CreditorSeat) -> FileResponse:
    """Give all that is known of the creditor and of his cases, fifty cases an archive; that he took it is noted."""
    part = number(request.GET.get("partie", ""), 1)
    taken = export.of_creditor(creditor_ids=seat.creditor_ids, at=now(), part=part)
    readings.note_export(case_ids=taken.case_ids, reader=seat.by.id, role="creditor", at=datetime.now(UTC))
    about = {
        "compte": {"nom": seat.who.name, "courriel": seat.who.email},
        "pour": [one.creditor_name for one in seat.who.creditors],
        "partie": f"{min(part, taken.parts)} sur {taken.parts} (…/mes-donnees?partie=2 pour la suivante)",
    }
    return as_archive(taken, about, "mes-donnees.zip")
