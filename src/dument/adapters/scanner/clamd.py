"""ClamAV's daemon, asked by its socket: the file is sent to it in pieces (INSTREAM), none is written anywhere.

The protocol is in clamd(8), "COMMANDS". Its `StreamMaxLength` must be 10 MB at least; Debian's is 25.
"""

from __future__ import annotations

import logging
import socket
import time

from django.conf import settings

from dument.ports.errors import TryAgain

log = logging.getLogger(__name__)
PIECE = 64 * 1024
MOST_ANSWER = 4096
# For the whole of a file; ten megabytes take about one.
SECONDS = 20.0
SILENT = "L'antivirus ne répond pas : le fichier n'a pas été reçu. Réessayez dans un instant."


class Clamd:
    """Implements ports.scanner.Scanner; DUMENT_CLAMD is the path of its socket, or host:port on a network of ours."""

    notice = "Chaque fichier joint a été examiné par un antivirus (ClamAV) avant d'être reçu."

    def found(self, content: bytes) -> str:
        """Return the signature that matched; raises TryAgain."""
        try:
            answer = _asked(settings.DUMENT_CLAMD, content)
        except OSError:
            log.error("scanner_silent")
            raise TryAgain(SILENT) from None
        if answer == "stream: OK":
            return ""
        if answer.startswith("stream: ") and answer.endswith(" FOUND"):
            return answer.removeprefix("stream: ").removesuffix(" FOUND")
        log.error(
            "scanner_refuses"
        )  # a limit of its own, or signatures that are not loaded: nothing was looked at
        raise TryAgain(SILENT)


def _asked(there: str, content: bytes) -> str:
    ends = time.monotonic() + SECONDS
    with _connected(there) as daemon:
        daemon.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), PIECE):
            piece = content[start : start + PIECE]
            daemon.settimeout(max(0.01, ends - time.monotonic()))
            daemon.sendall(len(piece).to_bytes(4) + piece)
        daemon.sendall(bytes(4))
        said = b""
        while not said.endswith(b"\0") and len(said) < MOST_ANSWER:
            daemon.settimeout(max(0.01, ends - time.monotonic()))
            if not (heard := daemon.recv(MOST_ANSWER)):
                raise ConnectionError("closed before its answer")
            said += heard
    return said.rstrip(b"\0").decode("ascii", "replace")


def _connected(there: str) -> socket.socket:
    if not there.startswith("/"):
        host, _, port = there.rpartition(":")
        return socket.create_connection((host, int(port)), timeout=SECONDS)
    daemon = socket.socket(socket.AF_UNIX)
    daemon.settimeout(SECONDS)
    try:
        daemon.connect(there)
    except OSError:
        daemon.close()
        raise
    return daemon
