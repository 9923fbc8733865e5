"""Passkeys: allauth's views, whose script is a file of ours and whose options are data of the page."""

from __future__ import annotations

import json
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base import views as mfa
from allauth.mfa.webauthn import views as webauthn
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _

AGAIN = _("La clé n'a pas été reconnue : recommencez, ou prenez l'autre moyen.")


def _options(told: dict[str, Any], name: str) -> dict[str, str]:
    """Return what the script asks the device for, as text of an attribute."""
    asked = told.pop("js_data", {}).get(name)
    return {"options": json.dumps(asked) if asked else ""}


class Authenticate(mfa.AuthenticateView):  # type: ignore[misc]  # allauth ships no types
    """The second step of sign-in: a code, or a passkey when the account has one."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the page shows; no passkey is asked of an account without any."""
        told: dict[str, Any] = super().get_context_data(**kwargs)
        told |= _options(told, "request_options")
        if not json.loads(told["options"] or "{}").get("publicKey", {}).get("allowCredentials"):
            told["options"] = ""
        return told

    def form_invalid(self, form: Any) -> HttpResponse:
        """Say that the key was not recognised; a wrong code is told beside its box."""
        if form is self.webauthn_form:
            messages.error(self.request, AGAIN)
        answer: HttpResponse = super().form_invalid(form)
        return answer


class Add(webauthn.AddWebAuthnView):  # type: ignore[misc]  # allauth ships no types
    """Adds a passkey, which this session has then shown: no other session has."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the page shows."""
        told: dict[str, Any] = super().get_context_data(**kwargs)
        return (
            told
            | _options(told, "creation_options")
            | {
                "making": True,
                "ask": _("Ajouter la clé"),
                "other_way": reverse("mfa_activate_totp"),
                "other_way_label": _("Utiliser plutôt une application qui donne des codes"),
            }
        )

    def form_valid(self, form: Any) -> HttpResponse:
        """Answer as allauth does, and remember in the session that the factor was shown."""
        answer: HttpResponse = super().form_valid(form)
        record_authentication(
            self.request, self.request.user, method="mfa", type="webauthn", reauthenticated=True
        )
        return answer

    def form_invalid(self, form: Any) -> HttpResponse:
        """Say that the key was not recognised, and ask again."""
        messages.error(self.request, AGAIN)
        return redirect("mfa_add_webauthn")


class Remove(webauthn.RemoveWebAuthnView):  # type: ignore[misc]  # allauth ships no types
    """Takes a passkey off."""

    success_url = reverse_lazy("my_account")


class Reauthenticate(webauthn.ReauthenticateWebAuthnView):  # type: ignore[misc]  # allauth ships no types
    """Shows a passkey again."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the page shows."""
        told: dict[str, Any] = super().get_context_data(**kwargs)
        code = self.passthrough_next_url(reverse("mfa_reauthenticate"))
        return (
            told
            | _options(told, "request_options")
            | {
                "ask": _("Utiliser la clé d'accès"),
                "other_way": code,
                "other_way_label": _("Entrer plutôt un code"),
            }
        )

    def form_invalid(self, form: Any) -> HttpResponse:
        """Say that the key was not recognised, and ask again."""
        messages.error(self.request, AGAIN)
        return redirect(self.passthrough_next_url(reverse("mfa_reauthenticate_webauthn")))


class ReauthenticateByCode(mfa.ReauthenticateView):  # type: ignore[misc]  # allauth ships no types
    """Shows a code again; who has a passkey is told that it would do."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the page shows."""
        told: dict[str, Any] = super().get_context_data(**kwargs)
        key = reverse("mfa_reauthenticate_webauthn")
        methods = get_adapter().get_reauthentication_methods(self.request.user)
        if any(method["url"] == key for method in methods):
            told["key_instead"] = self.passthrough_next_url(key)
        return told
