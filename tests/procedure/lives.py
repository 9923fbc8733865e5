"""A claim that may be filed, and attempts at it: what the tests of the table change one thing at a time."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from dument.procedure import machine
from dument.procedure.facts import Attempt, Consent, Details, Facts, Month, Proposal
from dument.procedure.packs import pack
from dument.procedure.states import Act, Actor, State

PACK = pack("l125")
DISPATCHED, LAST_DAY, AFTER = date(2026, 10, 13), date(2026, 11, 13), date(2026, 11, 14)
IN_TIME = date(2026, 10, 26)
MONTH = Month(dispatched_on=DISPATCHED, raw_last_day=LAST_DAY, last_day=LAST_DAY)
BOTH_CONSENT = (
    Consent(party=Actor.CREDITOR, version=1, on=date(2026, 10, 22)),
    Consent(party=Actor.DEBTOR, version=1, on=date(2026, 10, 23)),
)


def facts(state: State = State.DRAFT, **changes: Any) -> Facts:
    """Return a claim of 1 200 € of works and 14,20 € of interest against a consumer of Marseille."""
    usual: dict[str, Any] = {
        "state": state,
        "creditor": "artisan",
        "debtor": "consumer",
        "cause": "service",
        "principal": Decimal("1200.00"),
        "interest": Decimal("14.20"),
        "due_on": date(2026, 5, 31),
        "debtor_postcode": "13001",
        "office_court": "Aix-en-Provence",
        "mandate_on": date(2026, 9, 1),
    }
    return Facts(**(usual | changes))


def running(state: State = State.PROPOSED, **changes: Any) -> Facts:
    """Return the same claim in the month, everything received and proposed, nothing consented."""
    usual: dict[str, Any] = {
        "month": MONTH,
        "acceptance_received": True,
        "refusal_received": True,
        "terms_refusal_received": True,
        "acceptance_noted_on": date(2026, 10, 20),
        "proposals": (Proposal(version=1, amount=Decimal("1214.20")),),
    }
    return facts(state, **(usual | changes))


def attempt(
    act: Act, actor: Actor, on: date = IN_TIME, place_day: date | None = None, **said: Any
) -> Attempt:
    """Return the attempt of that act on that day; `said` are its details."""
    return Attempt(act=act, actor=actor, on=on, place_day=place_day or on, details=Details(**said))


def codes(known: Facts, tried: Attempt) -> list[str]:
    """Return the codes of every reason against the attempt."""
    return [reason.code for reason in machine.reasons_against(PACK, known, tried)]


def refused(known: Facts, act: Act, actor: Actor, on: date = IN_TIME, **said: Any) -> list[str]:
    """Return the codes against that act by that actor on that day."""
    return codes(known, attempt(act, actor, on, **said))
