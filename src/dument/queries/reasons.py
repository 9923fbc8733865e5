"""Every reason for which an act may be refused: its code, its sentences, its articles, who may set it aside."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dument.queries.sources import trees

HOLE = "…"
"""What a sentence shows where it prints a value of the case."""


TOLD_BY_THE_RULE = "(la phrase vient de la règle interrogée)"


@dataclass(frozen=True, slots=True)
class Reason:
    """One finding of the rules. `decidable`: the texts leave it to the officer, who may decide otherwise."""

    code: str
    sentence: str
    basis: tuple[str, ...]
    decidable: bool
    path: str


@cache
def reasons() -> tuple[Reason, ...]:
    """Return every reason written in the rules, by code, then in the order of the source."""
    found = [reason for module, tree in trees() for reason in _in_module(module, tree)]
    return tuple(sorted(found, key=lambda reason: reason.code))


def _in_module(module: str, tree: ast.Module) -> Iterator[Reason]:
    for function in tree.body:
        if not isinstance(function, ast.FunctionDef):
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Finding":
                yield _reason(node, f"{module}:{function.name}")


def _reason(call: ast.Call, path: str) -> Reason:
    given = dict(zip(("code", "message", "basis"), call.args, strict=False))
    given |= {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
    basis = given["basis"]
    named = basis.elts if isinstance(basis, ast.Tuple) else [basis]
    decidable = given.get("decidable")
    return Reason(
        code=_text(given["code"]),
        sentence=_sentence(given["message"]),
        basis=tuple(_text(one) for one in named),
        decidable=isinstance(decidable, ast.Constant) and decidable.value is True,
        path=path,
    )


def _sentence(node: ast.expr) -> str:
    words = _text(node)
    return TOLD_BY_THE_RULE if words == HOLE else words


def _text(node: ast.expr) -> str:
    """Return the words of an expression, a hole where a value goes."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) for part in node.values)
    return HOLE
