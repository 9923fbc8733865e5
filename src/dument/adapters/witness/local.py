"""A folder where files are only added, better mounted from another host, and the chamber's mailbox.

Each seal is one file that nobody may write again, and one message to `DUMENT_WITNESS_MAILBOX` when it is set:
what left for somebody else's mailbox cannot be taken back. On one machine alone the folder proves nothing against
its administrator: this provider says so in `notice`.
"""

from __future__ import annotations

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from django.conf import settings
from django.core.mail import send_mail

from dument.ports.errors import NeverAgain, TryAgain
from dument.ports.witness import Published

A_FOLDER = 1000  # seals in one folder: they come every minute


class LocalWitness:
    """Publishes seals in `DUMENT_WITNESS_FOLDER` and to `DUMENT_WITNESS_MAILBOX`."""

    notice = (
        "Témoin local : un dossier de cette machine. Montez-le depuis un autre hôte pour qu'il fasse preuve."
    )

    def publish(self, seal: Published) -> None:
        """Write the seal's file and send its message; raise NeverAgain when another seal has that number."""
        path, content = self._path(seal.number), _written(seal)
        if path.exists():
            if path.read_text() != content:
                raise NeverAgain(
                    f"Le sceau n° {seal.number} a déjà été publié autrement : le journal a été réécrit, ou restauré "
                    "d'une sauvegarde. Lancez « dument journal verify »."
                )
            return
        _send(seal, content)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o444)
        except FileExistsError:  # another process published it meanwhile
            return
        except OSError as failed:
            raise TryAgain(f"Le dossier du témoin ne peut être écrit ({failed.strerror}).") from failed
        with os.fdopen(descriptor, "w") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(descriptor)

    def last(self) -> int:
        """Return the greatest number published."""
        folders = sorted(self._folder().glob("[0-9]*"))
        return int(max(folders[-1].glob("sceau-*.json")).stem.split("-")[1]) if folders else 0

    def published(self) -> Iterator[Published]:
        """Yield the seals of the folder; a file that cannot be read counts as a seal without a root."""
        for path in sorted(self._folder().glob("*/sceau-*.json")):
            told = {
                "number": int(path.stem.split("-")[1]),
                "at": "",
                "root": "",
                "previous_root": "",
                "token": "",
            }
            with suppress(OSError, ValueError):
                told |= json.loads(path.read_text())
            yield Published(**(told | {"token": b64decode(str(told["token"]))}))  # type: ignore[arg-type]

    def _folder(self) -> Path:
        return Path(settings.DUMENT_WITNESS_FOLDER or Path(settings.DUMENT_VAR) / "temoin")

    def _path(self, number: int) -> Path:
        return self._folder() / f"{number // A_FOLDER:06d}" / f"sceau-{number:09d}.json"


def _written(seal: Published) -> str:
    return (
        json.dumps(asdict(seal) | {"token": b64encode(seal.token).decode()}, indent=1, sort_keys=True) + "\n"
    )


def _send(seal: Published, content: str) -> None:
    """Send the seal to the chamber's mailbox, if there is one."""
    if not settings.DUMENT_WITNESS_MAILBOX:
        return
    try:
        send_mail(
            f"Dûment : sceau n° {seal.number} du {seal.at}",
            "Gardez ce message : il prouve l'état du journal à cet instant, et ne contient aucune donnée "
            f"personnelle.\n\n{content}",
            None,
            [settings.DUMENT_WITNESS_MAILBOX],
        )
    except OSError as failed:  # SMTP's errors are among them
        raise TryAgain("La boîte du témoin n'a pas pris le message : nouvel essai.") from failed
