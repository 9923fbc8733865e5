"""The source as these tests read it: files, syntax trees, names."""

from __future__ import annotations

import ast
import functools
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "dument"
NAMED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def files(*layers: str) -> list[Path]:
    """Return the Python files of these layers, of the whole package by default; migrations are generated."""
    folders = [PACKAGE / layer for layer in layers] or [PACKAGE]
    return sorted(
        path for folder in folders for path in folder.rglob("*.py") if "migrations" not in path.parts
    )


@functools.cache
def tree(path: Path) -> ast.Module:
    """Return the syntax tree of a file."""
    return ast.parse(path.read_text(), filename=str(path))


def nodes(path: Path) -> Iterator[ast.AST]:
    """Return every node of a file."""
    return ast.walk(tree(path))


def shown(path: Path, line: int = 0) -> str:
    """Return a file's name as a person looks for it."""
    return f"{path.relative_to(ROOT)}:{line}" if line else str(path.relative_to(ROOT))


def snake(name: str) -> str:
    """Return an identifier in lower case, words parted by underscores."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().strip("_")


def _names(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            yield node.name
        case ast.arg():
            yield node.arg
        case ast.Name(ctx=ast.Store()):
            yield node.id
        case ast.Attribute(ctx=ast.Store()):
            yield node.attr
        case ast.keyword(arg=str(name)):
            yield name


@functools.cache
def identifiers() -> frozenset[str]:
    """Return every name the package gives to something, and every stored word of its enumerations."""
    given = {snake(name) for path in files() for node in nodes(path) for name in _names(node)}
    return frozenset(given | {snake(path.stem) for path in files()})


def tracked() -> list[Path]:
    """Return the files git tracks."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout.decode()
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]
