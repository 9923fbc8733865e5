"""Each morning, one e-mail to each person who chose it: the references of the cases that moved, and no more."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import F

from dument.jobs.notices import AddressRefused, Proof, note_refusal, send
from dument.ports.faults import reached
from dument.ports.queue import queue
from dument.records import clocks
from dument.records.accounts.models import User
from dument.records.outbox.models import HeldNotice, Message
from dument.records.reading import legal_day

EFFECT = "send_digest"


def gather(at: datetime) -> int:
    """Make the digest of each person for whom notices were kept, and return how many; never two of one day.

    What comes later in the day, or on a morning that was missed, waits for the next one.
    """
    people = HeldNotice.objects.filter(digest=None).values_list("user_id", flat=True).distinct()
    return sum(_make(user_id, at) for user_id in list(people))


def _make(user_id: UUID, at: datetime) -> bool:
    with clocks.agreeing():
        message, new = Message.objects.get_or_create(
            key=f"digest/{user_id}/{legal_day(at)}",
            defaults={"effect": EFFECT, "next_at": at, "created_at": at},
        )
        if new:
            HeldNotice.objects.filter(user_id=user_id, digest=None).update(digest=message)
            queue().put([(message.pk, EFFECT)])
        reached("digest.made")
    return new


def deliver(message: Message, at: datetime) -> Proof:
    """Send a digest to whom it is for, if he still acts for these creditors. Raises AddressRefused, TryAgain."""
    person = User.objects.get(pk=message.key.split("/")[1])
    mine = HeldNotice.objects.filter(digest=message, case__claim__creditor__members__user=F("user"))
    references = sorted(set(mine.values_list("case__reference", flat=True)))
    if not references or not person.is_active:
        return {"told": "plus personne à qui le dire"}
    listed = "\n".join(f"- dossier {reference}" for reference in references)
    try:
        send(
            role="digest",
            to=person.email,
            subject="Vos dossiers : du nouveau",
            body=f"Ces dossiers ont avancé. Lisez ce qui est nouveau sur le site.\n\n{listed}",
            key=message.key,
        )
    except AddressRefused:
        note_refusal(person, at)
        raise
    note_refusal(person, None)
    return {"told": "digest", "cases": len(references)}
