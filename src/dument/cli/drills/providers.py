"""Providers that fail as they are told, for drills only: what they must do next is read from a file at each call."""

from __future__ import annotations

import json
import os
import time
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from dument.adapters.timestamps.local import LocalTimestamps
from dument.ports.errors import NeverAgain, TryAgain
from dument.ports.letters import Handover, Letter
from dument.ports.signature import Level
from dument.ports.timestamps import Stamp, authority
from dument.ports.verification import Verdict


def told(provider: str) -> str:
    """Return how that provider must behave now: "" (well), "down", "refuses", "slow", "lost", "lies"."""
    path = Path(settings.DUMENT_VAR) / "script.json"
    return str(json.loads(path.read_text()).get(provider, "")) if path.exists() else ""


class ScriptedCarrier:
    """Prints one line a letter; knows the keys it has printed, as a carrier must."""

    def hand_over(self, letter: Letter, at: datetime) -> Handover:
        """Print the letter, unless down; "lost" prints it and loses the answer, "slow" takes two seconds.

        "forgetful" prints again a letter that it has already printed: no honest carrier does, drills must see it.
        """
        behaviour = told("carrier")
        if behaviour == "down":
            raise TryAgain("Le transporteur ne répond pas : nouvel essai bientôt.")
        if behaviour == "refuses":
            raise NeverAgain("Le transporteur ne dessert pas cette adresse : corrigez-la.")
        if behaviour == "slow":
            time.sleep(2)
        known = self.seen(letter.key)
        if known and behaviour != "forgetful":
            return known
        number = _number(letter.key)
        with _printed().open("a") as printed:
            printed.write(f"{letter.key}\t{number}\t{at.isoformat()}\n")
            printed.flush()
            os.fsync(printed.fileno())
        if behaviour == "lost":
            raise TryAgain("Le transporteur n'a pas répondu à temps : nouvel essai bientôt.")
        return Handover(number=number, taken_at=at, already_seen=False)

    def forget(self, key: str) -> bool:
        """Say that nothing was kept: a line a letter, which names nobody."""
        return True

    def seen(self, key: str) -> Handover | None:
        """Tell whether a letter of that key was printed."""
        path, lying = _printed(), told("carrier") == "lies"
        for line in path.read_text().splitlines() if path.exists() else ():
            printed, number, at = line.split("\t")
            if printed == key:
                number = "9Z 000" if lying else number
                return Handover(number=number, taken_at=datetime.fromisoformat(at), already_seen=True)
        return None


def _printed() -> Path:
    return Path(settings.DUMENT_VAR) / "printed.txt"


def _number(key: str) -> str:
    return "1A " + str(int(sha256(key.encode()).hexdigest(), 16))[:10]


class ScriptedStamps:
    """The local timestamp authority, which may be down, or stamp something else than what it was given."""

    def stamp(self, digest: bytes, *, at: datetime | None = None) -> bytes:
        """Stamp, unless down; "lies" stamps other bytes."""
        if told("stamps") == "down":
            raise TryAgain("L'autorité d'horodatage ne répond pas : nouvel essai bientôt.")
        if told("stamps") == "lies":
            digest = sha256(b"autre chose").digest()
        return LocalTimestamps().stamp(digest, at=at)

    def verify(self, token: bytes, digest: bytes) -> Stamp:
        """Verify, down or not: it takes the token and the chain only."""
        return LocalTimestamps().verify(token, digest)


class StampedSigner:
    """Puts a timestamp after the paper in place of a signature: no stamp, no title."""

    notice = "Exercice : rien n'est signé."

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
        """Return the paper and its stamp; raise TryAgain when the authority is down."""
        token = authority().stamp(sha256(pdf).digest(), at=at)
        return pdf + b"%stamp " + token.hex().encode() + b"\n"


class EasyVerifier:
    """Finds valid what bears a stamp."""

    def verify(self, pdf: bytes) -> Verdict:
        """Return the verdict."""
        valid = b"%stamp " in pdf
        reasons = () if valid else ("Aucun horodatage.",)
        return Verdict(valid=valid, trusted=valid, signatures=(), reasons=reasons, changes=(), notes=())
