"""The two providers, as allauth finds them."""

from __future__ import annotations

import json
from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import build_absolute_uri, get_request_param
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import get_random_string

from dument.web.account.federation import tokens

SESSION_KEY = "federation"
MOST = 64 * 1024  # bytes of a userinfo: a few claims and a signature


class Adapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth ships no types
    """Fetches and verifies; `nonce` is that of the request, put back from the session by the callback's view."""

    nonce = ""

    @property
    def openid_config(self) -> dict[str, Any]:
        """Return the provider's own description, which must be of the issuer that we named (Discovery 4.3)."""
        told: dict[str, Any] = super().openid_config
        if told["issuer"] != self.get_provider().issuer:
            raise OAuth2Error("description of another issuer")
        return told

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **told: Any) -> Any:
        """Return the sign-in of the identity vouched for; raises OAuth2Error for anything not proven."""
        provider, raw = self.get_provider(), told["response"].get("id_token", "")
        keys = json.loads(self._get(self.openid_config["jwks_uri"], {})[1])
        of_us = {"keys": keys, "issuer": provider.issuer, "client_id": app.client_id}
        claims = tokens.identity(raw, nonce=self.nonce, asked=provider.level, **of_us)
        kind, signed = self._get(self.profile_url, {"Authorization": f"Bearer {token.token}"})
        if kind != "application/jwt":
            raise OAuth2Error("userinfo not signed")
        tokens.person(signed.strip(), subject=claims["sub"], **of_us)
        request.session[SESSION_KEY] = {
            "id_token": raw,
            "leave": self.openid_config.get("end_session_endpoint", ""),
        }
        return provider.sociallogin_from_response(request, {"id_token": {"sub": claims["sub"]}})

    def _get(self, address: str, headers: dict[str, str]) -> tuple[str, str]:
        """Return the kind and the text of what stands at that address."""
        with get_adapter().get_requests_session() as session:
            answer = session.get(address, headers=headers, allow_redirects=False)
        answer.raise_for_status()
        if len(answer.content) > MOST or answer.is_redirect:
            raise OAuth2Error("unexpected answer")
        return answer.headers.get("content-type", "").partition(";")[0].strip().lower(), answer.text

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        """Return where the provider sends the person back."""
        return str(build_absolute_uri(request, reverse(f"{self.provider_id}_callback")))


class _Public(OpenIDConnectProvider):  # type: ignore[misc]  # allauth ships no types
    """What both have in common: nothing of the person is kept but the identifier that the provider gives of him."""

    oauth2_adapter_class = Adapter
    supports_token_authentication = False  # only a whole round trip, from this browser, is believed
    pkce_enabled_default = True
    called = ""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Keep the provider's own name."""
        super().__init__(*args, **options)
        self.name = self.called

    @property
    def issuer(self) -> str:
        """Return the issuer named in the settings."""
        return str(self.app.settings["issuer"])

    @property
    def level(self) -> str:
        """Return the least level of assurance asked, empty for none (eIDAS)."""
        return str(self.app.settings.get("level", "eidas1"))

    @property
    def server_url(self) -> str:
        """Return where the provider describes itself."""
        return f"{self.issuer}/.well-known/openid-configuration"

    def get_oauth2_adapter(self, request: HttpRequest) -> Adapter:
        """Return what fetches and verifies for this provider."""
        return Adapter(request, self.id)

    def get_login_url(self, request: HttpRequest, **kwargs: Any) -> str:
        """Return the address that leads to the provider (POST)."""
        return reverse(f"{self.id}_login")

    def get_callback_url(self) -> str:
        """Return the path that the provider sends back to."""
        return reverse(f"{self.id}_callback")

    def get_scope(self) -> list[str]:
        """Return the least that can be asked."""
        return ["openid"]

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """Return what a visitor may choose: where to go next, to sign in or to link; no scope, no parameter."""
        process = get_request_param(request, "process", AuthProcess.LOGIN)
        kept = AuthProcess.CONNECT if process == AuthProcess.CONNECT else AuthProcess.LOGIN
        told: dict[str, Any] = super().get_redirect_from_request_kwargs(request)
        return {"process": kept} | {name: told[name] for name in ("next_url",) if name in told}

    def redirect(
        self, request: HttpRequest, process: str, next_url: Any = None, data: Any = None, **kwargs: Any
    ) -> Any:
        """Return the redirection to the provider, with a nonce that only this session knows."""
        nonce = get_random_string(43)
        asked = {"nonce": nonce} | ({"acr_values": self.level} if self.level else {})
        return super().redirect(request, process, next_url, data, auth_params=asked, nonce=nonce, **kwargs)

    def extract_uid(self, data: dict[str, Any]) -> str:
        """Return the identifier that the provider gives of the person, ours alone."""
        return str(data["id_token"]["sub"])

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Return nothing: names and dates of birth are not ours to keep."""
        return {}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        """Return nothing."""
        return {}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        """Return nothing: an address never opens an account."""
        return []


class FranceConnect(_Public):
    """FranceConnect: for individuals."""

    id, called = "franceconnect", "FranceConnect"


class ProConnect(_Public):
    """ProConnect: for professionals and agents."""

    id, called = "proconnect", "ProConnect"


provider_classes = [FranceConnect, ProConnect]
