"""The server of the site ends each message as HTTP/1.1 says, or refuses it and closes (RFC 9112, 6.3)."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.postgres import free_port

APP = """
def application(environ, start):
    start("200 OK", [("Content-Type", "text/plain")])
    return [f"<{environ['PATH_INFO']} {environ['wsgi.input'].read()!r}>".encode()]
"""
NEXT = b"GET /next HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
CLEAR = {
    "a length": (b"Content-Length: 3\r\n\r\nabc", b"abc"),
    "the same length twice": (b"Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", b"abc"),
    "pieces": (b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", b"abc"),
}
# A length is ignored beside pieces, and nothing more is taken from that connection.
BOTH = {
    "the length goes further": b"Content-Length: 99\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
    "the length stops before": b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
}
REFUSED = {
    "two lengths": b"Content-Length: 3\r\nContent-Length: 30\r\n\r\nabc",
    "a list of lengths": b"Content-Length: 3, 30\r\n\r\nabc",
    "a signed length": b"Content-Length: +3\r\n\r\nabc",
    "a negative length": b"Content-Length: -1\r\n\r\n",
    "pieces misspelt": b"Transfer-Encoding: xchunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
    "pieces, then not": b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
    "a space before the colon": b"Transfer-Encoding : chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
    "a header on two lines": b"Transfer-Encoding:\r\n chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
    "a NUL": b"X-Nothing: a\0b\r\nContent-Length: 3\r\n\r\nabc",
}


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of the server that `dument serve` starts, before an application that says what it was given."""
    folder: Path = tmp_path_factory.mktemp("app")
    (folder / "told.py").write_text(APP)
    found = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(found), "--workers", "1",
         "--blocking-threads", "1", "--no-ws", "--log-level", "error", "told:application"],
        cwd=folder,
    )  # fmt: skip
    waited_for(found, process)
    yield found
    process.terminate()
    process.wait(30)


def waited_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until a server that was started answers there."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            break
        time.sleep(0.1)


def answered(port: int, rest: bytes) -> bytes:
    """Return all that the server says to a message and the one behind it, until it closes."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as asked:
        asked.sendall(b"POST /first HTTP/1.1\r\nHost: x\r\n" + rest + NEXT)
        said = b""
        with suppress(ConnectionResetError):  # it closed with something of ours unread
            while piece := asked.recv(65536):
                said += piece
        return said


@pytest.mark.parametrize("name", CLEAR)
def test_what_is_clear_is_answered_and_so_is_the_next(port: int, name: str) -> None:
    rest, body = CLEAR[name]
    said = answered(port, rest)
    assert f"</first {body!r}>".encode() in said
    assert b"</next b''>" in said


@pytest.mark.parametrize("name", BOTH)
def test_pieces_prevail_and_nothing_follows(port: int, name: str) -> None:
    said = answered(port, BOTH[name])
    assert b"</first b'abc'>" in said
    assert said.count(b"HTTP/1.1 ") == 1


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_is_refused_and_nothing_follows(port: int, name: str) -> None:
    said = answered(port, REFUSED[name])
    assert b"</" not in said
    assert said.startswith(b"HTTP/1.1 400 ") or said == b""
