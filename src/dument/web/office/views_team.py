"""The people of the office: who is away and who stands in, who counts for conflicts of interest, who has a case."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_noop

from dument.actions import desk, roles
from dument.queries import team as teams
from dument.queries.clock import now, today
from dument.web.access import OfficeSeat, for_office
from dument.web.below import spoken
from dument.web.office.forms_team import AbsenceForm, AssociateForm
from dument.web.office.views_desk import ROLES, theirs


@for_office()
def team(request: HttpRequest, seat: OfficeSeat) -> HttpResponseBase:
    """Show the team; note or cancel an absence, add or end a person of the list."""
    if request.method != "POST":
        return _page(request, seat)
    doing = TEAM_DOINGS.get(request.POST.get("faire", ""))
    return doing(request, seat) if doing else _page(request, seat, 422)


def _page(request: HttpRequest, seat: OfficeSeat, status: int = 200, **wrong: Any) -> HttpResponseBase:
    on = today()
    members = teams.team(office_id=seat.office_id, on=on)
    told = {
        "members": [(one, ROLES[one.role]) for one in members],
        "absences": teams.absences(office_id=seat.office_id, on=on),
        "associates": teams.associates(office_id=seat.office_id, on=on),
        "seat": seat,
        "keeps_list": seat.role != roles.ACCOUNTANT,
        "absence_form": AbsenceForm(members=members, only=_only(seat), on=on),
        "associate_form": AssociateForm(on=on),
        "on": on,
    }
    return render(request, "office/team.html", told | wrong, status=status)


def _only(seat: OfficeSeat) -> str:
    """Return whose absence alone the person may note; empty for an officer, who notes anybody's."""
    return "" if seat.is_officer else seat.by.id


def _absent(request: HttpRequest, seat: OfficeSeat) -> HttpResponseBase:
    on = today()
    members = teams.team(office_id=seat.office_id, on=on)
    form = AbsenceForm(request.POST, members=members, only=_only(seat), on=on)
    if form.is_valid():
        given = form.cleaned_data
        try:
            desk.note_absence(
                office_id=seat.office_id,
                by=seat.by,
                user_id=UUID(given["user"]),
                replaced_by_id=UUID(given["stand_in"]),
                since=given["since"],
                until=given["until"],
            )
        except ValueError as wrong:
            form.add_error("until", spoken(str(wrong)))
        else:
            messages.success(request, gettext("L'absence est notée ; la file la montre."))
            return redirect("office:team")
    return _page(request, seat, 422, absence_form=form, form=form)


def _back(request: HttpRequest, seat: OfficeSeat) -> HttpResponseBase:
    desk.cancel_absence(office_id=seat.office_id, by=seat.by, absence_id=_identifier(request))
    messages.success(request, gettext("L'absence est annulée."))
    return redirect("office:team")


def _join(request: HttpRequest, seat: OfficeSeat) -> HttpResponseBase:
    form = AssociateForm(request.POST, on=today())
    if not form.is_valid():
        return _page(request, seat, 422, associate_form=form, form=form)
    try:
        desk.add_associate(office_id=seat.office_id, by=seat.by, **form.cleaned_data)
    except roles.Reserved:
        return _reserved(request)
    messages.success(request, gettext("La liste est à jour."))
    return redirect("office:team")


def _leave(request: HttpRequest, seat: OfficeSeat) -> HttpResponseBase:
    try:
        desk.end_associate(
            office_id=seat.office_id, by=seat.by, associate_id=_identifier(request), until=today()
        )
    except roles.Reserved:
        return _reserved(request)
    except ValueError as wrong:
        messages.warning(request, spoken(str(wrong)))
    else:
        messages.success(request, gettext("Le départ est noté ; la ligne reste pour les dossiers passés."))
    return redirect("office:team")


TEAM_DOINGS = {"absence": _absent, "retour": _back, "arrivee": _join, "depart": _leave}


def _identifier(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("ligne", ""))
    except ValueError as wrong:
        raise Http404 from wrong


def _reserved(request: HttpRequest) -> HttpResponseBase:
    sentence = gettext_noop("Cette liste est tenue par le commissaire de justice et les clercs.")
    return render(request, "refused.html", {"sentence": sentence, "back": "/etude/equipe"}, status=403)


@for_office()
def assign(request: HttpRequest, seat: OfficeSeat, reference: str) -> HttpResponseBase:
    """Give a case to a member of the office, or take it back."""
    found = theirs(seat, reference, journal=False)
    members = teams.team(office_id=seat.office_id, on=found.on)
    if request.method == "POST":
        chosen = request.POST.get("membre", "")
        if chosen and chosen not in {str(one.id) for one in members}:
            raise Http404
        desk.assign(
            office_id=seat.office_id, case_id=found.id, user_id=UUID(chosen) if chosen else None, at=now()
        )
        messages.success(request, gettext("C'est noté."))
        return redirect("office:case", reference)
    return render(request, "office/assign.html", {"case": found, "members": members, "seat": seat})
