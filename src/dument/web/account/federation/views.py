"""To a provider and back, linking and unlinking an identity, and leaving both at once."""

from __future__ import annotations

from typing import Any

from allauth.account import views as account
from allauth.account.decorators import reauthentication_required
from allauth.socialaccount.internal.flows.connect import disconnect
from allauth.socialaccount.models import SocialAccount, SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from dument.queries.who import Who
from dument.web.access import signed_in
from dument.web.account.federation.provider import SESSION_KEY, Adapter

NAMES = {"franceconnect": "FranceConnect", "proconnect": "ProConnect"}


def configured() -> tuple[tuple[str, str], ...]:
    """Return the providers named in the settings: their word and their name."""
    return tuple((word, name) for word, name in NAMES.items() if word in settings.SOCIALACCOUNT_PROVIDERS)


class _Callback(OAuth2CallbackView):  # type: ignore[misc]  # allauth ships no types
    """Puts the nonce of the request back, from the session."""

    def _get_state(self, request: HttpRequest, provider: Any) -> Any:
        state, answer = super()._get_state(request, provider)
        self.adapter.nonce = (state or {}).get("nonce", "")
        return state, answer


def paths() -> list[URLPattern]:
    """Return the addresses of both providers; not configured, they do not exist."""
    return [
        found
        for word in NAMES
        for found in (
            path(f"connexion/{word}", _going(word), name=f"{word}_login"),
            path(f"connexion/{word}/retour", _coming_back(word), name=f"{word}_callback"),
        )
    ]


def _going(word: str) -> Any:
    @require_POST
    def view(request: HttpRequest) -> HttpResponseBase:
        return _answered(OAuth2LoginView, request, word)

    view.access = "allauth"  # type: ignore[attr-defined]
    return view


def _coming_back(word: str) -> Any:
    @require_safe
    def view(request: HttpRequest) -> HttpResponseBase:
        return _answered(_Callback, request, word)

    view.access = "allauth"  # type: ignore[attr-defined]
    return view


def _answered(kind: Any, request: HttpRequest, word: str) -> HttpResponseBase:
    try:
        answer: HttpResponseBase = kind.adapter_view(Adapter(request, word))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    return answer


@require_safe
def _cancelled(request: HttpRequest) -> HttpResponse:
    """Say that the person gave up at the provider's, and offer the other ways."""
    messages.info(
        request,
        gettext("Vous n'avez pas été identifié : rien n'a été fait. Vous pouvez vous connecter autrement."),
    )
    return redirect("account_login")


cancelled: Any = _cancelled
cancelled.access = "allauth"


@signed_in
@require_POST
def unlink(request: HttpRequest, who: Who) -> HttpResponseBase:
    """Unlink an identity from one's account."""
    answer: HttpResponseBase = _unlinked(request)
    return answer


@reauthentication_required(app="allauth.socialaccount")  # type: ignore[untyped-decorator]
def _unlinked(request: HttpRequest) -> HttpResponseBase:
    word = request.POST.get("provider", "")
    linked = get_object_or_404(SocialAccount, user=request.user, provider=word)
    disconnect(request, linked)
    return redirect("my_account")


class Logout(account.LogoutView):  # type: ignore[misc]  # allauth ships no types
    """Leaves the site, and the provider who opened the session, if one did."""

    def post(self, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer as allauth does, or lead to the provider's own leaving (RP-Initiated Logout 2)."""
        opened = self.request.session.get(SESSION_KEY)
        answer: HttpResponseBase = super().post(*args, **kwargs)
        if not opened or not opened["leave"]:
            return answer
        told = {"id_token_hint": opened["id_token"], "post_logout_redirect_uri": f"{settings.SITE_URL}/"}
        return redirect(f"{opened['leave']}?{urlencode(told)}")
