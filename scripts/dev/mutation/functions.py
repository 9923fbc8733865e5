"""Tries the faults of functions: the tests are collected once, then each fault has a process of its own."""

from __future__ import annotations

import gc
import importlib
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import pytest

from scripts.dev.mutation.faults import Fault, found, seed

OPTIONS = ["-q", "--tb=no", "--faults", "-p", "no:unraisableexception"]
TESTS = ["tests/law", "tests/procedure"]
PATIENCE = 60
"""Seconds of processor after which a fault that never ends counts as found."""


Tries = list[tuple[Fault, list[int]]]
"""Each fault, and the numbers of the tests to try on it, in order."""


def near(fault: Fault) -> list[str]:
    """Return the test files named after the module: the likeliest to find the fault, tried first."""
    name = fault.module.split(".")[-1]
    found = [str(path) for folder in TESTS for path in sorted(Path(folder).glob(f"test_*{name}*.py"))]
    return found or (["tests/procedure/test_table.py"] if ".procedure." in fault.module else [])


def files_of(session: pytest.Session) -> list[str]:
    """Return the file of each test collected, in their order."""
    return [str(item.path.relative_to(Path.cwd())) for item in session.items]


class Trial:
    """Tries faults in place of the tests: `choose` says which tests for each, `sow` makes it."""

    def __init__(
        self,
        choose: Callable[[pytest.Session], Tries],
        sow: Callable[[Fault, ModuleType], None],
        workers: int,
        passes: int = 2,
    ) -> None:
        """Keep how to try; the second of two passes is with empty caches. `left` gets what no test found."""
        self.passes = passes
        self.choose = choose
        self.sow = sow
        self.workers = workers
        self.left: list[Fault] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Choose the tests, then try the faults one by one."""
        tries = self.choose(session)
        gc.collect()
        gc.freeze()
        self.left = in_processes(tries, lambda one: self._survives(session, *one), self.workers)
        return True

    def _survives(self, session: pytest.Session, fault: Fault, tests: list[int]) -> bool:
        session.config.pluginmanager.unregister(name="terminalreporter")
        self.sow(fault, importlib.import_module(fault.module))
        for _ in range(self.passes):
            if not _pass(session, tests):
                return False
            _forget()
        return True

    def run(self) -> list[Fault]:
        """Return the faults that no test found. Raises SystemExit when the tests fail without any fault."""
        if pytest.main([*OPTIONS, *TESTS], plugins=[self]) != pytest.ExitCode.OK:
            raise SystemExit(2)
        return self.left


def in_processes[T: tuple[Fault, Any]](
    tries: list[T], survives: Callable[[T], bool], workers: int
) -> list[Fault]:
    """Return the faults that survive, each tried in a process of its own."""
    running: dict[int, Fault] = {}
    left: list[Fault] = []

    def end_one() -> None:
        child, status = os.wait()
        fault = running.pop(child)
        if os.waitstatus_to_exitcode(status) == 1:
            left.append(fault)
            os.write(2, f"  {fault.place} : {fault.was} → {fault.becomes}\n".encode())

    for number, one in enumerate(tries, start=1):
        if number % 100 == 0:
            os.write(2, f"{number}/{len(tries)}, {len(left)} survivent\n".encode())
        if len(running) == workers:
            end_one()
        running[_apart(lambda one=one: survives(one))] = one[0]  # type: ignore[misc]
    while running:
        end_one()
    return left


def _apart(survives: Callable[[], bool]) -> int:
    child = os.fork()
    if child:
        return child
    gc.disable()
    resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    status = 2
    try:
        status = int(survives())
    finally:
        os._exit(status)


def _pass(session: pytest.Session, tests: list[int]) -> bool:
    for number in tests:
        item = session.items[number]
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        if session.testsfailed:
            return False
    return True


def _forget() -> None:
    """Empty the caches of the project: what was read before the fault would hide it."""
    for module in [m for name, m in sys.modules.items() if name.startswith("dument.")]:
        for thing in vars(module).values():
            if hasattr(thing, "cache_clear"):
                thing.cache_clear()


def _reached(session: pytest.Session, faults: list[Fault]) -> dict[str, list[int]]:
    """Return, for each place, the numbers of the tests that run it, the fastest first."""
    hit = _watch({fault.place for fault in faults})
    seen: list[tuple[float, int, set[str]]] = []
    for number, item in enumerate(session.items):
        hit.clear()
        _forget()
        sys.monitoring.restart_events()
        start = time.process_time()
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        seen.append((time.process_time() - start, number, set(hit)))
    sys.monitoring.free_tool_id(sys.monitoring.PROFILER_ID)
    if session.testsfailed:
        raise pytest.UsageError("Des tests échouent sans aucune faute : rien ne peut être mesuré.")
    reached: dict[str, list[int]] = {}
    for _, number, places in sorted(seen, key=lambda one: one[:2]):
        for place in places:
            reached.setdefault(place, []).append(number)
    return reached


def _watch(places: set[str]) -> set[str]:
    """Return a set to which each place adds itself when it runs, once until events are restarted."""
    codes: dict[CodeType, str] = {}
    for place in places:
        module, _, name = place.partition(":")
        codes[found(importlib.import_module(module), name).__code__] = place
    hit: set[str] = set()

    def started(code: CodeType, _: int) -> object:
        hit.add(codes[code])
        return sys.monitoring.DISABLE

    tool, start = sys.monitoring.PROFILER_ID, sys.monitoring.events.PY_START
    sys.monitoring.use_tool_id(tool, "faults")
    sys.monitoring.register_callback(tool, start, started)
    for code in codes:
        sys.monitoring.set_local_events(tool, code, start)
    return hit


def survivors(faults: list[Fault], workers: int) -> list[Fault]:
    """Return the faults of functions that no test finds."""

    def those_that_run_it(session: pytest.Session) -> Tries:
        reached, files = _reached(session, faults), files_of(session)

        def nearest_first(fault: Fault) -> list[int]:
            nearest = near(fault)
            return sorted(reached.get(fault.place, []), key=lambda number: files[number] not in nearest)

        return [(fault, nearest_first(fault)) for fault in faults]

    return Trial(those_that_run_it, seed, workers).run()
