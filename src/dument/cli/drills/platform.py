"""A throw-away platform: its own database and folder, and real processes that can be started, killed, watched."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile

from dument.cli.drills.processes import Process, begin

CARRIER = "dument.cli.drills.providers.ScriptedCarrier"
STAMPS = "dument.cli.drills.providers.ScriptedStamps"
PROVIDERS = {
    "DUMENT_TYPESETTER": "dument.cli.benchmarks.stubs.NoTypesetter",
    "DUMENT_SIGNER": "dument.cli.drills.providers.StampedSigner",
    "DUMENT_VERIFIER": "dument.cli.drills.providers.EasyVerifier",
    "DUMENT_CARRIER": CARRIER,
    "DUMENT_TIMESTAMPS": STAMPS,
}


ACTS = "dument.cli.drills.acts"


class Broken(Exception):
    """What the drill expected did not come; the message says what did."""


@dataclass(slots=True, kw_only=True)
class Platform:
    """Processes over one database. `url` empty means the embedded one, in `var`."""

    var: Path
    url: str = ""
    extra: dict[str, str] = field(default_factory=dict)
    started: list[Process] = field(default_factory=list)
    killed: list[str] = field(default_factory=list)  # what was started to die, and where

    def env(self, **more: str) -> dict[str, str]:
        """Return the environment of a process of this platform: nothing of the real one's settings is kept."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("DUMENT_")}
        kept.pop("DATABASE_URL", None)
        url = {"DATABASE_URL": self.url} if self.url else {}
        own = {"DUMENT_VAR": str(self.var), "DUMENT_WORKER_SILENCE": "3", "PYTHONUNBUFFERED": "1"}
        return kept | own | url | PROVIDERS | self.extra | more

    def dument(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run a `dument` command to its end and return what it said."""
        return self._run("dument.cli.main", *arguments, **more)

    def act(self, *arguments: str, fault: str = "") -> subprocess.CompletedProcess[str]:
        """Run an act of the drills to its end, killed at `fault` ("point:n") if any, and return what it said."""
        return self._run(ACTS, *self._armed(fault, arguments), *arguments)

    def start_act(self, *arguments: str, fault: str = "", **more: str) -> Process:
        """Start an act of the drills that goes on until it is stopped or killed."""
        return self.start(ACTS, *self._armed(fault, arguments), *arguments, **more)

    def must(self, done: subprocess.CompletedProcess[str]) -> str:
        """Return what a process said, or raise Broken when it failed."""
        if done.returncode:
            raise Broken(f"{' '.join(done.args[2:])} : état {done.returncode}. {done.stderr[-2000:]}")
        return done.stdout

    def start(self, module: str, *arguments: str, **more: str) -> Process:
        """Start a process that goes on until it is stopped or killed."""
        with (self.var / "said.txt").open("a") as said, (self.var / "errors.txt").open("a") as errors:
            process = begin(module, arguments, self.env(**more), said, errors)
        self.started.append(process)
        return process

    def stop(self) -> None:
        """Stop every process still there."""
        for process in self.started:
            kill(process)

    def said(self) -> str:
        """Return all that the processes started have said so far."""
        path = self.var / "said.txt"
        return path.read_text() if path.exists() else ""

    def script(self, **faults: str) -> None:
        """Tell the providers of this platform how to behave from now on (`providers.py`)."""
        draft = self.var / ".script.json"
        draft.write_text(json.dumps(faults))
        draft.replace(self.var / "script.json")

    def letters(self) -> dict[str, list[str]]:
        """Return the letters that the carrier really printed: key -> a line a printing."""
        printed: dict[str, list[str]] = {}
        path = self.var / "printed.txt"
        for line in path.read_text().splitlines() if path.exists() else ():
            printed.setdefault(line.split("\t")[0], []).append(line)
        return printed

    def breaches(self) -> list[str]:
        """Return what `dument invariants` says does not hold; raise Broken when it could not look."""
        done = self.dument("invariants", "--json")
        if not done.stdout.startswith("{"):
            raise Broken(f"dument invariants n'a rien dit. {done.stderr[-2000:]}")
        return [
            f"{one['invariant']} {one['where']} : {one['why']}" for one in json.loads(done.stdout)["breaches"]
        ]

    def _armed(self, fault: str, act: tuple[str, ...]) -> list[str]:
        if not fault:
            return []
        self.killed.append(f"{fault} ({act[0]})")
        return [f"--fault={fault}"]

    def _run(self, module: str, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        with TemporaryFile("w+") as said, TemporaryFile("w+") as errors:
            process = begin(module, arguments, self.env(**more), said, errors)
            try:
                status = process.wait(300)
            except subprocess.TimeoutExpired:
                kill(process)
                raise
            said.seek(0)
            errors.seek(0)
            told = [sys.executable, "-m", module, *arguments]
            return subprocess.CompletedProcess(told, status, said.read(), errors.read())


def kill(process: Process) -> None:
    """Kill a process and its children as a power cut would, and wait until it is gone."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def until(what: str, holds: Callable[[], bool], seconds: float = 30.0) -> float:
    """Wait until it holds and return how many seconds that took; raise Broken after so many."""
    started = time.monotonic()
    while time.monotonic() - started < seconds:
        if holds():
            return time.monotonic() - started
        time.sleep(0.1)
    raise Broken(f"{what} : toujours pas après {seconds:.0f} s.")
