"""What the tables and the rules of law say that the public pages show: routes, courts, forms, days, values, holidays.

`web/below.py` lists it, so that it has a translation. The lines of a calculation and the titles of the articles are not
here: they stay in French (docs/decisions/0023).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from dument.law.parameters import keys_of, parameter, parameter_names
from dument.law.tables import load_csv, load_toml
from dument.queries.reasons import HOLE

# The modules whose own sentences are shown as they are, or to whoever typed what they refuse.
RULES = ("formalities.py", "options.py", "interest.py")
SENTENCE = re.compile(r"[A-ZÀÉ].* .*\.", re.DOTALL)
# What a value, a day or an act is within a sentence; and the sentences that end with one.
WITHIN = (
    f"{HOLE} : aucune valeur connue au {HOLE} ; les valeurs lues vont {HOLE}. Le calcul s'arrête là : une valeur non "
    "publiée ne se devine pas.",
    f"du {HOLE} au {HOLE}",
    f"du {HOLE}",
    f"Dernier jour pour {HOLE} ; il en reste {HOLE}",
    "agir avant la forclusion",
    "interrompre la prescription",
    "l'exigibilité de la créance",
    "montant non connu pour ce jour",
)


def sentences() -> Iterator[str]:
    """Yield each, in the order of its sources, a value of the case being a hole; some may come twice."""
    for row in _rows(load_toml("routes")):
        yield from (row[part] for part in ("label", "does", "silence", "delay") if part in row)
        for cost in row.get("costs", ()):
            yield from (cost[part] for part in ("label", "unknown", "only_if") if part in cost)
    for gate in load_toml("orientation_gates")["gate"]:
        yield from gate.get("never", {}).values()
    for alarm in load_toml("orientation_alarms")["alarm"]:
        yield from (alarm["label"], alarm["event"])
    yield from (form["name"] for form in load_toml("orientation_forms")["form"])
    courts = load_toml("orientation_tribunals")
    yield from (*courts["no_court"].values(), *courts["other_desk"].values())
    yield from (row["name"] for row in load_csv("holidays.csv"))
    for name in parameter_names():
        one = parameter(name, next(iter(keys_of(name)), ""))
        yield one.label
        yield from filter(re.compile(r"\w").match, [one.unit_in_french])
    yield from WITHIN
    for module in RULES:
        yield from written_in(f"law/{module}")


def written_in(path: str) -> Iterator[str]:
    """Yield the whole sentences that a module of ours holds, a hole where a value goes."""
    source = files("dument").joinpath(path).read_text(encoding="utf-8")
    yield from filter(SENTENCE.fullmatch, _texts(ast.parse(source)))


def _rows(table: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (row for row in table.values() if isinstance(row, dict))


def _texts(node: ast.AST) -> Iterator[str]:
    """Yield the texts written under a node, a hole where a value goes; no docstring."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.Constant | ast.JoinedStr):
        yield from words(node)
        return
    for child in ast.iter_child_nodes(node):
        yield from _texts(child)


def words(node: ast.expr) -> Iterator[str]:
    """Yield the words of a text, a hole where a value goes; nothing for what is no text."""
    if isinstance(node, ast.Constant):
        yield str(node.value)
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(one.value) if isinstance(one, ast.Constant) else HOLE for one in node.values)
