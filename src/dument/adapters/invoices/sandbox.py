"""A child process that does what must not hurt: opening PDF files and running Saxon.

A hostile PDF can hang qpdf or fill the memory; Saxon is native code that crashes when it is called from two
threads or after a fork. Both live in one child, started at first use and kept: stylesheets are compiled once.
An alarm kills the child when a task lasts too long; the next call starts another.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import struct
import subprocess
import sys
import threading
from contextlib import suppress
from typing import IO, Any

FRAME = struct.Struct(">II")
# Seconds left to a child that closes its pipes to be gone by itself, so that its exit status can be read.
GRACE = 2


class SandboxError(Exception):
    """The child died before it answered: `too_slow` tells whether it was for lack of time."""

    def __init__(self, *, too_slow: bool) -> None:
        super().__init__("too slow" if too_slow else "crashed")
        self.too_slow = too_slow


class Sandbox:
    """One child process, one task at a time, safe to share between threads and after a fork."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def call(
        self, task: str, body: bytes, *, seconds: int, **details: object
    ) -> tuple[dict[str, Any], bytes]:
        """Return the answer of `task` on `body` and its bytes; `seconds` is the most it may take.

        Raises SandboxError when the child is killed by its alarm, by its memory bound, or crashes.
        """
        with self._lock:
            child = self._running()
            assert child.stdin is not None and child.stdout is not None  # noqa: S101 - pipes, by construction
            try:
                send(child.stdin, {"task": task, "seconds": seconds, **details}, body)
                return receive(child.stdout)
            except (OSError, EOFError):
                raise SandboxError(too_slow=self._end() == -signal.SIGALRM) from None

    def close(self) -> None:
        """End the child, if there is one."""
        with self._lock:
            self._end()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._owner != os.getpid() or self._child.poll() is not None:
            self._child = subprocess.Popen(
                [sys.executable, "-m", "dument.adapters.invoices.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                # No secret of the platform enters the child, only where its modules are.
                env={"PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "PYTHONUTF8": "1"},
            )
            self._owner = os.getpid()
        return self._child

    def _end(self) -> int:
        """End the child and return its exit status, minus the signal's number when a signal killed it."""
        child, self._child = self._child, None
        if child is None or self._owner != os.getpid():
            return 0
        with suppress(OSError, ValueError, subprocess.TimeoutExpired):
            child.communicate(timeout=GRACE)
        child.kill()
        return child.wait()


def send(pipe: IO[bytes], header: dict[str, Any], body: bytes) -> None:
    """Write one message: two lengths, a JSON header, bytes."""
    head = json.dumps(header).encode()
    pipe.write(FRAME.pack(len(head), len(body)) + head + body)
    pipe.flush()


def receive(pipe: IO[bytes]) -> tuple[dict[str, Any], bytes]:
    """Read one message; raises EOFError when the other side is gone."""
    head, body = FRAME.unpack(_exactly(pipe, FRAME.size))
    header: dict[str, Any] = json.loads(_exactly(pipe, head))
    return header, _exactly(pipe, body)


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    data = pipe.read(size)
    if len(data) != size:
        raise EOFError
    return data


SHARED = Sandbox()
atexit.register(SHARED.close)
