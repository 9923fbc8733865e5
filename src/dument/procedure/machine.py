"""Whether an act is open, and where it leads. Reads the table of the pack and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from dument.law.findings import Finding
from dument.procedure.facts import Attempt, Facts
from dument.procedure.states import Act, Actor, State

Guard = Callable[[Facts, Attempt], Iterable[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table: who may do which act, from where to where, under which guards and article.

    `target` is None when the act is recorded and the state stays. `tolerant` acts take the findings that the
    law leaves to the officer as warnings. `ordinary` acts happen beside the procedure (a fact learned, a code
    renewed, a payment cancelled). `effects` are the messages that follow, `documents` the papers of the act.
    """

    act: Act
    label: str
    actors: frozenset[Actor]
    sources: frozenset[State]
    target: State | None
    article: str
    guards: tuple[Guard, ...] = ()
    effects: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    tolerant: bool = False
    ordinary: bool = False


Pack = dict[Act, Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgment:
    """What the table says of an attempt: the reasons against it, and the warnings that do not stop it."""

    row: Row
    reasons: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    decided: tuple[Finding, ...]


class Refused(Exception):
    """An act that the table does not open; it carries every reason."""

    def __init__(self, act: Act, reasons: tuple[Finding, ...]) -> None:
        """Keep the act and its reasons."""
        self.act = act
        self.reasons = reasons
        super().__init__(" ".join(reason.message for reason in reasons))

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the stable codes of the reasons, in the order of the guards."""
        return tuple(reason.code for reason in self.reasons)


def judge(pack: Pack, facts: Facts, attempt: Attempt) -> Judgment:
    """Return what the table says of the attempt: all reasons at once, warnings apart."""
    row = pack[attempt.act]
    found = [finding for guard in (_state, _actor) for finding in guard(row, facts, attempt)]
    found += [finding for guard in row.guards for finding in guard(facts, attempt)]
    taken = facts.decisions | attempt.given.decide
    reasons, warnings, decided = [], [], []
    for finding in dict.fromkeys(found):
        if not finding.decidable:
            reasons.append(finding)
        elif finding.code in taken:
            decided.append(finding)
        elif row.tolerant:
            warnings.append(finding)
        else:
            reasons.append(finding)
    return Judgment(row=row, reasons=tuple(reasons), warnings=tuple(warnings), decided=tuple(decided))


def reasons_against(pack: Pack, facts: Facts, attempt: Attempt) -> tuple[Finding, ...]:
    """Return every reason why the attempt is refused; empty when it is open."""
    return judge(pack, facts, attempt).reasons


def fire(pack: Pack, facts: Facts, attempt: Attempt) -> Judgment:
    """Return the judgment of an attempt that is open; raise Refused with every reason otherwise."""
    judgment = judge(pack, facts, attempt)
    if judgment.reasons:
        raise Refused(attempt.act, judgment.reasons)
    return judgment


def open_to(
    pack: Pack, facts: Facts, actor: Actor, on: date, place_day: date | None = None
) -> tuple[Act, ...]:
    """Return the acts open to that actor on that day, in the order of the table.

    What depends on an act's details (an amount, a channel) is not judged: it is asked when the act is tried.
    """
    return tuple(
        act
        for act, row in pack.items()
        if actor in row.actors
        and not reasons_against(
            pack, facts, Attempt(act=act, actor=actor, on=on, place_day=place_day or on, details=None)
        )
    )


def _state(row: Row, facts: Facts, attempt: Attempt) -> Iterable[Finding]:
    if facts.state not in row.sources:
        yield Finding(
            "wrong_state",
            f"« {row.label} » n'est pas possible à ce stade du dossier ({STATE_LABELS[facts.state]}).",
            (row.article,),
        )


def _actor(row: Row, facts: Facts, attempt: Attempt) -> Iterable[Finding]:
    if attempt.actor not in row.actors:
        allowed = " ou ".join(ACTOR_LABELS[actor] for actor in Actor if actor in row.actors)
        yield Finding(
            "wrong_actor",
            f"« {row.label} » appartient à : {allowed}, et non à : {ACTOR_LABELS[attempt.actor]}.",
            (row.article,),
        )


ACTOR_LABELS = {
    Actor.CREDITOR: "le créancier",
    Actor.OFFICER: "le commissaire de justice",
    Actor.DEBTOR: "le débiteur",
    Actor.CARRIER: "le transporteur",
}

STATE_LABELS = {
    State.DRAFT: "brouillon",
    State.SUBMITTED: "confié à l'étude",
    State.DECLINED: "décliné par l'étude",
    State.PREPARED: "lettre prête",
    State.INVITED: "débiteur invité, le mois court",
    State.PARTICIPATING: "le débiteur participe",
    State.PROPOSED: "accord proposé",
    State.AGREED: "accord constaté",
    State.TITLE_ISSUED: "titre exécutoire délivré",
    State.REFUSED: "refus de participer constaté",
    State.EXPIRED: "délai d'un mois expiré",
    State.TERMS_REFUSED: "refus des modalités constaté",
    State.WITHDRAWN: "retiré par le créancier",
    State.ENDED: "clos par l'étude",
}
