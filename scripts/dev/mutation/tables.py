"""Tries the faults of tables and constants.

First in place, the table changed under the name that others read: quick, and enough to find most. What survives
is tried again in a process where the module is changed before anything imports it, which alone is proof.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from types import CodeType, ModuleType

import pytest

from scripts.dev.mutation.faults import Fault
from scripts.dev.mutation.functions import OPTIONS, TESTS, Trial, Tries, files_of, in_processes, near

# What every test needs and no fault touches: imported once, before the processes part.
COMMON = ("django", "django.test", "hypothesis", "hypothesis.strategies", "pytest_django.plugin", "xdist")


class _Changed(importlib.machinery.SourceFileLoader):
    """Loads the module as changed, and nothing from compiled files."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.module, str(Path(fault.path).resolve()))
        self.fault = fault

    def get_code(self, _: str) -> CodeType:
        code: CodeType = compile(self.fault.code, self.fault.path, "exec", dont_inherit=True)
        return code


class _Finder(importlib.abc.MetaPathFinder):
    """Finds the changed module, and leaves the others to be found as ever."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.fault.module:
            return None
        return importlib.util.spec_from_file_location(fullname, self.fault.path, loader=_Changed(self.fault))


def _survives(fault: Fault) -> bool:
    sys.meta_path.insert(0, _Finder(fault))
    rest = TESTS[::-1] if ".procedure." in fault.module else TESTS
    rounds = [tests for tests in (near(fault), rest) if tests]
    return all(pytest.main(["-x", *OPTIONS, *tests]) == pytest.ExitCode.OK for tests in rounds)


def _implant(fault: Fault, module: ModuleType) -> None:
    """Give to all who read a table of the module the one that the changed source makes."""
    changed: dict[str, object] = {
        "__name__": fault.module,
        "__file__": fault.path,
        "__package__": fault.module,
    }
    exec(compile(fault.code, fault.path, "exec", dont_inherit=True), changed)  # noqa: S102 - one word changed
    readers = [vars(m) for name, m in sys.modules.items() if name.startswith(("dument.", "tests.", "test_"))]
    for name, value in changed.items():
        live = vars(module).get(name)
        if name.startswith("__") or isinstance(value, type) or callable(value):
            continue
        for reader in readers:
            if name in reader and reader[name] is live:
                reader[name] = value


def _fits_in_place(fault: Fault) -> bool:
    """Tell whether a table alone changes: run again, a module would make other classes, unlike those in use."""
    return not fault.function and "\nclass " not in fault.code


def _nearest_first(session: pytest.Session, faults: list[Fault]) -> Tries:
    """Return, for each fault, the tests of its layer, those named after its module first."""
    files = files_of(session)
    orders: dict[str, list[int]] = {}
    for fault in faults:
        if fault.module not in orders:
            nearest, home = set(near(fault)), TESTS[1] if ".procedure." in fault.module else TESTS[0]
            inside = [number for number, file in enumerate(files) if file.startswith(home)]
            orders[fault.module] = sorted(inside, key=lambda number: files[number] not in nearest)
    return [(fault, orders[fault.module]) for fault in faults]


def survivors(faults: list[Fault], workers: int) -> list[Fault]:
    """Return the faults of tables that no test finds."""
    for name in COMMON:
        importlib.import_module(name)
    left = [fault for fault in faults if not _fits_in_place(fault)]
    left += _in_a_process_apart([fault for fault in faults if _fits_in_place(fault)], workers)
    return in_processes([(fault, None) for fault in left], lambda one: _survives(one[0]), workers)


def _in_a_process_apart(faults: list[Fault], workers: int) -> list[Fault]:
    """Return the faults that survive in place; apart, for this process must not import the modules yet."""
    with NamedTemporaryFile("w+", encoding="utf-8") as told:
        child = os.fork()
        if not child:
            left = Trial(lambda session: _nearest_first(session, faults), _implant, workers, passes=1).run()
            Path(told.name).write_text(json.dumps([faults.index(fault) for fault in left]), encoding="utf-8")
            os._exit(0)
        if os.waitpid(child, 0)[1]:
            raise SystemExit(2)
        return [faults[number] for number in json.loads(Path(told.name).read_text("utf-8"))]
