"""What the source must be: small, pure where it must be pure, finished, and from no particular machine."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, files, nodes, shown, tracked, tree

LONGEST_FILE = 400
LONGEST_FUNCTION = 60
PAGES = {"README.md": 150, "CONVENTIONS.md": 120, "dev": 250, "src/dument/config/settings.py": 200}
CLOCKS = {"today", "now", "utcnow", "localdate", "localtime", "time", "monotonic"}


def test_files_are_short() -> None:
    lengths = {shown(path): len(path.read_text().splitlines()) for path in files()}
    assert lengths, "no source found"
    assert {name: n for name, n in lengths.items() if n > LONGEST_FILE} == {}


def test_functions_are_short() -> None:
    lengths = {
        shown(path, node.lineno): (node.end_lineno or node.lineno) - node.lineno + 1
        for path in files()
        for node in nodes(path)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: n for name, n in lengths.items() if n > LONGEST_FUNCTION} == {}


@pytest.mark.parametrize(("page", "most"), PAGES.items())
def test_pages_stay_readable(page: str, most: int) -> None:
    assert len((ROOT / page).read_text().splitlines()) <= most


def test_law_imports_the_standard_library_only() -> None:
    imported = {
        name.split(".")[0]
        for path in files("law")
        for node in nodes(path)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported - set(sys.stdlib_module_names) == {"dument"}


def test_nothing_that_decides_reads_the_clock() -> None:
    found = [
        shown(path, node.lineno)
        for path in files("law", "procedure", "actions")
        for node in nodes(path)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS
    ]
    assert found == []


def test_every_write_of_an_act_is_sure_of_its_time() -> None:
    """Actions open their transactions through `records/clocks.py`; one follows an act that already did."""
    plain = {path.name for path in files("actions") if "transaction.atomic" in path.read_text()}
    assert plain == {"certificates.py"}


def _is_promise(node: ast.AST) -> bool:
    """Tell whether a node is a Protocol, whose bodies are empty by nature."""
    bases = node.bases if isinstance(node, ast.ClassDef) else []
    plain = [base.value if isinstance(base, ast.Subscript) else base for base in bases]
    return any(isinstance(base, ast.Name) and base.id == "Protocol" for base in plain)


def _is_empty(node: ast.AST) -> bool:
    dots = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and node.value.value is ...
    return dots or isinstance(node, ast.Pass)


def _unfinished(path: Path) -> Iterator[int]:
    """Yield the lines of a file where something was left for later."""
    promised = {inner for node in nodes(path) if _is_promise(node) for inner in ast.walk(node)}
    for node in nodes(path):
        if isinstance(node, ast.Pass | ast.Expr) and _is_empty(node) and node not in promised:
            yield node.lineno
        if isinstance(node, ast.Name) and node.id == "NotImplementedError":
            yield node.lineno
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if re.search(r"#.*\b(TODO|FIXME|XXX)\b", line):
            yield number


def test_nothing_is_left_unfinished() -> None:
    assert [shown(path, line) for path in files() for line in _unfinished(path)] == []


def test_no_module_is_a_drawer() -> None:
    """A name that says nothing lets anything in."""
    drawers = {"utils", "helpers", "common", "misc", "tools", "base", "core"}
    # Django finds a database engine by that very name.
    imposed = {"src/dument/records/postgresql/base.py"}
    found = {shown(path) for path in files() if path.stem in drawers}
    assert found == imposed


def test_every_module_says_what_it_is() -> None:
    silent = [
        shown(path) for path in files() if path.read_text().strip() and not ast.get_docstring(tree(path))
    ]
    assert silent == []


# Written in pieces, so that this very file does not hold what it looks for.
FOREIGN = re.compile(
    "|".join(
        [
            r"(?:files\.)?" + "python" + r"hosted\.org",
            r"\bpypi\." + r"org\b",
            r"registry\.npm" + r"js\.org",
            r"deb\.debian\." + r"org",
            r"archive\.ubuntu\." + r"com",
            r"(?<![\w.~$}])/" + r"(?:work|root|farm|home/\w+|Users/\w+)/",
        ]
    )
)


def test_no_tracked_file_names_a_machine_or_an_index() -> None:
    found = [
        f"{shown(path, number)}: {line[:80]}"
        for path in tracked()
        if b"\0" not in path.read_bytes()[:8000]
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1)
        if FOREIGN.search(line)
    ]
    assert found == []


def test_no_uv_lock() -> None:
    assert [shown(path) for path in tracked() if path.name == "uv.lock"] == []
