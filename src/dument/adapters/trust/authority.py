"""The private authority of demonstrations and tests: made at first run, kept in a folder, no legal value.

Root, issuing authority, timestamp authority, one certificate per officer on demand, revocation lists. Two
processes may start at once: whoever takes the lock makes the folder, whole, and publishes it by one rename.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from cryptography import x509

from dument.adapters.trust.certificates import Credential, Role, file_name, issue, revocation_list

FOLDER = "authority"
MAX_NAME = 64  # RFC 5280, ub-common-name


class PrivateAuthority:
    """The authority kept under `var`/authority, made when it is not there yet.

    Safe for threads and processes. Raises OSError when the folder can't be written, ValueError when its files
    are spoilt.
    """

    def __init__(self, var: Path) -> None:
        """Open or make the authority under `var`."""
        self.folder = var / FOLDER
        self._lock_file = var / f"{FOLDER}.lock"
        self._guard = threading.Lock()
        self._officers: dict[tuple[str, str], Credential] = {}
        self._lists: dict[tuple[datetime, int], list[bytes]] = {}
        var.mkdir(parents=True, exist_ok=True)
        if not self.folder.exists():
            self._create()
        self.root = self._read("root")
        self.issuing = self._read("issuing")
        self.timestamps = self._read("timestamps")

    @staticmethod
    def at(var: Path | None) -> PrivateAuthority:
        """Return the one object of this process for that folder; None is the settings' `DUMENT_VAR`."""
        if var is None:
            from django.conf import settings

            var = Path(settings.DUMENT_VAR)
        return _opened(var.resolve())

    @property
    def chain(self) -> tuple[x509.Certificate, x509.Certificate]:
        """The issuing certificate, then the root."""
        return self.issuing.certificate, self.root.certificate

    def officer(self, officer: str, name: str) -> Credential:
        """Return the credential of an officer, made the first time it is asked for under that name."""
        found = self._officers.get((officer, name))
        if found is None:
            found = self._find_officer(officer, name)
            self._officers[officer, name] = found
        return found

    def revocation_lists(self, at: datetime) -> list[bytes]:
        """Return the lists (DER) of the root and of the issuing authority, in force at `at`."""
        revoked = self._revoked()
        hour = at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
        key = hour, len(revoked)
        found = self._lists.get(key)
        if found is None:
            found = [
                revocation_list(self.root, hour),
                revocation_list(self.issuing, hour, sorted(revoked.items())),
            ]
            # The last few are enough: the day of the act, and the machine's.
            self._lists = dict([*self._lists.items()][-7:]) | {key: found}
        return found

    def revoke(self, certificate: x509.Certificate, at: datetime) -> None:
        """Revoke a certificate of the issuing authority from `at` on; the first date given stands."""
        with self._alone():
            revoked = self._revoked()
            revoked.setdefault(certificate.serial_number, at)
            text = json.dumps({str(serial): since.isoformat() for serial, since in revoked.items()})
            _write(self.folder / "revoked.json", text.encode(), 0o600)

    def publish(self, at: datetime) -> None:
        """Write the revocation lists in force at `at` beside the root, unless those there still are."""
        paths = [self.folder / "root.crl", self.folder / "issuing.crl"]
        for path, fresh in zip(paths, self.revocation_lists(at), strict=True):
            if not _in_force(path, at, fresh):
                _write(path, fresh, 0o644)

    def _find_officer(self, officer: str, name: str) -> Credential:
        path = self.folder / "officers" / file_name(officer, name)
        with self._alone():
            if not path.exists():
                made = issue(name[:MAX_NAME], Role.OFFICER, self.issuing, serial_number=officer)
                _write(path, made.pem(), 0o600)
            return Credential.from_pem(path.read_bytes())

    def _create(self) -> None:
        with self._alone():
            if self.folder.exists():
                return
            draft = Path(tempfile.mkdtemp(prefix=f".{FOLDER}-", dir=self.folder.parent))
            try:
                _fill(draft)
                draft.rename(self.folder)
            finally:
                shutil.rmtree(draft, ignore_errors=True)

    def _read(self, name: str) -> Credential:
        return Credential.from_pem(
            (self.folder / f"{name}.key").read_bytes() + (self.folder / f"{name}.pem").read_bytes()
        )

    def _revoked(self) -> dict[int, datetime]:
        path = self.folder / "revoked.json"
        if not path.exists():
            return {}
        written = json.loads(path.read_text())
        return {int(serial): datetime.fromisoformat(since) for serial, since in written.items()}

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the lock against the other threads (of this object) and processes."""
        with self._guard, self._lock_file.open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


@lru_cache
def _opened(var: Path) -> PrivateAuthority:
    return PrivateAuthority(var)


def _fill(folder: Path) -> None:
    root = issue("Autorité racine", Role.AUTHORITY, None)
    issuing = issue("Autorité des commissaires de justice", Role.AUTHORITY, root)
    timestamps = issue("Autorité d'horodatage", Role.TIMESTAMPS, issuing)
    (folder / "officers").mkdir(mode=0o700)
    for name, credential in (("root", root), ("issuing", issuing), ("timestamps", timestamps)):
        _write(folder / f"{name}.key", credential.key_pem(), 0o600)
        _write(folder / f"{name}.pem", credential.certificate_pem(), 0o644)


def _write(path: Path, content: bytes, mode: int) -> None:
    """Write a file whole: never half of it, never readable by others before its mode is set."""
    handle, draft = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        os.fchmod(file.fileno(), mode)
        file.flush()
        os.fsync(file.fileno())
    Path(draft).replace(path)


def _in_force(path: Path, at: datetime, fresh: bytes) -> bool:
    """Tell whether the list in a file covers `at` and revokes what the fresh one does."""
    if not path.exists():
        return False
    kept, new = x509.load_der_x509_crl(path.read_bytes()), x509.load_der_x509_crl(fresh)
    end = kept.next_update_utc
    return (
        end is not None
        and kept.last_update_utc <= at < end
        and {entry.serial_number for entry in kept} == {entry.serial_number for entry in new}
    )
