"""Holds what became of a case against what the scenario expects."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from dument.cli.scenarios.playing import Stage, noon
from dument.law.limitation import period_for
from dument.ports.letters import carrier
from dument.procedure import machine
from dument.procedure.packs import pack
from dument.procedure.states import FRUITLESS_ENDINGS, Actor, State, payments_locked
from dument.records.cases.models import Case, Outcome
from dument.records.documents.models import Document
from dument.records.outbox.models import Message
from dument.records.reading import facts_of, place_day, read_case


def unmet(stage: Stage) -> list[str]:
    """Return a sentence for each expectation that does not hold."""
    case = read_case(stage.case_id)
    came = _came(stage, case)
    failures = []
    for key, expected in stage.scenario.expect.items():
        got = came[key]
        held = set(expected) <= set(got) if key == "documents" else _same(key, expected, got)
        if not held:
            failures.append(f"{key} : attendu {_told(expected)}, obtenu {_told(got)}")
    return failures


def _same(key: str, expected: Any, got: Any) -> bool:
    return set(expected) == set(got) if key == "open_acts" else bool(expected == got)


def _told(value: Any) -> str:
    return (
        ", ".join(sorted(map(str, value))) or "rien" if isinstance(value, list | set | tuple) else str(value)
    )


def _came(stage: Stage, case: Case) -> Mapping[str, Any]:
    outcome = Outcome.objects.filter(case=case).values_list("ending", flat=True).first() or "none"
    kinds = set(Document.objects.filter(case=case).values_list("kind", flat=True))
    titled = case.state == State.TITLE_ISSUED and "title" in kinds
    return {
        "state": case.state,
        "last_day": case.last_day,
        "raw_last_day": case.raw_last_day,
        "payments_locked": payments_locked(State(case.state)),
        "limitation_suspended_on": _suspended_on(case),
        "title_issued": titled,
        "letters_sent": _letters_sent(case),
        "documents": kinds,
        "ending": outcome,
        "exempts_from_750_1": outcome in FRUITLESS_ENDINGS,
        "open_acts": _open_acts(stage, case),
        "enforcement_barred_for": "same_office" if titled else "none",
    }


def _suspended_on(case: Case) -> date | str:
    facts = facts_of(case)
    period = period_for(cause=facts.cause, creditor=facts.creditor, debtor=facts.debtor)
    return "never" if period.forclusion or case.acceptance_noted_on is None else case.acceptance_noted_on


def _letters_sent(case: Case) -> int:
    keys = Message.objects.filter(case=case, effect="send_letter").values_list("key", flat=True)
    return sum(carrier().seen(key) is not None for key in keys)


def _open_acts(stage: Stage, case: Case) -> set[str]:
    table, day = pack(case.pack), stage.last_day
    if day is None:
        return set()
    here = place_day(case, noon(day))
    return {
        act.value
        for actor in Actor
        for act in machine.open_to(table, facts_of(case), actor, day, here)
        if not table[act].ordinary
    }
