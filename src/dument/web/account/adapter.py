"""How allauth makes our users, lets them in, and tells them of what changed."""

from __future__ import annotations

from logging import getLogger
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from dument.queries import who
from dument.web.account import devices
from dument.web.account.refused import ToldRefusals
from dument.web.networks import network_of
from dument.web.watching import security

log = getLogger(__name__)

# What an e-mail says of a change, by allauth's name for it: nothing that names anybody, nor from where.
CHANGES = {
    "account/email/password_changed": _("votre mot de passe a été changé"),
    "account/email/password_reset": _(
        "votre mot de passe a été remplacé, par un code envoyé à cette adresse"
    ),
    "account/email/password_set": _("un mot de passe a été posé"),
    "socialaccount/email/account_connected": _("une identité publique y a été liée"),
    "socialaccount/email/account_disconnected": _("une identité publique n'y est plus liée"),
    "mfa/email/totp_activated": _("une application qui donne des codes a été ajoutée"),
    "mfa/email/totp_deactivated": _("l'application qui donne des codes a été retirée"),
    "mfa/email/webauthn_added": _("une clé d'accès a été ajoutée"),
    "mfa/email/webauthn_removed": _("une clé d'accès a été retirée"),
    "mfa/email/recovery_codes_generated": _("les codes de secours ont été refaits"),
}
PASSWORD, PASSKEY = "reauthenticate", "mfa_reauthenticate:webauthn"  # allauth's names of these ways
# From browsers that the account does not know, all networks together: what a person never reaches by mistake.
STRANGERS = {"login_by_strangers": "100/h/key"}


class Adapter(ToldRefusals, DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Keeps the full name of the sign-up form; knows devices again; counts wrong passwords by network."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": _(
            "Trop de tentatives. Réessayez dans cinq minutes, ou changez de mot de passe "
            "par courriel (« Mot de passe oublié ») : ce chemin reste ouvert."
        ),
    }

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        """Return the user made of a sign-up form."""
        user.full_name = form.cleaned_data["full_name"]
        return super().save_user(request, user, form, commit)

    def post_login(self, request: HttpRequest, user: Any, **told: Any) -> HttpResponse:
        """Answer as allauth does; a device that the account did not know is told by e-mail, and known from now on."""
        response: HttpResponse = super().post_login(request, user, **told)
        security.tell("signed_in", account=user.pk)
        known = devices.knows(request, user.email)
        if not known and not told["signup"]:
            self._tell("account/email/new_device", user, {}, None)
        devices.remember(request, response, user.email)
        return response

    def logout(self, request: HttpRequest) -> None:
        """Close the session."""
        security.tell("signed_out", account=security.account_of(request), means="asked")
        super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Tell that a password was wrong, or given for an account that does not exist."""
        account = who.account_of(str(credentials.get("email", "")))
        security.tell("authentication_failed", account=account, means="password")

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Return the ways to show again who one is, the surest first: never the password where there is a factor."""
        ways: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        factors = [way for way in ways if way["id"] != PASSWORD]
        return sorted(factors, key=lambda way: way["id"] != PASSKEY) or ways

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell the owner what changed in what protects his account."""
        security.tell("protection_changed", account=user.pk, what=template_prefix.rpartition("/")[2])
        change = CHANGES.get(template_prefix, _("ce qui protège votre compte a changé"))
        self._tell("account/email/changed", user, {"change": change}, email)

    def _tell(self, template: str, user: Any, context: dict[str, Any], email: str | None) -> None:
        try:
            super().send_notification_mail(template, user, context, email)
        except (SMTPException, OSError):
            # The change is made: a dead mail server undoes nothing.
            log.warning("notice of an account not sent")

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Return under which name wrong passwords are counted: the account's, from that network or that device.

        An outsider who tries five shuts his own door, and neither that of a device the account knows nor that of
        another network.
        """
        login = str(credentials.get("email", "")).lower()
        return f"{login}:{devices.name(request, login) or network_of(self.get_client_ip(request))}"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try; many networks at once are slowed down together."""
        super().pre_authenticate(request, **credentials)
        login = str(credentials.get("email", "")).lower()
        if not devices.knows(request, login) and not ratelimit.consume(
            request, action="login_by_strangers", key=login, app="allauth.account", config=STRANGERS
        ):
            raise self.validation_error("too_many_login_attempts")
