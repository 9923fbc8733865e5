"""One's own account."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import LoginView
from allauth.mfa.totp.views import ActivateTOTPView
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dument.actions import creditors, sign_in
from dument.actions.notices import choose
from dument.queries import factors, identities, notices, open_sessions
from dument.queries.who import Who
from dument.web.access import OFFICE_KEY, signed_in
from dument.web.account.federation.views import configured
from dument.web.account.forms import CreditorForm, NoticesForm
from dument.web.carried import carried
from dument.web.typed import MOST_ROWS, number


class Login(LoginView):  # type: ignore[misc]  # allauth ships no types
    """Address and password, or one of the public identities named in the settings."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the page shows."""
        told: dict[str, Any] = super().get_context_data(**kwargs)
        return told | {"identities": configured()}


class Activate(ActivateTOTPView):  # type: ignore[misc]  # allauth ships no types
    """Sets up the second factor, which this session has then shown: no other session has."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Answer as allauth does, and remember in the session that the factor was shown."""
        answer: HttpResponse = super().form_valid(form)
        record_authentication(
            self.request, self.request.user, method="mfa", type="totp", reauthenticated=True
        )
        return answer


@signed_in
@require_safe
def home(request: HttpRequest, who: Who) -> HttpResponse:
    """Show who is signed in, his seats, his second factors, and the public identities that he may link."""
    linked = identities.linked(who.id)
    told = {
        "who": who,
        "factors": factors.of(who.id),
        "manages": any(seat.role == "officer" for seat in who.offices),
        "identities": [(word, name, word in linked) for word, name in configured()],
    }
    return render(request, "account/home.html", told)


@signed_in
@require_http_methods(["GET", "POST"])
def sessions(request: HttpRequest, who: Who) -> HttpResponse:
    """Show the open sessions of the account; end one of them, or all the others."""
    here = request.session.session_key or ""
    if request.method == "POST":
        chosen = request.POST.get("session", "")
        ended = sign_in.end_sessions(
            user_id=who.id, here=here, only=number(chosen, 0, MOST_ROWS) if chosen else None
        )
        messages.success(request, _ended(ended))
        return redirect("usersessions_list")
    return render(request, "account/sessions.html", {"sessions": open_sessions.of(who.id, here=here)})


def _ended(ended: int) -> str:
    if not ended:
        return gettext("Aucune autre session n'était ouverte.")
    if ended == 1:
        return gettext("La session est fermée.")
    return gettext("%(ended)s sessions sont fermées.") % {"ended": ended}


@signed_in
@require_http_methods(["GET", "POST"])
def notices_wanted(request: HttpRequest, who: Who) -> HttpResponse:
    """Choose when e-mails tell what is new, for who acts for a creditor; an office has one mailbox for all."""
    form = NoticesForm(
        request.POST if request.method == "POST" else None, initial=dict(notices.chosen(who.id))
    )
    if request.method == "POST" and who.creditors and form.is_valid():
        choose(user_id=who.id, chosen=form.cleaned_data)
        messages.success(request, gettext("Votre choix est enregistré."))
        return redirect("notices")
    status = 422 if form.errors else 200
    return render(request, "account/notices.html", {"form": form, "who": who}, status=status)


@signed_in
@require_http_methods(["GET", "POST"])
def enter_creditor(request: HttpRequest, who: Who) -> HttpResponse:
    """Enter the creditor for whom the person acts, then go on with the claim that he told before any account."""
    told_before = carried(request)
    first = {"name": who.name, **({"kind": told_before.creditor} if told_before else {})}
    form = CreditorForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        creditors.enter(user_id=who.id, given=form.given)
        return redirect("creditor:new" if told_before else "creditor:cases")
    told = {
        "form": form,
        "title": gettext("Le créancier"),
        "button": gettext("Continuer"),
        "text": gettext("À qui la somme est-elle due ? C'est ce nom qui sera dans la lettre."),
    }
    return render(request, "account/form.html", told, status=422 if form.errors else 200)


@signed_in
@require_POST
def sit_in(request: HttpRequest, who: Who) -> HttpResponse:
    """Sit in one of one's offices, until another is chosen."""
    chosen = request.POST.get("office", "")
    if chosen not in {str(seat.office_id) for seat in who.offices}:
        raise Http404
    request.session[OFFICE_KEY] = chosen
    return redirect("office:queue")
