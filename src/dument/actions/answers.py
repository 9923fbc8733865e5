"""What the debtor answers, by himself or keyed in by the office; recorded as evidence, the state stays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from dument.actions._move import By, Done, How, Step, move
from dument.procedure.facts import Details
from dument.procedure.states import Act, Actor
from dument.records.cases.models import Answer, Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """How an answer came: by which means, posted when, with the curator's assistance or not, by whom.

    `quality` is a word of `law.representation.QUALITIES` when another person answers for the debtor, and `authority`
    what he says of his power: the answer is then recorded in his own name, and the officer decides.
    """

    channel: str = "online"
    posted_on: date | None = None
    assisted: bool = False
    said_by: str = ""
    quality: str = ""
    authority: str = ""
    text: str = ""

    @property
    def told(self) -> dict[str, object]:
        """Return who spoke and in what quality, for the journal; nothing that is empty."""
        named = {"said_by": self.said_by, "quality": self.quality, "authority": self.authority}
        return {name: value for name, value in named.items() if value}


def accept(*, case_id: UUID, by: By, at: datetime, said: Said = Said()) -> Done:
    """Record that the debtor accepts to take part (R125-2 III 2°): it suspends nothing yet. Raises Refused."""
    return _record(Act.ANSWER_ACCEPT, "accept", case_id, by, at, said)


def refuse(*, case_id: UUID, by: By, at: datetime, said: Said = Said()) -> Done:
    """Record that the debtor refuses to take part, by any means and without a reason (R125-2 III 3°)."""
    return _record(Act.ANSWER_REFUSE, "refuse", case_id, by, at, said)


def refuse_terms(*, case_id: UUID, by: By, at: datetime, said: Said = Said()) -> Done:
    """Record that the debtor refuses the amount or the terms proposed (R125-5 3°). Raises Refused."""
    return _record(Act.REFUSE_TERMS, "refuse_terms", case_id, by, at, said)


def counter_offer(*, case_id: UUID, by: By, at: datetime, said: Said) -> Done:
    """Record what a party would rather agree on; the officer may propose it. Raises Refused."""
    return _record(Act.COUNTER_OFFER, "counter_offer", case_id, by, at, said)


def _record(act: Act, kind: str, case_id: UUID, by: By, at: datetime, said: Said) -> Done:
    return move(
        case_id=case_id,
        act=act,
        by=by,
        at=at,
        details=Details(
            channel=said.channel, posted_on=said.posted_on, assisted=said.assisted, quality=said.quality
        ),
        how=How(write=_writer(kind, said)),
    )


def _party(actor: Actor) -> str:
    """Return the party whose answer it is: what the office keys in is the debtor's."""
    return "creditor" if actor is Actor.CREDITOR else "debtor"


def _writer(kind: str, said: Said) -> Callable[[Step, Case], Mapping[str, object]]:
    def write(step: Step, case: Case) -> Mapping[str, object]:
        Answer.objects.create(
            case=case,
            office_id=case.office_id,
            kind=kind,
            party=_party(step.by.actor),
            version=step.facts.latest_version if kind in {"refuse_terms", "counter_offer"} else None,
            on=step.attempt.place_day,
            at=step.at,
            channel=said.channel,
            posted_on=said.posted_on,
            assisted=said.assisted,
            said_by=said.said_by,
            quality=said.quality,
            authority=said.authority,
            text=said.text,
        )
        return said.told | ({"text": said.text} if said.text else {})

    return write
