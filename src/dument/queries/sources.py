"""The source of the rules, read as text: which function says what, and names which article."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from dument.law.references import registered

PACKAGES = ("dument.law", "dument.procedure")
HOME = "CPCE"
"""The code meant by an article alone ("R125-1 al. 2") when several codes have one of that number."""

_PINPOINT = r"(?: (?:[IVX]+|al\. \d+|\d+°(?: bis)?|[a-z]\)|in fine))*"
_JOINT = r"(?:, | et | ; | to | s\.,? )"
_ALONE = re.compile(r"(?<![\w-])[LRDA]\d+(?:-\d+)+(?:-[A-Z])?(?![\w-])")


@dataclass(frozen=True, slots=True)
class Rule:
    """A function or a class of the rules: where it is, the first line of its docstring, the articles it names."""

    module: str
    name: str
    says: str
    articles: tuple[str, ...]

    @property
    def path(self) -> str:
        """Return "dument.law.ceiling:check_ceiling"."""
        return f"{self.module}:{self.name}"


def articles_in(text: str) -> tuple[str, ...]:
    """Return the articles of the registry that a text names, as "CPCE R125-1", in its order, each once."""
    text = re.sub(r"\b[Oo]rd(?:onnance|\.) ", "ord. ", text)
    found: list[tuple[int, str]] = []
    spans: list[tuple[int, int]] = []
    for code, (names, whole) in _patterns().items():
        for match in whole.finditer(text):
            spans.append(match.span())
            cited = match.group()[len(code) :]
            inner = list(names.finditer(cited))
            found += [(match.start() + len(code) + one.start(), f"{code} {one.group()}") for one in inner]
            if not inner:
                found.append((match.start(), f"{code} {_articles()[code][0]}"))
    for match in _ALONE.finditer(text):
        codes = [code for code, articles in _articles().items() if match.group() in articles]
        inside = any(start <= match.start() < end for start, end in spans)
        if codes and not inside:
            found.append((match.start(), f"{HOME if HOME in codes else codes[0]} {match.group()}"))
    return tuple(dict.fromkeys(article for _, article in sorted(found)))


@cache
def rules() -> tuple[Rule, ...]:
    """Return every rule that names an article, in the order of modules and of their lines."""
    return tuple(rule for name, tree in trees() for rule in _rules_of(name, tree) if rule.articles)


@cache
def trees() -> tuple[tuple[str, ast.Module], ...]:
    """Return the modules of the rules and their syntax, by name."""
    found = {name: source for package in PACKAGES for name, source in _modules(files(package), package)}
    return tuple((name, ast.parse(found[name])) for name in sorted(found))


def _modules(folder: Traversable, package: str) -> Iterator[tuple[str, str]]:
    for entry in folder.iterdir():
        if entry.is_dir() and entry.joinpath("__init__.py").is_file():
            yield from _modules(entry, f"{package}.{entry.name}")
        elif entry.name.endswith(".py"):
            stem = entry.name.removesuffix(".py")
            name = package if stem == "__init__" else f"{package}.{stem}"
            yield name, entry.read_text(encoding="utf-8")


def _rules_of(module: str, tree: ast.Module) -> Iterator[Rule]:
    named = dict(_constants(tree))
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield _rule(module, node.name, node, named)
        elif isinstance(node, ast.ClassDef):
            yield Rule(module, node.name, _first_line(node), articles_in(ast.get_docstring(node) or ""))
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef):
                    yield _rule(module, f"{node.name}.{inner.name}", inner, named)


def _rule(module: str, name: str, node: ast.FunctionDef, named: dict[str, str]) -> Rule:
    texts = [one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and type(one.value) is str]
    texts += [named[one.id] for one in ast.walk(node) if isinstance(one, ast.Name) and one.id in named]
    articles = dict.fromkeys(article for text in texts for article in articles_in(text))
    return Rule(module, name, _first_line(node), tuple(sorted(articles)))


def _constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield the names that a module gives to a text once, for the functions that use them."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            for target in node.targets:
                if isinstance(target, ast.Name) and isinstance(node.value.value, str):
                    yield target.id, node.value.value


def _first_line(node: ast.FunctionDef | ast.ClassDef) -> str:
    return (ast.get_docstring(node) or "").partition("\n")[0]


@cache
def _articles() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for reference in registered():
        found.setdefault(reference.code, []).append(reference.article)
    return {code: tuple(articles) for code, articles in found.items()}


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    """Return, by code, what finds its articles, and what finds a whole list of them after its name."""
    found = {}
    for code, articles in _articles().items():
        longest_first = sorted(articles, key=len, reverse=True)
        one = r"(?<![\w-])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![\w°-])"
        listed = rf",? (?:art\. )?{one}{_PINPOINT}(?:{_JOINT}(?:art\. )?{one}{_PINPOINT})*"
        # A law of which one article only is known may be named alone: "loi 2026-307".
        alone = "?" if len(articles) == 1 and code[-1].isdigit() else ""
        found[code] = re.compile(one), re.compile(rf"(?<!\w){re.escape(code)}(?:{listed}){alone}(?!\w)")
    return found
