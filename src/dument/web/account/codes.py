"""The second factor's forms. A code that is typed is good once, for all processes at once."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as allauth
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.totp import forms as totp
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dument.actions import sign_in
from dument.web.account.forms import without_echo


class _Once:
    """Refuses a code already used, or older than one already used (RFC 6238, 5.2).

    allauth forgets a used code after one period of thirty seconds, but takes it for three of them.
    """

    user: Any
    cleaned_data: dict[str, Any]
    fields: dict[str, Any]

    def __init__(self, *args: Any, **options: Any) -> None:
        """Take off what the box repeats."""
        super().__init__(*args, **options)
        without_echo(self)  # type: ignore[arg-type]  # a form, once mixed in

    def clean_code(self) -> str:
        """Return the code, or raise as for a wrong one; two requests at once with the same code open one door."""
        with sign_in.factors_held(user=self.user) as factors:
            try:
                return self._taken(factors)
            except ValidationError as refused:
                wrong = refused  # raised outside: the count of trials must outlive this transaction
        raise wrong

    def _taken(self, factors: sign_in.Factors) -> str:
        counter = self._counter(factors)
        if counter is not None and counter <= factors.last_counter:
            check_rate_limit(self.user)
            raise get_adapter().validation_error("incorrect_code")
        code: str = super().clean_code()  # type: ignore[misc]  # allauth's, mixed in
        if counter is not None:
            factors.spend(counter)
        return code

    def _counter(self, factors: sign_in.Factors) -> int | None:
        """Return which half-minute that code belongs to, None when it is none of the application's."""
        code, secret = self.cleaned_data["code"], factors.encrypted_secret
        for counter in yield_hotp_counters_from_time() if secret else ():
            if compare_user_code(
                actual=code, expected=format_hotp_value(hotp_value(decrypt(secret), counter))
            ):
                return int(counter)
        return None


class ActivateTotpForm(totp.ActivateTOTPForm):  # type: ignore[misc]  # allauth ships no types
    """The first code of an application."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Name the box, and take off what it repeats."""
        super().__init__(*args, **options)
        self.fields["code"].label = _("Code à six chiffres")
        without_echo(self)


@contextmanager
def _shaped() -> Iterator[None]:
    """Turn what is no answer of a device into a wrong answer: the library raises whatever its parsing met."""
    try:
        yield
    except (ValueError, KeyError, TypeError, AttributeError, struct.error) as why:
        raise get_adapter().validation_error("incorrect_code") from why


class AddPasskeyForm(webauthn.AddWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """A new passkey, and the name by which its owner will know it."""

    name = forms.CharField(label=_("Nom de la clé"), max_length=60, required=False)

    def clean(self) -> dict[str, Any]:
        """Return the data, the key being verified."""
        with _shaped():
            told: dict[str, Any] = super().clean()
            return told


class AuthenticatePasskeyForm(webauthn.AuthenticateWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """A passkey, at sign-in."""

    def clean_credential(self) -> Any:
        """Return the factor that answered."""
        with _shaped():
            return super().clean_credential()


class ReauthenticatePasskeyForm(AuthenticatePasskeyForm):
    """A passkey, shown again."""

    reauthenticated = True


class AuthenticateForm(_Once, allauth.AuthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """The second factor, at sign-in."""


class ReauthenticateForm(_Once, allauth.ReauthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """The second factor, shown again."""
