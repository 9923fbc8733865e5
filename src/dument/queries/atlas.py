"""The law of the platform, article by article: the rules that apply it, its values, and how sure each is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dument.law.mentions import Mention, catalogue
from dument.law.parameters import Parameter, Value, every_parameter
from dument.law.references import Reference, registered
from dument.law.tables import load_toml
from dument.law.texts import ARTICLES, MODELS, Text, versions
from dument.procedure.machine import Row
from dument.procedure.packs.l125 import PACK
from dument.queries.sources import Rule, articles_in, rules


@dataclass(frozen=True, slots=True)
class Entry:
    """What applies one article: rules, series of values, acts of the table, mentions, steps of orientation."""

    reference: Reference
    rules: tuple[Rule, ...]
    series: tuple[Parameter, ...]
    acts: tuple[Row, ...]
    mentions: tuple[Mention, ...]
    steps: tuple[str, ...]

    @property
    def key(self) -> str:
        """Return the article as the code names it: "CPCE R125-1"."""
        return f"{self.reference.code} {self.reference.article}"

    @property
    def applied(self) -> bool:
        """Tell whether anything rests on the article, beyond being quoted."""
        return bool(self.rules or self.series or self.acts or self.mentions or self.steps)


@cache
def entries() -> tuple[Entry, ...]:
    """Return every article of the registry, in its order, with what applies it."""
    return tuple(_entry(reference) for reference in registered())


def doubtful_values() -> tuple[tuple[Parameter, Value], ...]:
    """Return the values read neither in an official text nor in two places, by series."""
    return tuple(
        (series, value)
        for series in every_parameter()
        for value in series.values
        if value.certainty != "confirmed"
    )


def doubtful_articles() -> tuple[Reference, ...]:
    """Return the articles of the registry that are less than confirmed."""
    return tuple(reference for reference in registered() if reference.certainty != "confirmed")


def doubtful_texts() -> tuple[Text, ...]:
    """Return the wordings printed in letters that are less than confirmed."""
    return tuple(text for key in ARTICLES + MODELS for text in versions(key) if text.certainty != "confirmed")


def doubtful_mentions() -> tuple[Mention, ...]:
    """Return the mentions of documents that no official text demands."""
    return tuple(mention for mention in _mentions() if mention.certainty != "confirmed")


def doubtful_steps() -> tuple[tuple[str, str], ...]:
    """Return the steps of orientation that are less than confirmed, with their certainty."""
    return tuple((label, sure) for label, _, sure in _steps() if sure != "confirmed")


def _entry(reference: Reference) -> Entry:
    key = f"{reference.code} {reference.article}"
    return Entry(
        reference=reference,
        rules=tuple(rule for rule in rules() if key in rule.articles),
        series=tuple(series for series in every_parameter() if key in _articles_of(series)),
        acts=tuple(row for row in PACK.values() if key in articles_in(row.article)),
        mentions=tuple(mention for mention in _mentions() if key in articles_in(mention.article)),
        steps=tuple(label for label, basis, _ in _steps() if key in articles_in(" ; ".join(basis))),
    )


def _articles_of(series: Parameter) -> set[str]:
    return {f"{value.reference.code} {value.reference.article}" for value in series.values}


@cache
def _mentions() -> tuple[Mention, ...]:
    return tuple(dict.fromkeys(mention for kind in catalogue().values() for mention in kind))


@cache
def _steps() -> tuple[tuple[str, list[str], str], ...]:
    return tuple(_told())


def _told() -> Iterator[tuple[str, list[str], str]]:
    """Yield the gates and the routes of orientation: label, articles, certainty."""
    for number, gate in enumerate(load_toml("orientation_gates")["gate"], 1):
        yield f"porte {number}", gate["basis"], gate["certainty"]
    for code, route in load_toml("routes").items():
        if isinstance(route, dict):
            yield f"voie {code} ({route['label']})", route["basis"], route["certainty"]
