"""Processes of the drills: fresh ones, or forked from this one once it has imported what they would all import.

A fresh one takes more than a second of processor before it does anything, most of it to import libraries, and one
pass of the whole matrix starts some three hundred. A forked one starts in a quarter of it, and dies of `kill -9` alike.
"""

from __future__ import annotations

import gc
import importlib
import os
import random
import runpy
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import IO, NoReturn, Protocol

# What needs no setting to be imported. A library that goes is no longer imported beforehand, and nothing else changes.
LIBRARIES = (
    "argon2", "boto3", "jwt", "prometheus_client", "psycopg", "requests", "segno", "structlog", "uuid6",
    "django.contrib.auth.hashers", "django.core.mail", "django.core.management", "django.core.serializers.json",
    "django.db.backends.postgresql.base", "django.db.backends.sqlite3.base", "django.db.models", "django.forms",
    "django.http", "django.middleware.csrf", "django.template", "django.urls", "django.views.generic",
)  # fmt: skip
_forking = threading.Event()


class Process(Protocol):
    """What drills know of a process, as subprocess.Popen has it."""

    pid: int
    returncode: int | None

    def poll(self) -> int | None:
        """Return its exit status, None while it runs."""
        ...

    def wait(self, timeout: float | None = None) -> int:
        """Return its exit status once it is gone; raise subprocess.TimeoutExpired."""
        ...


def fork_from_now_on() -> None:
    """Have the processes of drills forked from this one, which must have one thread and no settings."""
    from django.conf import settings

    if settings.configured or threading.active_count() > 1:
        raise RuntimeError("forked too late: settings were read, or threads run")
    for name in LIBRARIES:
        with suppress(ImportError):
            importlib.import_module(name)
    gc.freeze()
    _forking.set()


def begin(
    module: str, arguments: Sequence[str], env: Mapping[str, str], out: IO[str], errors: IO[str]
) -> Process:
    """Start `python -m module arguments…`, in a group of its own: it is killed with whatever it starts."""
    if _forking.is_set() and threading.active_count() == 1:
        return _Forked(module, arguments, env, (out.fileno(), errors.fileno()))
    return subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        env=dict(env), stdin=subprocess.DEVNULL, stdout=out, stderr=errors, text=True, process_group=0,
    )  # fmt: skip


class _Forked:
    """A child of this process."""

    def __init__(
        self, module: str, arguments: Sequence[str], env: Mapping[str, str], outputs: tuple[int, int]
    ) -> None:
        """Fork it."""
        self.returncode: int | None = None
        sys.stdout.flush()
        sys.stderr.flush()
        self.pid = os.fork()
        if not self.pid:
            _become(module, arguments, env, outputs)
        with suppress(OSError):  # the child was first
            os.setpgid(self.pid, self.pid)

    def poll(self) -> int | None:
        """Return its exit status, None while it runs."""
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Return its exit status once it is gone."""
        started = time.monotonic()
        while (status := self.poll()) is None:
            if timeout is not None and time.monotonic() - started > timeout:
                raise subprocess.TimeoutExpired(str(self.pid), timeout)
            time.sleep(0.01)
        return status


def _become(
    module: str, arguments: Sequence[str], env: Mapping[str, str], outputs: tuple[int, int]
) -> NoReturn:
    """Be that module in the child, and never come back."""
    status = 1
    try:
        os.setpgid(0, 0)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        for there, here in zip(outputs, (1, 2), strict=True):
            os.dup2(there, here)
        sys.stdout, sys.stderr = (os.fdopen(one, "w", buffering=1, closefd=False) for one in (1, 2))
        os.environ.clear()
        os.environ.update(env)
        random.seed()
        sys.argv = [module, *arguments]
        sys.modules.pop(module, None)
        runpy.run_module(module, run_name="__main__", alter_sys=True)
        status = 0
    except SystemExit as left:
        if isinstance(left.code, str):
            print(left.code, file=sys.stderr)
        status = left.code if isinstance(left.code, int) else int(left.code is not None)
    except BaseException:  # noqa: BLE001 - as the interpreter does: told, then gone
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
