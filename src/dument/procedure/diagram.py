"""The table as a picture and as rows of text: what the generated page of the procedure is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dument.procedure.machine import ACTOR_LABELS, STATE_LABELS, Pack, Row
from dument.procedure.states import CLOSED, Actor, State

MANY = 3
"""An act open from more states than this is drawn apart: its arrows would hide the road."""


@dataclass(frozen=True, slots=True)
class ActLine:
    """One act in words. `guards` pairs the name of each guard with the first line of its docstring."""

    act: str
    label: str
    actors: tuple[str, ...]
    sources: tuple[str, ...]
    target: str
    article: str
    guards: tuple[tuple[str, str], ...]
    documents: tuple[str, ...]
    effects: tuple[str, ...]
    tolerant: bool
    ordinary: bool


def lines(pack: Pack) -> tuple[ActLine, ...]:
    """Return every act of the table, in its order; a target that is the state itself is "="."""
    return tuple(
        ActLine(
            act=row.act,
            label=row.label,
            actors=tuple(actor for actor in Actor if actor in row.actors),
            sources=tuple(state for state in State if state in row.sources),
            target=row.target or "=",
            article=row.article,
            guards=tuple((guard.__name__, _first_line(guard.__doc__)) for guard in row.guards),
            documents=row.documents,
            effects=row.effects,
            tolerant=row.tolerant,
            ordinary=row.ordinary,
        )
        for row in pack.values()
    )


def road(pack: Pack) -> str:
    """Return the Mermaid diagram of the acts that lead from a few states to another."""
    return _drawn([row for row in pack.values() if row.target and len(row.sources) <= MANY])


def exits(pack: Pack) -> str:
    """Return the Mermaid diagram of the acts that lead from many states to one: giving up, closing."""
    return _drawn([row for row in pack.values() if row.target and len(row.sources) > MANY])


def _drawn(rows: Iterable[Row]) -> str:
    moves = [(source, row) for row in rows for source in State if source in row.sources]
    seen = {source for source, _ in moves} | {row.target for _, row in moves}
    return "\n".join(
        [
            "stateDiagram-v2",
            *(f'    state "{STATE_LABELS[state]}" as {state}' for state in State if state in seen),
            *_arrows(moves),
            *(f"    {state} --> [*]" for state in State if state in seen & CLOSED),
        ]
    )


def _arrows(moves: list[tuple[State, Row]]) -> Iterator[str]:
    if any(source is State.DRAFT for source, _ in moves):
        yield f"    [*] --> {State.DRAFT}"
    for source, row in moves:
        yield f"    {source} --> {row.target} : {row.label}"


def who(actors: Iterable[str]) -> str:
    """Return actors as a French reader names them: "le débiteur, le commissaire de justice"."""
    return ", ".join(ACTOR_LABELS[Actor(actor)] for actor in actors)


def _first_line(docstring: str | None) -> str:
    return (docstring or "").partition("\n")[0]
