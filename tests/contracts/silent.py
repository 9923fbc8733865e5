"""An S3 server that falls silent, each way that one can: a socket of this machine that never answers whole."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from dument.adapters.storage.s3 import Bucket
from tests.postgres import free_port

PATIENCE, LONGEST = 0.2, 1.0  # seconds
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Length: 100000\r\n\r\n"


def _nothing(asked: socket.socket, stopped: threading.Event) -> None:
    stopped.wait()


def _half_a_head(asked: socket.socket, stopped: threading.Event) -> None:
    asked.sendall(HEAD[:30])
    stopped.wait()


def _half_a_body(asked: socket.socket, stopped: threading.Event) -> None:
    asked.sendall(HEAD + b"<half")
    stopped.wait()


def _drip(asked: socket.socket, stopped: threading.Event) -> None:
    """A byte now and then: never silent for as long as PATIENCE, never done."""
    asked.sendall(HEAD)
    while not stopped.wait(PATIENCE / 4):
        asked.sendall(b"<")


def _drip_of_a_head(asked: socket.socket, stopped: threading.Event) -> None:
    asked.sendall(HEAD[:-2] + b"X-Slow: ")
    while not stopped.wait(PATIENCE / 4):
        asked.sendall(b"x")


def _cut_body(asked: socket.socket, stopped: threading.Event) -> None:
    asked.sendall(HEAD + b"<half")


def _nonsense(asked: socket.socket, stopped: threading.Event) -> None:
    asked.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n<half")


SILENCES: dict[str, Callable[[socket.socket, threading.Event], None]] = {
    "nothing": _nothing,
    "half a head": _half_a_head,
    "half a body": _half_a_body,
    "a body that drips": _drip,
    "a head that drips": _drip_of_a_head,
    "a body cut": _cut_body,
    "nonsense": _nonsense,
}


@contextmanager
def silent_server(silence: str) -> Iterator[Bucket]:
    """Yield a bucket on a server that answers so; "refused": on a port where nobody listens."""
    if silence == "refused":
        yield _bucket(free_port())
        return
    stopped, behave = threading.Event(), SILENCES[silence]

    def answer(asked: socket.socket) -> None:
        with suppress(OSError), asked:
            asked.recv(65536)
            behave(asked, stopped)

    def listen() -> None:
        with suppress(OSError):
            while True:
                asked, _ = listening.accept()
                threading.Thread(target=answer, args=(asked,), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=listen, daemon=True).start()
        try:
            yield _bucket(listening.getsockname()[1])
        finally:
            stopped.set()
            with suppress(OSError):
                listening.shutdown(socket.SHUT_RDWR)


def _bucket(port: int) -> Bucket:
    return Bucket(
        endpoint=f"http://127.0.0.1:{port}", region="us-east-1", name="papiers", key="cle", secret="secret",
        lock_days=0, patience=PATIENCE, longest=LONGEST,
    )  # fmt: skip


def settings_of(bucket: Bucket) -> dict[str, str]:
    """Return the environment of a platform whose papers are there."""
    return {
        "DUMENT_STORE": "dument.adapters.storage.s3.S3Store",
        "DUMENT_S3_ENDPOINT": bucket.endpoint,
        "DUMENT_S3_BUCKET": bucket.name,
        "DUMENT_S3_KEY": bucket.key,
        "DUMENT_S3_SECRET": bucket.secret,
        "DUMENT_S3_PATIENCE": str(bucket.patience),
        "DUMENT_S3_LONGEST": str(bucket.longest),
    }
