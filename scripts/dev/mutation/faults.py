"""The faults to seed: mutmut's changes to a module, each as two lines that a person can read."""

from __future__ import annotations
import __future__

import inspect
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FunctionType
from typing import Any

import libcst as cst
from libcst import matchers as m
from mutmut.mutation.file_mutation import create_mutations, deep_replace

SOURCES = ("src/dument/law", "src/dument/procedure")
RUN_AT_IMPORT = {"dument.procedure.packs:pack", "dument.procedure.packs.l125:_row"}
"""Functions that have run before any test does: changed with the module, as a table is."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One change: the line before, the line after, and the source as changed.

    `place` is "module:function", "module:Class.method", or "module:" for a table or a constant. `code` is that
    of the function alone, or of the `whole` module for a table and for what runs when it is imported.
    """

    place: str
    path: str
    was: str
    becomes: str
    code: str
    whole: bool

    @property
    def module(self) -> str:
        """Return the name of the module changed."""
        return self.place.partition(":")[0]

    @property
    def function(self) -> str:
        """Return the name of the function changed, within its class; empty for a table."""
        return self.place.partition(":")[2]


def seeded(words: list[str]) -> list[Fault]:
    """Return every fault of the files of law and procedure whose path holds one of the words, or of all."""
    files = [path for folder in SOURCES for path in sorted(Path(folder).rglob("*.py"))]
    return [fault for path in files if not words or any(w in str(path) for w in words) for fault in _of(path)]


def _of(path: Path) -> Iterator[Fault]:
    module = ".".join(path.with_suffix("").parts[1:]).removesuffix(".__init__")
    tree, mutations, _, _ = create_mutations(str(path), path.read_text("utf-8"))
    names = {id(node): name for name, node in _functions(tree)}
    exported = set(_exported(tree))
    for mutation in mutations:
        if id(mutation.original_node) in exported:
            continue
        home = mutation.contained_by_top_level_function
        place = f"{module}:{names.get(id(home), '')}"
        alone = home is not None and isinstance(home, cst.FunctionDef) and place not in RUN_AT_IMPORT
        before: cst.CSTNode = home if home is not None and alone else tree
        after = deep_replace(before, mutation.original_node, mutation.mutated_node)
        sources = [_source(node, of_class="." in place.partition(":")[2]) for node in (before, after)]
        was, becomes = _difference(*sources)
        yield Fault(place, str(path), was, becomes, sources[1], whole=not alone)


def _exported(tree: cst.Module) -> Iterator[int]:
    """Return the nodes of `__all__`, by identity: no test reads it, ruff (F822) and mypy hold it."""
    for exported in m.findall(tree, m.Assign(targets=[m.AssignTarget(target=m.Name("__all__"))])):
        yield id(exported)
        yield from map(id, m.findall(exported, m.SimpleString()))


def _functions(tree: cst.Module) -> Iterator[tuple[str, cst.FunctionDef]]:
    for statement in tree.body:
        if isinstance(statement, cst.FunctionDef):
            yield statement.name.value, statement
        elif isinstance(statement, cst.ClassDef):
            for inner in statement.body.body:
                if isinstance(inner, cst.FunctionDef):
                    yield f"{statement.name.value}.{inner.name.value}", inner


def _source(node: Any, *, of_class: bool) -> str:
    if isinstance(node, cst.Module):
        return node.code
    code = cst.Module([node.with_changes(decorators=[], leading_lines=[])]).code
    return "class _:\n" + textwrap.indent(code, "    ") if of_class else code


def _difference(before: str, after: str) -> tuple[str, str]:
    """Return the lines that differ, without their indentation; only one place does."""
    old, new = before.splitlines(), after.splitlines()
    while old and new and old[0] == new[0]:
        del old[0], new[0]
    while old and new and old[-1] == new[-1]:
        del old[-1], new[-1]
    return " ".join(line.strip() for line in old), " ".join(line.strip() for line in new)


def found(module: Any, name: str) -> FunctionType:
    """Return the function of that name under its decorators."""
    thing: Any = module
    for part in name.split("."):
        thing = vars(thing)[part]
    while not isinstance(thing, FunctionType):
        thing = thing.fget if isinstance(thing, property) else thing.__wrapped__
    inner: FunctionType = inspect.unwrap(thing)
    return inner


def seed(fault: Fault, module: Any) -> None:
    """Change the function in place: whoever holds it, under whatever name, runs the fault."""
    flags = __future__.annotations.compiler_flag
    space = dict(vars(module))
    exec(compile(fault.code, fault.path, "exec", flags), space)  # noqa: S102 - our own source, one word changed
    name = fault.function.split(".")[-1]
    changed = vars(space["_"])[name] if "." in fault.function else space[name]
    live = found(module, fault.function)
    live.__code__, live.__defaults__ = changed.__code__, changed.__defaults__
    live.__kwdefaults__ = changed.__kwdefaults__
