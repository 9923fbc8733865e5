"""The address that opens an account: asked for, confirmed from its mailbox, objected to from the former one."""

from __future__ import annotations

from logging import getLogger
from smtplib import SMTPException
from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from dument.actions import addresses
from dument.actions.addresses import Change
from dument.actions.members import NotPossible
from dument.actions.quotas import TooMuch
from dument.queries import addresses as read
from dument.queries.clock import now
from dument.queries.who import Who
from dument.web.access import anyone, signed_in
from dument.web.account import devices
from dument.web.below import spoken
from dument.web.languages import StrOrPromise

log = getLogger(__name__)
# The links hold the change's identifier, signed for one use: neither serves for the other.
CONFIRM, OBJECT = (Signer(salt=f"dument.address.{use}", sep=".") for use in ("confirm", "object"))
SENT = _(
    "Si l'adresse {email} peut ouvrir ce compte, un lien vient d'y être envoyé : ouvrez-le dans l'heure. D'ici là, "
    "rien ne change. L'adresse actuelle en est avertie."
)
UNSENT = _("Le lien n'a pas pu partir : le serveur de courriel ne répond pas. Recommencez dans un moment.")
DONE = _("L'adresse de votre compte est changée. Vos autres sessions sont fermées.")
OBJECTED = _(
    "C'est fait : le changement est annulé, les sessions du compte sont fermées et son mot de passe n'ouvre plus rien. "
    "Choisissez-en un autre : un code vous sera envoyé à cette adresse."
)


class AddressForm(forms.Form):
    """The new address."""

    email = forms.EmailField(
        label=_("Nouvelle adresse électronique"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )


@signed_in
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth ships no types
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, who: Who) -> HttpResponseBase:
    """Ask for another address, or give up the change under way; one shows again who one is first."""
    if "drop" in request.POST:
        addresses.drop(user_id=who.id, at=now())
        messages.success(request, _("Le changement est abandonné : le lien envoyé n'ouvre plus rien."))
        return redirect("account_email")
    form = AddressForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            made = addresses.ask(user_id=who.id, wanted=form.cleaned_data["email"], at=now())
        except (NotPossible, TooMuch) as why:
            form.add_error("email", spoken(str(why)))
            status = 429 if isinstance(why, TooMuch) else 422
        else:
            _announce(request, made)
            return redirect("account_email")
    found = read.of(who.id, at=now())
    told = {"form": form, "who": who, "found": found}
    return render(
        request, "account/address.html", told, status=422 if form.errors and status == 200 else status
    )


def _announce(request: HttpRequest, made: Change) -> None:
    """Send the new mailbox its link, or word that it already opens an account; tell the former one."""
    told = {"link": _link("confirm_address", CONFIRM, made.id), "until": made.until}
    left = _sent("address_taken" if made.taken else "address_confirm", made.wanted, told)
    _sent("address_asked", made.former, {"link": _link("object_to_address", OBJECT, made.id), "at": now()})
    if left:
        messages.success(request, str(SENT).format(email=made.wanted))
    else:
        messages.error(request, UNSENT)


@signed_in
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, who: Who, signed: str) -> HttpResponseBase:
    """Confirm the change from the new mailbox, in a session of the account that asked for it."""
    change_id = _read(CONFIRM, signed)
    found = change_id and read.waiting(who.id, at=now(), change_id=change_id)
    if not change_id or not found:
        return _dead(request, spoken(addresses.DEAD))
    if request.method != "POST":
        return render(request, "account/address_confirm.html", {"found": found})
    here = request.session.session_key or ""
    try:
        made = addresses.confirm(change_id=change_id, user_id=who.id, here=here, at=now())
    except NotPossible as why:
        return _dead(request, spoken(str(why)))
    _sent("address_changed", made.former, {"link": _link("object_to_address", OBJECT, made.id)})
    messages.success(request, DONE)
    answer = redirect("my_account")
    devices.remember(request, answer, made.wanted)
    return answer


@anyone
@require_http_methods(["GET", "POST"])
def object_to(request: HttpRequest, signed: str) -> HttpResponseBase:
    """Undo a change from the former mailbox; no session is asked for: its owner may have lost them all."""
    change_id = _read(OBJECT, signed)
    if change_id is None:
        return _dead(request, _("Ce lien est incomplet : recopiez-le en entier depuis le courriel."))
    if request.method != "POST":
        return render(request, "account/address_object.html")
    try:
        made = addresses.object_to(change_id=change_id, at=now())
    except NotPossible as why:
        return _dead(request, spoken(str(why)))
    if made.left:
        _sent("address_objected", made.left, {})
    logout(request)
    messages.success(request, OBJECTED)
    return redirect("account_reset_password")


def _dead(request: HttpRequest, why: StrOrPromise) -> HttpResponse:
    told = {"title": _("Ce lien ne sert plus"), "text": why, "button": ""}
    return render(request, "account/form.html", told, status=404)


def _link(view: str, use: Signer, change_id: UUID) -> str:
    return f"{settings.SITE_URL}{reverse(view, args=[use.sign(str(change_id))])}"


def _read(use: Signer, signed: str) -> UUID | None:
    """Return the change that a link names, None when we did not write that link."""
    try:
        return UUID(use.unsign(signed))
    except BadSignature:
        return None


def _sent(template: str, email: str, told: dict[str, object]) -> bool:
    """Send an e-mail and tell whether it left: a mailbox that refuses ours must not keep its owner from leaving it."""
    try:
        get_adapter().send_mail(f"account/email/{template}", email, told)
    except (SMTPException, OSError):
        log.warning("e-mail about an address not sent")
        return False
    return True
