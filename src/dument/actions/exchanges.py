"""Messages between the creditor and the office of his case; the debtor has no part in them."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from dument.actions._move import By
from dument.actions.claims import BadEvidence, keep, media_type_of
from dument.ports.queue import queue
from dument.procedure.states import Actor
from dument.records import clocks
from dument.records.cases.models import Case
from dument.records.exchanges.models import Exchange
from dument.records.outbox.models import Message

SIDES = {Actor.CREDITOR: "creditor", Actor.OFFICER: "office"}
MOST_TEXT = 4000
MOST_FILES = 40
TWICE = timedelta(minutes=10)


class BadExchange(ValueError):
    """A message that cannot be written; its text says why and what to do."""


def write(
    *,
    case_id: UUID,
    by: By,
    at: datetime,
    text: str,
    question: bool = False,
    answers: int | None = None,
    file: tuple[str, bytes] | None = None,
) -> int:
    """Write a message to the other side, tell it by the outbox, and return the message's number in the case.

    `answers` is the number of a question of the other side. `file` is a name and bytes: PDF, PNG or JPEG, 10 MB at
    most. The same text sent twice within ten minutes is one message. Raises BadExchange, BadEvidence,
    Case.DoesNotExist for a case that was erased too.
    """
    text = text.strip()
    if not text or len(text) > MOST_TEXT:
        raise BadExchange(f"Écrivez votre message, en {MOST_TEXT} caractères au plus.")
    joined = _joined(file)
    side = SIDES[by.actor]
    with clocks.agreeing():
        case = Case.objects.select_for_update(of=("self",)).get(pk=case_id, purged_on=None)
        if case.office_id is None:
            raise BadExchange("Ce dossier n'est confié à aucune étude : personne ne lirait ce message.")
        held = Exchange.objects.filter(case=case)
        last = held.last()
        if last and (last.side, last.by_id, last.text) == (side, by.id, text) and at - last.at < TWICE:
            return last.rank
        asked = held.filter(rank=answers, question=True).exclude(side=side).first() if answers else None
        if answers and asked is None:
            raise BadExchange("Cette question n'existe pas : répondez à une question de l'autre partie.")
        if joined and held.exclude(sha256="").count() >= MOST_FILES:
            raise BadExchange(f"{MOST_FILES} fichiers sont déjà joints aux messages : c'est le maximum.")
        row = Exchange.objects.create(
            case=case,
            office_id=case.office_id,
            rank=last.rank + 1 if last else 1,
            side=side,
            by_id=by.id,
            by_name=by.name[:160],
            at=at,
            text=text,
            question=question,
            answers=asked,
            **joined,
        )
        _tell(case, row, at)
    return row.rank


def _joined(file: tuple[str, bytes] | None) -> dict[str, object]:
    """Return the columns of a file once it is checked and stored; none without a file."""
    if file is None:
        return {}
    name, content = file
    if not content:
        raise BadEvidence("Ce fichier est vide : choisissez-en un autre.")
    media_type = media_type_of(content)
    keep(content)
    return {
        "file_name": name[:160] or "fichier",
        "media_type": media_type,
        "sha256": sha256(content).hexdigest(),
        "size": len(content),
    }


def _tell(case: Case, row: Exchange, at: datetime) -> None:
    effect = "tell_office" if row.side == "creditor" else "tell_creditor"
    message = Message.objects.create(
        case=case,
        office_id=case.office_id,
        key=f"{case.reference}/echange-{row.rank}/{effect}",
        effect=effect,
        next_at=at,
        created_at=at,
    )
    queue().put([(message.pk, effect)])


def mark_read(*, case_id: UUID, actor: Actor, at: datetime) -> int:
    """Note that this side has now read what the other wrote, and return how many messages were new to it."""
    unread = Exchange.objects.filter(case_id=case_id, read_at=None).exclude(side=SIDES[actor])
    return unread.update(read_at=at)
