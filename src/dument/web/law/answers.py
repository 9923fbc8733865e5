"""What every answer shows: its steps, its articles with the day they were read, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dument.law.references import IN_FRENCH, Reference, UnknownReference, cite, weakest
from dument.queries.sources import articles_in

TONES = {"confirmed": "good", "secondary": "active", "inferred": "warn", "unconfirmed": "bad"}


@dataclass(frozen=True, slots=True)
class Sure:
    """How sure something is: the stored word, its French, its colour."""

    word: str
    label: str
    tone: str


@dataclass(frozen=True, slots=True)
class Source:
    """An article as cited, what it rules, how sure its text is, and the page that tells what applies it."""

    cited: str
    title: str
    sure: Sure
    read_on: date
    key: str


@dataclass(frozen=True, slots=True)
class Grounds:
    """The steps of an answer, in French, its sources, its certainty, and the days its texts were read."""

    steps: tuple[str, ...]
    sources: tuple[Source, ...]
    sure: Sure
    first_read: date | None
    last_read: date | None


def grounds(steps: Iterable[str], references: Iterable[Reference | str], certainty: str) -> Grounds:
    """Return what an answer stands on; `references` are articles, or the words that name them."""
    sources = tuple(dict.fromkeys(found for one in references for found in _sources(one)))
    days = [source.read_on for source in sources]
    return Grounds(
        steps=tuple(steps),
        sources=sources,
        sure=sure(certainty),
        first_read=min(days, default=None),
        last_read=max(days, default=None),
    )


def together(several: Iterable[tuple[str, Grounds]]) -> Grounds:
    """Return what several answers stand on, one step for each, under its name; as sure as the least sure."""
    named = tuple(several)
    sources = tuple(dict.fromkeys(source for _, one in named for source in one.sources))
    days = [source.read_on for source in sources]
    return Grounds(
        steps=tuple(f"{name} : {' '.join(one.steps)}" for name, one in named),
        sources=sources,
        sure=sure(weakest(one.sure.word for _, one in named)),
        first_read=min(days, default=None),
        last_read=max(days, default=None),
    )


def sure(certainty: str) -> Sure:
    """Return a certainty as a page shows it."""
    return Sure(certainty, IN_FRENCH[certainty], TONES[certainty])


def source(reference: Reference) -> Source:
    """Return an article as a page shows it."""
    return Source(
        cited=str(reference),
        title=reference.title,
        sure=sure(reference.certainty),
        read_on=reference.read_on,
        key=f"{reference.code} {reference.article}",
    )


def _sources(one: Reference | str) -> list[Source]:
    if isinstance(one, Reference):
        return [source(one)]
    try:
        return [source(cite(one))]
    except UnknownReference:  # the words name several articles, or name them as they are printed
        return [source(cite(key)) for key in articles_in(one)]
