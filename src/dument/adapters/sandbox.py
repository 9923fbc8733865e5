"""A child process that does what must not hurt: reading the files that strangers give.

A hostile PDF can hang a parser or fill the memory; native code crashes when it is called from two threads or after
a fork. It all lives in one child a kind of work, started at first use and kept. An alarm kills the child when a task
lasts too long, a bound refuses it more memory; the next call starts another. No secret of the platform enters it.
"""

from __future__ import annotations

import atexit
import json
import os
import resource
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Any

FRAME = struct.Struct(">II")
# Seconds left to a child that closes its pipes to be gone by itself, so that its exit status can be read.
GRACE = 2
Answer = Callable[[dict[str, Any], bytes], tuple[dict[str, Any], bytes]]


class SandboxError(Exception):
    """The child died before it answered: `too_slow` tells whether it was for lack of time."""

    def __init__(self, *, too_slow: bool) -> None:
        super().__init__("too slow" if too_slow else "crashed")
        self.too_slow = too_slow


class Sandbox:
    """One child process, one task at a time, safe to share between threads and after a fork."""

    def __init__(self, module: str) -> None:
        """Keep the module that the child runs; it calls `serve`."""
        self._module = module
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._owner = 0
        atexit.register(self.close)

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
                [sys.executable, "-m", self._module],
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


def serve(answer: Answer, *, memory: int) -> None:
    """Answer tasks from the standard input until it closes, in `memory` bytes at most: what a child does."""
    _bound(resource.RLIMIT_DATA, memory)
    _bound(resource.RLIMIT_CORE, 0)
    # Nothing but answers may reach the pipe: libraries are free to print elsewhere.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    while True:
        try:
            request, body = receive(sys.stdin.buffer)
        except EOFError:
            return
        signal.alarm(request["seconds"])
        try:
            header, data = answer(request, body)
        except MemoryError:
            os.abort()
        signal.alarm(0)
        send(answers, header, data)


def _bound(kind: int, most: int) -> None:
    try:
        resource.setrlimit(kind, (most, most))
    except (OSError, ValueError):
        # macOS refuses some bounds; the alarm and the bounds on sizes still hold.
        return


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
