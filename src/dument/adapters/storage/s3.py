"""An S3-compatible store with object lock: papers that nobody, its administrator included, erases before their day.

The bucket is made with object lock (hence versions) and without a default retention: papers are put under a lock of
their own, secrets under none, since those are destroyed with the proof of deposit.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError
from cryptography.fernet import InvalidToken
from django.conf import settings

from dument.adapters.storage.secrets import cipher
from dument.adapters.storage.watched import watch_connections
from dument.ports.bounded import TooLong, at_most
from dument.ports.errors import NeverAgain, TryAgain
from dument.ports.storage import Missing

JUST_PUT = timedelta(hours=1)
GONE = {"NoSuchKey", "404"}
REFUSED = {
    "AccessDenied",
    "ObjectLocked",
    "InvalidRequest",
    "NoSuchBucket",
    "InvalidAccessKeyId",
    "SignatureDoesNotMatch",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """Where the bucket is, who we are there, and for how many days a paper put there is locked (0: not at all).

    A person waits behind most requests: `patience`, in seconds, is how long the server may say nothing; it is asked
    twice. `longest` is how long one request may last in all, both times: a server that drips is not waited for.
    """

    endpoint: str
    region: str
    name: str
    key: str
    secret: str
    lock_days: int
    patience: float = 10.0
    longest: float = 30.0


def bucket_of_settings() -> Bucket:
    """Return the bucket that the settings name."""
    return Bucket(
        endpoint=settings.DUMENT_S3_ENDPOINT,
        region=settings.DUMENT_S3_REGION,
        name=settings.DUMENT_S3_BUCKET,
        key=settings.DUMENT_S3_KEY,
        secret=settings.DUMENT_S3_SECRET,
        lock_days=settings.DUMENT_S3_LOCK_DAYS,
        patience=settings.DUMENT_S3_PATIENCE,
        longest=settings.DUMENT_S3_LONGEST,
    )


class Denied(NeverAgain):
    """The store refuses what is asked: our key may not, or a lock is not over."""


class S3Store:
    """Keeps papers under `papiers/`, named by their hash, and encrypted secrets under `secrets/`."""

    def __init__(self, bucket: Bucket | None = None, clock: Callable[[], datetime] | None = None) -> None:
        """Use that bucket, or the one of the settings."""
        self.bucket = bucket or bucket_of_settings()
        self.clock = clock or (lambda: datetime.now(UTC))
        self.client = boto3.client(
            "s3",
            endpoint_url=self.bucket.endpoint or None,
            region_name=self.bucket.region,
            aws_access_key_id=self.bucket.key,
            aws_secret_access_key=self.bucket.secret,
            config=Config(
                connect_timeout=min(3.0, self.bucket.patience),
                read_timeout=self.bucket.patience,
                retries={"max_attempts": 2, "mode": "standard"},
                s3={"addressing_style": "path"},
            ),
        )
        watch_connections(self.client)

    def put(self, content: bytes) -> str:
        """Keep the bytes, locked, and return their SHA-256 in hexadecimal; the store checks it as it receives them.

        Raises TryAgain when the store does not answer.
        """
        digest = sha256(content)
        lock: dict[str, Any] = {}
        if self.bucket.lock_days:
            until = self.clock() + timedelta(days=self.bucket.lock_days)
            lock = {"ObjectLockMode": "COMPLIANCE", "ObjectLockRetainUntilDate": until}
        self._ask(
            "put_object",
            Key=_paper(digest.hexdigest()),
            Body=content,
            ChecksumSHA256=b64encode(digest.digest()).decode(),
            **lock,
        )
        return digest.hexdigest()

    def get(self, sha256: str) -> bytes:
        """Return the bytes of that hash; raise Missing when absent or altered, TryAgain when nobody answers."""
        content = self._read(_paper(sha256))
        if content is None:
            raise Missing(f"Aucun document n'est conservé sous l'empreinte {sha256[:12]}…")
        if _digest(content) != sha256:
            raise Missing(
                f"Le document d'empreinte {sha256[:12]}… a été altéré : restaurez-le d'une sauvegarde."
            )
        return content

    def erase(self, sha256: str) -> bool:
        """Erase every version of these bytes, unless one was put within the hour or is still locked."""
        versions = self._versions(_paper(sha256))
        if any(self.clock() - version["LastModified"] < JUST_PUT for version in versions):
            return False
        return all(self._erase_version(version) for version in versions)

    def hide(self, name: str, content: bytes) -> None:
        """Keep the bytes encrypted under that name, with no lock."""
        self._ask("put_object", Key=_secret(name), Body=cipher().encrypt(content))

    def reveal(self, name: str) -> bytes:
        """Return the bytes hidden under that name; raise Missing when there are none."""
        hidden = self._read(_secret(name))
        try:
            if hidden is not None:
                return cipher().decrypt(hidden)
        except InvalidToken as altered:
            raise Missing(f"Le pli « {name} » n'est plus lisible.") from altered
        raise Missing(f"Le pli « {name} » n'est plus conservé.")

    def hides(self, name: str) -> bool:
        """Tell whether any version of something is hidden under that name."""
        return any("Size" in version for version in self._versions(_secret(name)))

    def destroy(self, name: str) -> None:
        """Destroy every version of what is hidden under that name. Raises NeverAgain when the bucket locks it."""
        if not all(self._erase_version(version) for version in self._versions(_secret(name))):
            raise NeverAgain(
                "Le stockage refuse de détruire un pli : le compartiment ne doit pas avoir de durée de verrouillage "
                "par défaut. Ôtez-la, puis relancez « dument worker --requeue »."
            )

    def _read(self, key: str) -> bytes | None:
        try:
            with at_most(self.bucket.longest):
                return bytes(self._ask("get_object", Key=key)["Body"].read())
        except KeyError:
            return None
        except (BotoCoreError, TooLong) as cut:
            raise _silent() from cut

    def _versions(self, key: str) -> list[dict[str, Any]]:
        """Return every version of a key, and the marks that hide them."""
        told = self._ask("list_object_versions", Prefix=key)
        return [
            one for kind in ("Versions", "DeleteMarkers") for one in told.get(kind, ()) if one["Key"] == key
        ]

    def _erase_version(self, version: dict[str, Any]) -> bool:
        try:
            self._ask("delete_object", Key=version["Key"], VersionId=version["VersionId"])
        except Denied:
            return False
        except KeyError:
            return True
        return True

    def _ask(self, operation: str, **given: Any) -> dict[str, Any]:
        """Return the answer; raise KeyError when there is nothing there, Denied when refused, TryAgain."""
        try:
            with at_most(self.bucket.longest):
                answer: dict[str, Any] = getattr(self.client, operation)(Bucket=self.bucket.name, **given)
        except ClientError as refused:
            code = str(refused.response.get("Error", {}).get("Code", ""))
            if code in GONE:
                raise KeyError(code) from refused
            if code in REFUSED:
                raise Denied(
                    f"Le stockage des documents refuse ({code}) : vérifiez la clé, ses droits et le compartiment "
                    "(DUMENT_S3_…). Rien n'a été modifié."
                ) from refused
            raise _silent() from refused
        except (BotoCoreError, ResponseParserError, TooLong) as unreachable:
            raise _silent() from unreachable
        return answer


def _silent() -> TryAgain:
    return TryAgain(
        "Le stockage des documents ne répond pas : réessayez dans un instant. Rien n'a été modifié."
    )


def _paper(digest: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{64}", digest):
        raise Missing("Cette empreinte n'en est pas une.")
    return f"papiers/{digest[:2]}/{digest}"


def _secret(name: str) -> str:
    return f"secrets/{_digest(name.encode())}"


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()
