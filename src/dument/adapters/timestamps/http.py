"""A timestamp authority reached over HTTP (RFC 3161, 3.4): the qualified one an office has a contract with."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPHandler, HTTPRedirectHandler, HTTPSHandler, Request, build_opener

from asn1crypto import cms, core, tsp

from dument.adapters.timestamps.local import SHA256_SIZE, now
from dument.adapters.trust.chain import UntrustedError
from dument.adapters.trust.cms import BrokenError
from dument.adapters.trust.store import TrustStore
from dument.adapters.trust.tokens import Token, read_token
from dument.ports.bounded import at_most, watch
from dument.ports.errors import NeverAgain, TryAgain
from dument.ports.timestamps import Stamp

TIMEOUT = 10  # seconds without a byte
LONGEST = 20.0  # seconds in all
MAX_ANSWER = 200_000  # bytes; a token takes 3 to 10 kB
MAX_DRIFT = 60  # seconds between its clock and ours
RETRIABLE = frozenset({408, 425, 429})  # besides every 5xx

# RFC 3161, 2.4.2: what asking again would not change.
FINAL = frozenset({"bad_alg", "bad_request", "bad_data_format", "unaccepted_policy", "unaccepted_extensions"})


class Straight(HTTPRedirectHandler):
    """Goes where it was sent and no further: the authority of the contract answers itself, or nobody does."""

    def redirect_request(self, *_: object) -> None:
        """Follow no redirection; it is then an answer like another, and a refusal."""


class _Clear(HTTPConnection):
    """A connection that is watched from its first byte."""

    def connect(self) -> None:
        """Connect."""
        super().connect()
        watch(self.sock)


class _Encrypted(HTTPSConnection, _Clear):
    """The same, encrypted: `_Clear` opens what it encrypts."""


class _Bounded(HTTPSHandler, HTTPHandler):
    """Asks over connections that are watched."""

    def http_open(self, asked: Request) -> HTTPResponse:
        """Ask over http."""
        return self.do_open(_Clear, asked)

    def https_open(self, asked: Request) -> HTTPResponse:
        """Ask over https."""
        return self.do_open(_Encrypted, asked)


class _Answer(core.Sequence):  # type: ignore[misc]
    """TimeStampResp as RFC 3161, 2.4.2 has it: a refusal carries no token."""

    _fields = [  # noqa: RUF012 - how the library declares fields
        ("status", tsp.PKIStatusInfo),
        ("time_stamp_token", cms.ContentInfo, {"optional": True}),
    ]


@dataclass(frozen=True, slots=True)
class AuthoritySettings:
    """Where the authority answers, and the folder of the certificates (*.pem, *.crl) that it must lead to."""

    url: str
    trust: Path

    @classmethod
    def read(cls) -> AuthoritySettings:
        """Return `DUMENT_TIMESTAMPS_URL` and `DUMENT_TIMESTAMPS_TRUST`; NeverAgain names what is missing."""
        from django.conf import settings

        values = {}
        for name in ("DUMENT_TIMESTAMPS_URL", "DUMENT_TIMESTAMPS_TRUST"):
            values[name] = str(getattr(settings, name, "") or "")
            if not values[name]:
                raise NeverAgain(f"Horodatage : le réglage {name} manque.")
        return cls(values["DUMENT_TIMESTAMPS_URL"], Path(values["DUMENT_TIMESTAMPS_TRUST"]))


class HttpTimestamps:
    """Asks an outside authority, and believes nothing of its answer that it has not read."""

    def __init__(
        self,
        settings: AuthoritySettings | None = None,
        clock: Callable[[], datetime] = now,
        longest: float = LONGEST,
    ) -> None:
        """Take the given settings, or those of the platform; `clock` is what the authority's is compared to.

        `longest` is how many seconds a question may last in all, however the authority answers.
        """
        self._longest = longest
        self._settings = settings or AuthoritySettings.read()
        self._clock = clock
        if urlsplit(self._settings.url).scheme not in {"http", "https"}:
            raise NeverAgain("Horodatage : DUMENT_TIMESTAMPS_URL doit commencer par https:// ou http://.")

    def stamp(self, digest: bytes, *, at: datetime | None = None) -> bytes:  # noqa: ARG002 - it has its own clock
        """Return the authority's token over a SHA-256 digest, read and checked."""
        if len(digest) != SHA256_SIZE:
            raise NeverAgain(
                f"L'horodatage veut une empreinte SHA-256 de 32 octets ; en voici {len(digest)}."
            )
        nonce = secrets.randbits(63)
        token = _token(self._ask(_question(digest, nonce)))
        try:
            read = self._read(token, digest)
        except (BrokenError, UntrustedError) as error:
            raise TryAgain(f"L'autorité d'horodatage a mal répondu : {error}. On réessaiera.") from error
        if read.nonce != nonce:
            raise TryAgain("L'autorité d'horodatage a répondu à une autre question. On réessaiera.")
        drift = abs((read.at - self._clock().astimezone(UTC)).total_seconds())
        if drift > MAX_DRIFT:
            raise TryAgain(
                f"L'horloge de l'autorité d'horodatage s'écarte de {drift:.0f} s de la nôtre : "
                "vérifiez les deux, on réessaiera."
            )
        return token

    def verify(self, token: bytes, digest: bytes) -> Stamp:
        """Return what the token says of `digest`; NeverAgain if it is not a token of this authority on it."""
        try:
            read = self._read(token, digest)
        except (BrokenError, UntrustedError) as error:
            raise NeverAgain(f"Horodatage refusé : {error}.") from error
        return Stamp(read.at, read.authority, read.serial)

    def _read(self, token: bytes, digest: bytes) -> Token:
        try:
            trust = TrustStore.load(self._settings.trust)
        except (OSError, ValueError) as error:
            raise NeverAgain(f"Horodatage : {error}") from error
        return read_token(token, {"sha256": digest}, trust)

    def _ask(self, question: bytes) -> bytes:
        headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
        request = Request(self._settings.url, data=question, headers=headers)  # noqa: S310 - scheme checked
        try:
            opener = build_opener(Straight, _Bounded)
            with at_most(self._longest), opener.open(request, timeout=TIMEOUT) as answer:
                content = bytes(answer.read(MAX_ANSWER + 1))
        except HTTPError as error:
            if error.code >= 500 or error.code in RETRIABLE:
                raise TryAgain(
                    f"L'autorité d'horodatage est en panne (HTTP {error.code}). On réessaiera."
                ) from error
            raise NeverAgain(
                f"L'autorité d'horodatage refuse la demande (HTTP {error.code}) : vérifiez l'adresse et le contrat."
            ) from error
        except (OSError, HTTPException) as error:
            raise TryAgain("L'autorité d'horodatage ne répond pas. On réessaiera.") from error
        if len(content) > MAX_ANSWER:
            raise TryAgain("L'autorité d'horodatage a répondu trop longuement. On réessaiera.")
        return content


def _question(digest: bytes, nonce: int) -> bytes:
    imprint = {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": digest}
    request = {"version": "v1", "message_imprint": imprint, "nonce": nonce, "cert_req": True}
    return bytes(tsp.TimeStampReq(request).dump())


def _token(answer: bytes) -> bytes:
    """Return the token of an answer; raise NeverAgain when the authority says that asking again is useless."""
    try:
        response = _Answer.load(answer, strict=True)
        status = response["status"]["status"].native
        reasons = set(response["status"]["fail_info"].native or ())
        token = bytes(response["time_stamp_token"].dump())
    except (ValueError, TypeError) as error:
        raise TryAgain("L'autorité d'horodatage a répondu n'importe quoi. On réessaiera.") from error
    if status in {"granted", "granted_with_mods"}:
        return token
    said = ", ".join(sorted(reasons)) or status
    if reasons & FINAL:
        raise NeverAgain(f"L'autorité d'horodatage refuse cette demande ({said}) : vérifiez le contrat.")
    raise TryAgain(f"L'autorité d'horodatage ne peut pas répondre maintenant ({said}). On réessaiera.")
