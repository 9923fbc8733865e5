"""The office's due days: a calendar to subscribe to or to take away, and the sheet of the day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from dument.actions import desk
from dument.queries import agenda, team
from dument.queries.clock import legal_day, now
from dument.web.access import OfficeSeat, anyone, for_office


@for_office()
def calendar(request: HttpRequest, seat: OfficeSeat) -> HttpResponseBase:
    """Show how to have the due days in one's own calendar; make or revoke its secret address."""
    address = ""
    if request.method == "POST" and "retirer" in request.POST:
        desk.revoke_calendar(office_id=seat.office_id, by=seat.by, at=now())
        messages.success(request, gettext("L'adresse ne répond plus."))
        return redirect("office:calendar")
    if request.method == "POST":
        secret = desk.make_calendar(office_id=seat.office_id, by=seat.by, at=now())
        address = f"{settings.SITE_URL}/etude/agenda/{secret}.ics"
    told = {
        "address": address,
        "kept": team.has_calendar(office_id=seat.office_id, user_id=UUID(seat.by.id)),
    }
    return render(request, "office/calendar.html", told)


@for_office()
def calendar_file(request: HttpRequest, seat: OfficeSeat) -> HttpResponseBase:
    """Give the calendar to who is signed in."""
    return _as_ics(seat.office_id, now())


@anyone
@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Give the calendar that a secret address opens: references and days, no name, no amount."""
    office_id = agenda.calendar_of(secret)
    if office_id is None:
        raise Http404
    return _as_ics(office_id, now())


def _as_ics(office_id: UUID, at: datetime) -> HttpResponse:
    """Return the due days as iCalendar (RFC 5545); each keeps its identifier, so a day that moves moves there too."""
    made = Calendar()
    made.add("prodid", "-//Dûment//Échéances de l'étude//FR")
    made.add("version", "2.0")
    made.add("x-wr-calname", "Dûment, échéances")
    for due in agenda.due_days(office_id=office_id, on=legal_day(at)):
        event = Event()
        event.add("uid", f"{due.key}@dument")
        event.add("dtstamp", at.astimezone(UTC))
        event.add("dtstart", due.on)
        event.add("dtend", due.on + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        event.add("summary", f"{due.reference} : {due.what}")
        event.add("url", f"{settings.SITE_URL}/etude/dossiers/{due.reference}")
        made.add_component(event)
    answer = HttpResponse(made.to_ical(), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="dument.ics"'
    answer["Content-Language"] = "fr"
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer


@for_office()
def day_sheet(request: HttpRequest, seat: OfficeSeat) -> HttpResponseBase:
    """Show what the office has to do today, to be printed each morning."""
    sheet = agenda.day_sheet(office_id=seat.office_id, at=now())
    return render(request, "office/day_sheet.html", {"sheet": sheet, "seat": seat})
