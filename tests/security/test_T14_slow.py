"""T14: who sends the head of a form and never its end holds no page, and hardly any form."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from dument.config.wsgi import application as site
from dument.web import bodies, uploads
from tests.postgres import free_port
from tests.security.test_smuggling import waited_for

APP = """
from dument.web import bodies

def told(environ, start):
    start("200 OK", [("Content-Type", "text/plain")])
    return [f"<{environ['wsgi.input'].read()!r}>".encode()]

application = bodies.read_first(told, proxies=0)
"""
HEAD = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n"
PAGE = b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a server started as the site's."""
    folder: Path = tmp_path_factory.mktemp("app")
    (folder / "slow.py").write_text(APP)
    found = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(found), "--workers", "1",
         "--blocking-threads", str(bodies.THREADS), "--no-ws", "--log-level", "error", "slow:application"],
        cwd=folder,
    )  # fmt: skip
    waited_for(found, process)
    yield found
    process.terminate()
    process.wait(30)


def opened(port: int, network: int, sent: bytes) -> socket.socket:
    """Return a connection from that network of this machine, on which that was sent."""
    made = socket.create_connection(("127.0.0.1", port), timeout=60, source_address=(f"127.0.{network}.1", 0))
    made.sendall(sent)
    return made


def said(connection: socket.socket) -> bytes:
    """Return the first that the server says."""
    return connection.recv(65536)


def test_silence_keeps_nobody_from_a_page_nor_another_network_from_a_form(port: int) -> None:
    with ExitStack() as held:
        silent = [held.enter_context(opened(port, 0, HEAD + b"a")) for _ in range(bodies.THREADS * 2)]
        assert b"<b''>" in said(held.enter_context(opened(port, 0, PAGE)))
        assert b"<b'12345'>" in said(held.enter_context(opened(port, 1, HEAD + b"12345")))
        late = [one for one in silent if not _answered(one)]
        assert len(late) == bodies.FROM_ONE, "the others were told to come back"
        late[0].sendall(b"bcde")
        assert b"<b'abcde'>" in said(late[0])


def _answered(connection: socket.socket) -> bool:
    connection.settimeout(2)
    with suppress(TimeoutError):
        return b" 503 " in connection.recv(65536)
    connection.settimeout(60)
    return False


class Silent(BytesIO):
    """A body that says its first byte, then waits to be released."""

    def __init__(self) -> None:
        super().__init__(b"abcde")
        self.released = threading.Event()

    def read(self, _size: int | None = -1, /) -> bytes:
        self.released.wait(60)
        return super().read()


def asked(door: Any, network: int, body: Any, **more: str) -> str:
    """Return the status that the door answers with, the application answering 200."""
    statuses: list[str] = []
    told = {"REMOTE_ADDR": f"203.0.{network}.9", "CONTENT_LENGTH": "5", "wsgi.input": body} | more
    list(door(told, _noting(statuses)))
    return statuses[0][:3]


def fine(_told: Any, start: Any) -> list[bytes]:
    """Answer that all is well."""
    start("200 OK", [])
    return []


def _noting(statuses: list[str]) -> Any:
    return lambda status, *_: statuses.append(status)


def test_networks_together_leave_threads_to_pages() -> None:
    door = bodies.read_first(fine, proxies=0)
    waiting = [Silent() for _ in range(bodies.BODIES)]
    threads = [
        threading.Thread(target=asked, args=(door, number // bodies.FROM_ONE, body))
        for number, body in enumerate(waiting)
    ]
    for thread in threads:
        thread.start()
    try:
        while not any(asked(door, 200, BytesIO(b"abcde")) == "503" for _ in range(100)):
            pass  # until every one of them is being read
        assert asked(door, 201, BytesIO(), CONTENT_LENGTH="") == "200", "a page asks for no place"
    finally:
        for body in waiting:
            body.released.set()
        for thread in threads:
            thread.join()
    assert asked(door, 200, BytesIO(b"abcde")) == "200", "places are given back"


@pytest.mark.parametrize(
    ("length", "sent", "status"),
    [
        ("5", b"abcde", "200"),
        ("5", b"abc", "400"),
        ("", b"", "200"),
        ("-1", b"", "200"),
        ("²", b"", "200"),
        ("9" * 5000, b"", "200"),
        (str(uploads.MOST_BYTES + 1), b"", "200"),
    ],
)
def test_only_what_the_site_may_take_is_read_before(length: str, sent: bytes, status: str) -> None:
    """What its length alone refuses is left to whoever says so in a page (T10)."""
    door = bodies.read_first(fine, proxies=0)
    assert asked(door, 1, BytesIO(sent), CONTENT_LENGTH=length) == status


def test_the_network_is_the_one_that_our_proxies_tell() -> None:
    told = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "198.51.100.7, 203.0.113.9"}
    assert [bodies._address(told, proxies) for proxies in (0, 1, 2, 3)] == [
        "10.0.0.1", "203.0.113.9", "198.51.100.7", "10.0.0.1",
    ]  # fmt: skip


def test_the_site_itself_is_behind_that_door(db: None) -> None:
    statuses: list[str] = []
    told: Any = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/repondre",
        "CONTENT_LENGTH": "5",
        "CONTENT_TYPE": "text/plain",
    }
    told |= {
        "SERVER_NAME": "x",
        "SERVER_PORT": "80",
        "REMOTE_ADDR": "203.0.113.9",
        "wsgi.input": BytesIO(b"abc"),
    }
    list(site(told, _noting(statuses)))
    assert statuses == [bodies.CUT[0]]
