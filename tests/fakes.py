"""Providers for tests of pages: tiny papers, no signature, a store in memory, a carrier that keeps nothing."""

from __future__ import annotations

import html
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import ClassVar

from dument.ports.letters import Handover, Letter
from dument.ports.signature import Level
from dument.ports.storage import Missing
from dument.ports.verification import Signature, Verdict

_PAGE = b"""%PDF-1.7
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
xref
0 4
0000000000 65535 f\r
0000000009 00000 n\r
0000000054 00000 n\r
0000000105 00000 n\r
trailer<</Size 4/Root 1 0 R>>
startxref
169
%%EOF
"""


class FastTypesetter:
    """Gives one empty page for every document, told apart by a comment."""

    def render(self, kind: str, data: Mapping[str, object]) -> bytes:
        """Return an empty page that names its kind, its case and its day."""
        named = html.escape(f"{kind} {data.get('reference', '')} {data['day']} {data.get('version', '')}")
        return _PAGE + f"%{named}\n".encode()


class FastSigner:
    """Adds a comment where a signature would be."""

    notice = "Essai : rien n'est signé."

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
        """Return the paper with the signatory's name after it."""
        return pdf + f"%signed by {name}\n".encode()


class MemoryStore:
    """Keeps bytes as long as the process."""

    papers: ClassVar[dict[str, bytes]] = {}
    hidden: ClassVar[dict[str, bytes]] = {}

    def put(self, content: bytes) -> str:
        """Keep the bytes and return their hash."""
        digest = sha256(content).hexdigest()
        self.papers[digest] = content
        return digest

    def get(self, sha256: str) -> bytes:
        """Return the bytes of that hash."""
        if sha256 not in self.papers:
            raise Missing("Ce document n'est pas conservé.")
        return self.papers[sha256]

    def erase(self, sha256: str) -> bool:
        """Forget the bytes."""
        self.papers.pop(sha256, None)
        return True

    def hide(self, name: str, content: bytes) -> None:
        """Keep a secret."""
        self.hidden[name] = content

    def reveal(self, name: str) -> bytes:
        """Return a secret."""
        if name not in self.hidden:
            raise Missing("Ce pli n'est plus conservé.")
        return self.hidden[name]

    def hides(self, name: str) -> bool:
        """Tell whether there is a secret of that name."""
        return name in self.hidden

    def destroy(self, name: str) -> None:
        """Forget a secret."""
        self.hidden.pop(name, None)


class NoCarrier:
    """Takes every letter."""

    def hand_over(self, letter: Letter, at: datetime) -> Handover:
        """Say that the letter was taken."""
        return Handover(number="1A 000 000 0000 0", taken_at=at, already_seen=False)

    def forget(self, key: str) -> bool:
        """Say that nothing was kept."""
        return True

    def seen(self, key: str) -> Handover | None:
        """Say that no key was seen."""
        return None


class EasyVerifier:
    """Finds valid whatever bears the word "signed", and nothing else."""

    def verify(self, pdf: bytes) -> Verdict:
        """Return the verdict."""
        valid = b"signed" in pdf
        signatures = (
            Signature(
                name="Maître Essai",
                organisation="Étude Essai",
                level="B-LTA",
                signed_at=None,
                stamped_at=None,
            ),
        )
        return Verdict(
            valid=valid,
            trusted=True,
            signatures=signatures if valid else (),
            reasons=() if valid else ("Aucune signature n'a été trouvée.",),
            changes=(),
            notes=(),
        )


SETTINGS = {
    "DUMENT_TYPESETTER": "tests.fakes.FastTypesetter",
    "DUMENT_SIGNER": "tests.fakes.FastSigner",
    "DUMENT_STORE": "tests.fakes.MemoryStore",
    "DUMENT_CARRIER": "tests.fakes.NoCarrier",
    "DUMENT_VERIFIER": "tests.fakes.EasyVerifier",
    "DUMENT_DAY": "2026-10-26",
    "ALLOWED_HOSTS": ["*"],
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
}
