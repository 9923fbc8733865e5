"""Signatures by keys that never leave a token: smart card, HSM (PKCS#11)."""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pkcs11
from asn1crypto import x509
from pkcs11 import Attribute, ObjectClass
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session

from dument.adapters.signature.pades import Act, sign
from dument.adapters.trust import chain
from dument.adapters.trust.store import TrustStore
from dument.ports.errors import NeverAgain, TryAgain
from dument.ports.signature import Level
from dument.ports.timestamps import TimestampAuthority, authority


@dataclass(frozen=True, slots=True)
class TokenSettings:
    """Where the keys are. `label` names an officer's key and certificate, "{officer}" standing for who it is.

    `trust` is the folder of the authorities' certificates (*.pem) and of their revocation lists (*.crl), which
    whoever runs the platform keeps fresh: a title is not signed without lists in force.
    """

    module: str
    token: str
    pin: str = field(repr=False)
    label: str
    trust: Path

    @classmethod
    def read(cls) -> TokenSettings:
        """Return the settings `DUMENT_PKCS11_*`; raise NeverAgain naming the first that is missing."""
        from django.conf import settings

        names = ("MODULE", "TOKEN", "PIN", "LABEL", "TRUST")
        values = {name: str(getattr(settings, f"DUMENT_PKCS11_{name}", "") or "") for name in names}
        for name, value in values.items():
            if not value:
                raise NeverAgain(f"Signature sur jeton : le réglage DUMENT_PKCS11_{name} manque.")
        return cls(values["MODULE"], values["TOKEN"], values["PIN"], values["LABEL"], Path(values["TRUST"]))


class _Token:
    """A token of this process: whoever logs in first logs in for all, and it carries one operation at a time."""

    def __init__(self, module: str, label: str) -> None:
        self.guard = threading.Lock()
        self._module = module
        self._label = label
        self._session: pkcs11.Session | None = None

    def session(self, pin: str) -> pkcs11.Session:
        """Return the open session, opened with `pin` when there is none."""
        if self._session is None:
            # A bare name is left to the system's loader.
            if "/" in self._module and not Path(self._module).exists():
                raise NeverAgain(
                    f"Le module PKCS#11 « {self._module} » n'existe pas : corrigez DUMENT_PKCS11_MODULE."
                )
            self._session = open_pkcs11_session(
                self._module, token_criteria=TokenCriteria(label=self._label), user_pin=pin
            )
        return self._session

    def close(self) -> None:
        """Log out; the next signature logs in again."""
        session, self._session = self._session, None
        if session is not None:
            # What made it fail may have closed it already.
            with suppress(pkcs11.PKCS11Error):
                session.close()


@cache
def _token(module: str, label: str) -> _Token:
    return _Token(module, label)


class TokenSigner:
    """Signs with each officer's own key, on a token that stays logged in; one signature at a time."""

    notice = ""

    def __init__(
        self, settings: TokenSettings | None = None, timestamps: TimestampAuthority | None = None
    ) -> None:
        """Take the given settings, or those of the platform; the token is opened at the first signature."""
        self._settings = settings or TokenSettings.read()
        self._timestamps = timestamps or authority()
        self._token = _token(self._settings.module, self._settings.token)

    def sign(
        self,
        pdf: bytes,
        *,
        officer: str,
        name: str,
        level: Level,
        reason: str,
        place: str,
        at: datetime | None = None,
    ) -> bytes:
        """Return `pdf` signed by the officer, whose certificate must bear `name`; see ports.signature."""
        act = Act(level, reason, place, at or datetime.now(UTC))
        trust = self._trust()
        with self._token.guard:
            try:
                signer = self._signer(self._settings.label.format(officer=officer), name, trust, act.at)
                return sign(pdf, signer, self._timestamps, act, trust)
            except (pkcs11.PinIncorrect, pkcs11.PinLocked, pkcs11.PinInvalid, pkcs11.PinLenRange) as error:
                raise NeverAgain(
                    "Le code du jeton est refusé : corrigez DUMENT_PKCS11_PIN avant tout autre essai, "
                    "le jeton se bloque après quelques erreurs."
                ) from error
            except pkcs11.PKCS11Error as error:
                self._token.close()
                raise TryAgain(
                    f"Le jeton « {self._settings.token} » ne répond pas ({type(error).__name__}) : "
                    "vérifiez qu'il est branché, on réessaiera."
                ) from error

    def close(self) -> None:
        """Log out of the token, for every signer of this process; to be called before it forks or stops."""
        with self._token.guard:
            self._token.close()

    def _trust(self) -> TrustStore:
        try:
            return TrustStore.load(self._settings.trust)
        except (OSError, ValueError) as error:
            raise NeverAgain(f"Signature sur jeton : {error}") from error

    def _signer(self, label: str, name: str, trust: TrustStore, at: datetime) -> PKCS11Signer:
        session = self._token.session(self._settings.pin)
        certificate = _certificate(session, label)
        bearer = chain.common_name(certificate.subject)
        if bearer != name:
            raise NeverAgain(
                f"Le certificat « {label} » du jeton est au nom de « {bearer} », non de « {name} » : "
                "rien n'est signé."
            )
        try:
            issuers = chain.check(certificate, trust, at, stamping=False).path[:-1]
        except chain.UntrustedError as error:
            raise NeverAgain(f"Rien n'est signé : {error}.") from error
        return PKCS11Signer(
            session,
            signing_cert=certificate,
            key_label=label,
            ca_chain=issuers,
            other_certs_to_pull=(),
            # Many tokens sign a digest on an elliptic curve, and do not hash by themselves.
            use_raw_mechanism=certificate.public_key.algorithm == "ec",
        )


def _certificate(session: pkcs11.Session, label: str) -> x509.Certificate:
    query = {Attribute.CLASS: ObjectClass.CERTIFICATE, Attribute.LABEL: label}
    found = list(session.get_objects(query))
    if len(found) != 1:
        raise NeverAgain(
            f"Le jeton porte {len(found)} certificats « {label} » : il en faut exactement un pour cet officier."
        )
    return x509.Certificate.load(found[0][Attribute.VALUE])
