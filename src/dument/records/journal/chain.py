"""How a journal line is hashed and appended: one chain per case, numbered from one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from dument.records import together
from dument.records.journal.models import Event, EventBody

if TYPE_CHECKING:
    from dument.records.cases.models import Case

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What is to be written in the journal of a case. The body holds plain JSON values."""

    type: str
    on: date
    at: datetime
    actor: str
    actor_id: str
    body: Mapping[str, object]


def exact_bytes(body: Mapping[str, object]) -> bytes:
    """Return the bytes that are stored and hashed for that body: sorted keys, UTF-8, no spaces."""
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def event_hash(event: Event) -> str:
    """Return the SHA-256, in hexadecimal, of every field of the line but the hash itself."""
    fields = (
        event.case_id.hex,
        str(event.office_id.hex if event.office_id else ""),
        str(event.number),
        str(event.schema_version),
        event.type,
        event.on.isoformat(),
        event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        event.actor,
        event.actor_id,
        event.previous,
        event.body_sha256,
    )
    return sha256("\n".join(fields).encode()).hexdigest()


def append(case: Case, line: Line) -> Event:
    """Write the next line of the case's chain and move its head; the caller holds the case's lock and saves it.

    The first line's previous hash is made of zeros.
    """
    content = exact_bytes(line.body)
    event = Event(
        office_id=case.office_id,
        case_id=case.pk,
        number=case.last_number + 1,
        type=line.type,
        on=line.on,
        at=line.at,
        actor=line.actor,
        actor_id=line.actor_id,
        previous=case.head or GENESIS,
        body_sha256=sha256(content).hexdigest(),
    )
    event.hash = event_hash(event)
    together.insert(event, EventBody(event=event, content=content))
    case.last_number, case.head = event.number, event.hash
    return event
