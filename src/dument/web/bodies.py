"""Bodies that come slowly, or never: read whole before any page is asked, so that nobody holds the pages by silence.

A page is made by few threads. Without this door, whoever sends the head of a form and not its end keeps one of them
for as long as he likes, and four such visitors stop the site. Bodies are awaited by threads of their own, counted for
each network (/24, /48) and for all. Silence is ended by the proxy, which passes on whole bodies (docs/running.md).
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from typing import IO
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from dument.web.networks import network_of
from dument.web.uploads import MOST_BYTES

# Of a process: threads that the server gives, pages made at once, bodies awaited at once and from one network.
THREADS, PAGES, BODIES, FROM_ONE = 16, 2, 12, 4
IN_MEMORY, PIECE = 1024 * 1024, 64 * 1024
FULL = (
    "503 Service Unavailable",
    "Trop d'envois sont en cours : rien n'a été enregistré. Recommencez dans un instant.",
)
CUT = "400 Bad Request", "L'envoi est incomplet : rien n'a été enregistré. Recommencez."


class NotWhole(Exception):
    """The body did not come: the status and the sentence to answer."""


class Bodies:
    """The places where bodies are awaited, so many at once for a network and for all."""

    def __init__(self) -> None:
        """Start with nobody."""
        self._held: Counter[str] = Counter()
        self._lock = threading.Lock()

    @contextmanager
    def place(self, network: str) -> Iterator[None]:
        """Hold a place for a body of that network while it is read. Raises NotWhole when there is none."""
        with self._lock:
            if self._held.total() >= BODIES or self._held[network] >= FROM_ONE:
                raise NotWhole(*FULL)
            self._held[network] += 1
        try:
            yield
        finally:
            with self._lock:
                self._held[network] -= 1
                self._held += Counter()  # forgets whoever holds none


def read_first(application: WSGIApplication, *, proxies: int) -> WSGIApplication:
    """Return the application, asked by few threads, each body being whole; `proxies` of ours stand before.

    They are always the same: each keeps a connection to the database, and the statements prepared on it.
    """
    bodies, makers = Bodies(), ThreadPoolExecutor(PAGES, thread_name_prefix="page")

    def door(told: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        length = _length(told)
        if length:
            try:
                with bodies.place(network_of(_address(told, proxies))):
                    told["wsgi.input"] = _whole(told, length)
            except NotWhole as why:
                status, sentence = why.args
                start_response(
                    status, [("Content-Type", "text/plain; charset=utf-8"), ("Connection", "close")]
                )
                return [f"{sentence}\n".encode()]
        return makers.submit(application, told, start_response).result()

    return door


def _length(told: WSGIEnvironment) -> int:
    """Return how many bytes to read before; none of what the site refuses by its length alone (web/uploads.py)."""
    length = told.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() and len(length) < 10 and int(length) <= MOST_BYTES else 0


def _address(told: WSGIEnvironment, proxies: int) -> str:
    """Return the visitor's address as our proxies tell it; what he says himself counts for nothing."""
    chain = [one.strip() for one in told.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    named: str = chain[-proxies] if 0 < proxies <= len(chain) else told.get("REMOTE_ADDR", "")
    return named


def _whole(told: WSGIEnvironment, length: int) -> IO[bytes]:
    body = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - Django reads it, then forgets it
    came = 0
    while came < length and (piece := told["wsgi.input"].read(min(PIECE, length - came))):
        came += body.write(piece)
    if came < length:
        raise NotWhole(*CUT)
    body.seek(0)
    return body
