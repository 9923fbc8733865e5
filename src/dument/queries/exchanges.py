"""The messages of a case, and how many wait to be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from dument.records.exchanges.models import Exchange


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeRead:
    """One message. `side` is "creditor" or "office"; `answers` is the number of the question it answers, if any.

    `waits` tells that it is a question without an answer; `file_name` is empty when nothing is joined (`size` in
    bytes).
    """

    rank: int
    side: str
    by_name: str
    at: datetime
    text: str
    question: bool
    waits: bool
    answers: int | None
    read: bool
    file_name: str
    media_type: str
    sha256: str
    size: int


def thread(case_id: UUID) -> tuple[ExchangeRead, ...]:
    """Return the messages of that case, oldest first. The caller has checked that the case is his to read."""
    rows = list(Exchange.objects.filter(case_id=case_id).annotate(asked=F("answers__rank")).order_by("rank"))
    answered = {row.asked for row in rows}
    return tuple(
        ExchangeRead(
            rank=row.rank,
            side=row.side,
            by_name=row.by_name,
            at=row.at,
            text=row.text,
            question=row.question,
            waits=row.question and row.rank not in answered,
            answers=row.asked,
            read=row.read_at is not None,
            file_name=row.file_name,
            media_type=row.media_type,
            sha256=row.sha256,
            size=row.size,
        )
        for row in rows
    )


def unread_by(side: str) -> Any:
    """Return what counts, for each case of a query, the messages that this side has not read."""
    waiting = Exchange.objects.filter(case=OuterRef("pk"), read_at=None).exclude(side=side).order_by()
    return Coalesce(Subquery(waiting.values("case").annotate(number=Count("pk")).values("number")), 0)
