"""A carrier on this machine: it keeps each letter and its deposit slip in a folder, and says so.

It does what is asked of a carrier (one letter a key, "already seen", a number), but takes nothing to the post:
the deposit is proven by the officer, or by the demonstration. Papers are encrypted: some bear the debtor's code.
"""

from __future__ import annotations

import json
import os
import re
import threading
from base64 import urlsafe_b64encode
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from cryptography.fernet import Fernet
from django.conf import settings

from dument.ports.errors import NeverAgain
from dument.ports.letters import Handover, Letter

SLIP, SUFFIX = "bordereau.json", ".pdf.chiffre"


class LocalCarrier:
    """Letters under `var/courrier`, a folder a key."""

    def __init__(self, root: Path | None = None) -> None:
        """Use that folder, or the one of the settings."""
        self.root = root or Path(settings.DUMENT_VAR) / "courrier"
        key = sha256(settings.DUMENT_LETTER_KEY.encode()).digest()
        self.cipher = Fernet(urlsafe_b64encode(key))

    def hand_over(self, letter: Letter, at: datetime) -> Handover:
        """Keep the letter; a key already seen answers with the first handover."""
        if not all(line.strip() for line in letter.recipient) or not letter.recipient:
            raise NeverAgain("L'adresse du destinataire est incomplète : complétez-la puis relancez l'envoi.")
        known = self.seen(letter.key)
        if known:
            return known
        folder = self._folder(letter.key)
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in letter.papers:
            (folder / f"{name}{SUFFIX}").write_bytes(self.cipher.encrypt(content))
        number = _number(letter.key)
        slip = {
            "cle": letter.key,
            "numero": number,
            "pris_le": at.isoformat(),
            "recommande": letter.registered,
            "destinataire": list(letter.recipient),
            "mention": "Transporteur local de démonstration : rien n'est remis à la poste.",
        }
        draft = self._draft(folder)
        draft.write_text(json.dumps(slip, ensure_ascii=False, indent=1))
        try:
            os.link(draft, folder / SLIP)
        except FileExistsError:
            return self.seen(letter.key) or Handover(number=number, taken_at=at, already_seen=True)
        finally:
            draft.unlink()
        return Handover(number=number, taken_at=at, already_seen=False)

    def seen(self, key: str) -> Handover | None:
        """Tell what became of a key."""
        slip = self._folder(key) / SLIP
        if not slip.is_file():
            return None
        told = json.loads(slip.read_text())
        return Handover(
            number=told["numero"], taken_at=datetime.fromisoformat(told["pris_le"]), already_seen=True
        )

    def forget(self, key: str) -> bool:
        """Destroy the papers of a letter and the address on its slip; its number and its day stay."""
        folder = self._folder(key)
        for paper in folder.glob(f"*{SUFFIX}"):
            paper.unlink(missing_ok=True)  # another delivery may be destroying them too
        slip = folder / SLIP
        if slip.is_file():
            told = json.loads(slip.read_text()) | {"destinataire": []}
            draft = self._draft(folder)
            draft.write_text(json.dumps(told, ensure_ascii=False, indent=1))
            draft.replace(slip)
        return True

    def papers(self, key: str) -> dict[str, bytes]:
        """Return the papers kept of a letter, by name: what would be printed."""
        return {
            path.name.removesuffix(SUFFIX): self.cipher.decrypt(path.read_bytes())
            for path in sorted(self._folder(key).glob(f"*{SUFFIX}"))
        }

    def _draft(self, folder: Path) -> Path:
        return folder / f".bordereau.{os.getpid()}.{threading.get_ident()}"

    def _folder(self, key: str) -> Path:
        """Return the letter's folder: "DU-4K7M-2QWZ/2/send_letter" stands in `DU-4K7M-2QWZ/2-send_letter`."""
        case, _, act = key.partition("/")
        return self.root / re.sub(r"[^\w-]", "_", case) / re.sub(r"[^\w-]", "-", act)


def _number(key: str) -> str:
    """Return the carrier's number for a key, in the shape of a registered letter's."""
    digits = str(int(sha256(key.encode()).hexdigest(), 16))[:10]
    return f"1A {digits[:3]} {digits[3:6]} {digits[6:10]} 0"
