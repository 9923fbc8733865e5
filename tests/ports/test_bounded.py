"""A server that drips is not waited for, whoever asks it: a real one of this machine, which never ends its answer."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import requests
from django.core.mail import EmailMessage

from dument.adapters.mail.smtp import BoundedBackend
from dument.adapters.timestamps.http import AuthoritySettings, HttpTimestamps
from dument.ports.bounded import TooLong, at_most, watch
from dument.ports.errors import TryAgain
from dument.web.account.federation import sessions

SOON = 0.4  # seconds given to a call
PACE = 0.05  # seconds between two bytes: no timeout between bytes sees anything
WITHIN = 20  # seconds, on any machine; a drip that nothing bounds lasts until the test is killed
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/timestamp-reply\r\nContent-Length: 100000\r\n\r\n"
TLS = b"\x16\x03\x03\x40\x00"  # a record of a handshake, which never ends


@contextmanager
def dripping(first: bytes, again: bytes) -> Iterator[int]:
    """Yield the port of a server that says `first`, then `again` without end; it reads what it is told."""
    stopped = threading.Event()

    def answer(asked: socket.socket) -> None:
        with suppress(OSError), asked:
            asked.sendall(first)
            while not stopped.wait(PACE):
                asked.sendall(again)

    def listen() -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=answer, args=(listening.accept()[0],), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=listen, daemon=True).start()
        try:
            yield listening.getsockname()[1]
        finally:
            stopped.set()
            with suppress(OSError):
                listening.shutdown(socket.SHUT_RDWR)


def stamped(port: int, scheme: str) -> None:
    """Ask a timestamp authority."""
    asked = HttpTimestamps(AuthoritySettings(f"{scheme}://127.0.0.1:{port}/", Path("nowhere")), longest=SOON)
    asked.stamp(bytes(32))


def mailed(port: int, **how: bool) -> None:
    """Send an e-mail."""
    there = BoundedBackend(host="127.0.0.1", port=port, timeout=20, longest=SOON, alias="default", **how)
    there.send_messages([EmailMessage("Objet", "Texte", "a@exemple.fr", ["b@exemple.fr"])])


def identified(port: int, scheme: str) -> None:
    """Ask an identity provider."""
    with sessions.BoundedSession() as session:
        session.get(f"{scheme}://127.0.0.1:{port}/")


ASKS: dict[str, tuple[bytes, bytes, Callable[[int], None], type[Exception]]] = {
    "stamps, body": (HEAD, b"x", lambda port: stamped(port, "http"), TryAgain),
    "stamps, head": (HEAD[:-2] + b"X-Slow: ", b"x", lambda port: stamped(port, "http"), TryAgain),
    "stamps, handshake": (TLS, b"\x00", lambda port: stamped(port, "https"), TryAgain),
    "mail, greeting": (b"220-", b"x", mailed, OSError),
    "mail, answers": (b"220 ready\r\n", b"250-x\r\n", mailed, OSError),
    "mail, handshake": (TLS, b"\x00", lambda port: mailed(port, use_ssl=True), OSError),
    "identity, body": (HEAD, b"x", lambda port: identified(port, "http"), requests.RequestException),
    "identity, handshake": (TLS, b"\x00", lambda port: identified(port, "https"), requests.RequestException),
}


@pytest.mark.parametrize("ask", ASKS)
def test_a_drip_is_not_waited_for(ask: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "LONGEST", SOON)
    first, again, call, fails = ASKS[ask]
    with dripping(first, again) as port:
        started = time.monotonic()
        with pytest.raises(fails):
            call(port)
        assert SOON <= time.monotonic() - started < WITHIN


def test_a_server_that_takes_a_byte_now_and_then_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is sent fills every buffer on the way, and nobody reads it."""
    monkeypatch.setattr(sessions, "LONGEST", SOON)
    with socket.create_server(("127.0.0.1", 0)) as deaf, pytest.raises(requests.Timeout):
        sessions.BoundedSession().post(f"http://127.0.0.1:{deaf.getsockname()[1]}/", data=bytes(50_000_000))


def test_half_an_answer_never_passes_for_a_whole_one() -> None:
    """Cut, an answer without a length looks ended: the bound says that it is not."""
    with dripping(b"HTTP/1.0 200 OK\r\n\r\n", b"x") as port, pytest.raises(TooLong), at_most(SOON):
        opened = socket.create_connection(("127.0.0.1", port))
        watch(opened)
        while opened.recv(100):
            pass


def test_an_inner_bound_is_within_the_outer_one_and_leaves_it_its_connections() -> None:
    with dripping(b"x", b"x") as port, socket.create_connection(("127.0.0.1", port)) as opened:
        started = time.monotonic()
        with pytest.raises(TooLong), at_most(SOON):
            with at_most(60):
                watch(opened)
            while opened.recv(100):
                pass
        assert time.monotonic() - started < WITHIN
        with pytest.raises(TooLong), at_most(60), at_most(0):
            watch(opened)


def test_what_is_soon_enough_is_let_be() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        with at_most(60), socket.create_connection(server.getsockname()) as opened:
            watch(opened)
            there, _ = server.accept()
            there.sendall(b"a word")
            assert opened.recv(100) == b"a word"
            with pytest.raises(KeyError), at_most(60):
                raise KeyError  # what failed in time is told as it is
            there.close()
        with socket.create_connection(server.getsockname()) as opened:
            watch(opened)  # outside of any bound
