"""A bound on a whole call to a server: one that sends, or takes, a byte now and then is not waited for without end.

A library's own timeout runs from the last byte. `at_most` runs from the beginning: when its time is over, each
connection that the call uses is cut, and what waited on it fails. A library tells its connections to `watch`, as soon
as they are open and before they are encrypted; `Watched` does it for those of urllib3 (S3, FranceConnect, ProConnect).
The name of the server is looked up by the system, with the bounds of its own (resolv.conf).
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from threading import Lock, Timer
from time import monotonic
from typing import Any


class TooLong(OSError):
    """The call took all the time that it had: what the server did of it is not known."""


class _Call:
    """A call under way: when it must be over, and a handle on each connection that it uses."""

    def __init__(self, seconds: float, outer: _Call | None) -> None:
        """Begin it, inside an outer one if there is one, which bounds it and keeps its connections after it."""
        over_at = monotonic() + seconds
        self.over_at: float = min(over_at, outer.over_at) if outer else over_at
        self._outer = outer
        self._cut = False
        self._lock = Lock()
        self._handles: list[socket.socket] = []

    @property
    def over(self) -> bool:
        """Tell whether its time is over."""
        return self._cut or monotonic() >= self.over_at

    def hold(self, opened: socket.socket) -> None:
        """Keep a handle of our own on that connection: it stays good when the connection becomes an encrypted one."""
        with self._lock:
            if self.over:
                raise TooLong
            self._handles.append(socket.socket.dup(opened))
        if self._outer:
            self._outer.hold(opened)

    def cut(self) -> None:
        """Cut every connection, for whoever waits on it."""
        with self._lock:
            self._cut = True
            for handle in self._handles:
                with suppress(OSError):  # the server was first
                    handle.shutdown(socket.SHUT_RDWR)

    def let_go(self) -> None:
        """Give the handles back."""
        with self._lock:
            while self._handles:
                self._handles.pop().close()


_current: ContextVar[_Call | None] = ContextVar("call", default=None)


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Give what is called inside so many seconds in all, or what is left of an outer bound. Raises TooLong.

    TooLong comes in place of whatever the cut made of the call: half an answer may pass for a whole one.
    """
    call = _Call(seconds, _current.get())
    timer = Timer(max(0.0, call.over_at - monotonic()), call.cut)
    timer.daemon = True
    before = _current.set(call)
    timer.start()
    try:
        yield
    except Exception as failed:
        if call.over:
            raise TooLong from failed
        raise
    else:
        if call.over:
            raise TooLong
    finally:
        timer.cancel()
        _current.reset(before)
        call.let_go()


def watch(opened: socket.socket) -> None:
    """Have the call under way, if it is bounded, cut that connection when its time is over. Raises TooLong."""
    if call := _current.get():
        call.hold(opened)


class Watched:
    """A connection of urllib3's that is watched: mixed in before its class, new or taken up again."""

    sock: socket.socket | None

    def _new_conn(self) -> socket.socket:
        opened: socket.socket = super()._new_conn()  # type: ignore[misc]
        try:
            watch(opened)
        except TooLong:
            opened.close()
            raise
        return opened

    def request(self, *asked: Any, **more: Any) -> Any:
        """Ask, on a connection that an earlier call may have opened."""
        if self.sock is not None:
            watch(self.sock)
        return super().request(*asked, **more)  # type: ignore[misc]
