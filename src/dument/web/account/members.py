"""The members of an office: the officer invites, changes a role, ends it; the invited person accepts."""

from __future__ import annotations

from logging import getLogger
from smtplib import SMTPException
from uuid import UUID

from allauth.account.adapter import get_adapter
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from dument.actions import members
from dument.actions.members import Invited, NotPossible
from dument.queries import members as read
from dument.queries.clock import now
from dument.queries.who import Who
from dument.web.access import OFFICE_KEY, OfficeSeat, for_office, signed_in
from dument.web.below import spoken
from dument.web.proving import freshly

log = getLogger(__name__)
SENT = _("L'invitation est partie à %(email)s. Elle est bonne sept jours, une fois.")
UNSENT = _(
    "L'invitation n'a pas pu partir : le serveur de courriel ne répond pas. Invitez de nouveau dans un moment."
)


def told_roles() -> list[tuple[str, str]]:
    """Return the roles as choices, in the language of the page."""
    return [(word, spoken(label)) for word, label in read.ROLES]


class InviteForm(forms.Form):
    """Whom to invite, and to do what."""

    email = forms.EmailField(
        label=_("Adresse électronique"), widget=forms.EmailInput({"autocomplete": "off"})
    )
    role = forms.ChoiceField(label=_("Rôle"), choices=told_roles, widget=forms.RadioSelect, initial="clerk")


class RoleForm(forms.Form):
    """A member's role."""

    role = forms.ChoiceField(choices=read.ROLES)


@for_office("officer")
@freshly
@require_http_methods(["GET", "POST"])
def index(request: HttpRequest, seat: OfficeSeat) -> HttpResponseBase:
    """Show the members; invite one."""
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email, role = form.cleaned_data["email"], form.cleaned_data["role"]
        try:
            made = members.invite(office_id=seat.office_id, by=seat.who.id, email=email, role=role, at=now())
        except NotPossible as why:
            form.add_error("email", spoken(str(why)))
        else:
            _send(request, made, email, spoken(dict(read.ROLES)[role]))
            return redirect("members")
    told = {"form": form, "found": read.of(seat.office_id, at=now()), "roles": told_roles(), "seat": seat}
    return render(request, "account/members.html", told, status=422 if form.errors else 200)


def _send(request: HttpRequest, made: Invited, email: str, role: str) -> None:
    """Send the link to the address invited, and tell the officer whether it left."""
    told = {
        "office": made.office_name,
        "role": role,
        "link": f"{settings.SITE_URL}{reverse('join', args=[made.secret])}",
        "until": made.expires_at,
    }
    try:
        get_adapter().send_mail("account/email/invitation", email, told)
    except (SMTPException, OSError):
        log.warning("invitation not sent")
        messages.error(request, UNSENT)
    else:
        messages.success(request, SENT % {"email": email})


@for_office("officer")
@freshly
@require_POST
def revoke(request: HttpRequest, seat: OfficeSeat, invitation: UUID) -> HttpResponseBase:
    """Take an invitation back."""
    try:
        members.revoke(office_id=seat.office_id, by=seat.who.id, invitation_id=invitation, at=now())
        messages.success(request, gettext("L'invitation est retirée : son lien n'ouvre plus rien."))
    except NotPossible as why:
        messages.error(request, spoken(str(why)))
    return redirect("members")


@for_office("officer")
@freshly
@require_POST
def change(request: HttpRequest, seat: OfficeSeat, member: UUID) -> HttpResponseBase:
    """Change a member's role, or end it."""
    form = RoleForm(request.POST)
    try:
        if "end" in request.POST:
            left = members.end(office_id=seat.office_id, by=seat.who.id, member_id=member, at=now())
            messages.success(
                request, gettext("Le rôle est terminé : cette personne ne voit plus rien de l'étude.")
            )
            _tell_what_is_nobody_s(request, left)
        elif form.is_valid():
            role = form.cleaned_data["role"]
            members.change_role(
                office_id=seat.office_id, by=seat.who.id, member_id=member, role=role, at=now()
            )
            messages.success(request, gettext("Le rôle est changé, dès la prochaine page de cette personne."))
    except NotPossible as why:
        messages.error(request, spoken(str(why)))
    return redirect("members")


def _tell_what_is_nobody_s(request: HttpRequest, left: members.Left) -> None:
    if left.cases == 1:
        messages.warning(
            request,
            "1 dossier n'est plus suivi par personne : retrouvez-le par « Suivi par : Personne » et confiez-le.",
        )
    elif left.cases:
        messages.warning(
            request,
            f"{left.cases} dossiers ne sont plus suivis par personne : retrouvez-les par « Suivi par : Personne » et "
            "confiez-les.",
        )
    if left.absences:
        messages.warning(
            request,
            "Cette personne remplaçait un absent : notez de nouveau cette absence, avec un autre remplaçant.",
        )


@signed_in
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, who: Who, secret: str) -> HttpResponseBase:
    """Show what an invitation offers to who is signed in; accept it."""
    found = read.offer(secret, at=now())
    if found is None:
        raise Http404
    if request.method == "POST":
        try:
            office_id = members.accept(secret=secret, user=request.user, at=now())
        except NotPossible as why:
            messages.error(request, spoken(str(why)))
            return redirect("join", secret)
        request.session[OFFICE_KEY] = str(office_id)
        messages.success(
            request, gettext("Vous êtes membre de l'étude : %(office)s.") % {"office": found.office_name}
        )
        return redirect("office:queue")
    return render(request, "account/join.html", {"offer": found, "mine": who.email.lower() == found.email})
