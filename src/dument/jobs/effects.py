"""What each message of the outbox does in the world, through the ports."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime

from dument.actions.letters import code_letter, letter_for_carrier
from dument.jobs import digests
from dument.jobs.notices import Proof, send_notice, tell_creditor, tell_office
from dument.ports.errors import NeverAgain, TryAgain
from dument.ports.letters import Handover, Letter, carrier
from dument.ports.storage import Missing, store
from dument.procedure.states import State
from dument.queries.documents import DEBTOR_READS
from dument.records.cases.models import Case
from dument.records.copies import FIRST, carrier_copy
from dument.records.documents.models import Document
from dument.records.journal.models import Event
from dument.records.outbox.models import WITHHELD, Message
from dument.records.reading import party, read_case


def carry_out(message: Message, at: datetime) -> Proof:
    """Do what the message says and return the proof to keep. Raises TryAgain or NeverAgain."""
    if message.case_id is None:
        return digests.deliver(message, at)
    if message.effect not in EFFECTS:
        raise NeverAgain(f"L'effet « {message.effect} » n'est pas connu : le message est gardé pour examen.")
    return EFFECTS[message.effect](message, read_case(message.case_id), at)


def _send_letter(message: Message, case: Case, at: datetime) -> Proof:
    """Hand the registered letter and its two forms to the carrier. The same act is the same letter.

    A case given up before it left invites nobody: what the carrier was not handed stays here.
    """
    if _given_up(case) and carrier().seen(message.key) is None:
        return {WITHHELD: "le dossier a été retiré ou clos avant l'envoi, rien ne lui est remis."}
    try:
        copy = store().reveal(carrier_copy(case.pk))
    except Missing:
        copy = letter_for_carrier(case, FIRST)
    papers = [("invitation", copy)]
    papers += [(kind, _content(case, kind)) for kind in ("acceptance_form", "refusal_form")]
    proof = _told(carrier().hand_over(Letter(key=message.key, recipient=_address(case), papers=papers), at))
    if not Case.objects.filter(pk=case.pk, state=State.PREPARED).exists():
        carrier().forget(message.key)  # posted by hand or given up meanwhile: nothing with the code is kept
    return proof


def _given_up(case: Case) -> bool:
    return case.dispatched_on is None and case.state != State.PREPARED


def _deliver_debtor_copy(message: Message, case: Case, at: datetime) -> Proof:
    """Send the debtor his free copy of the title (R125-6)."""
    letter = Letter(
        key=message.key,
        recipient=_address(case),
        papers=[("copie-du-titre", _content(case, "debtor_copy"))],
        registered=False,
    )
    return _told(carrier().hand_over(letter, at))


def _send_code(message: Message, case: Case, at: datetime) -> Proof:
    """Send the debtor his new code, in a short letter that opens no new month."""
    letter = Letter(
        key=message.key,
        recipient=_address(case),
        papers=[("nouveau-code", code_letter(case))],
        registered=False,
    )
    return _told(carrier().hand_over(letter, at))


def _told(handover: Handover) -> Proof:
    return {
        "number": handover.number,
        "taken_at": handover.taken_at.isoformat(),
        "already_seen": handover.already_seen,
    }


def _address(case: Case) -> tuple[str, ...]:
    debtor = party(case, "debtor")
    return (debtor.name, debtor.address, f"{debtor.postcode} {debtor.city}".strip())


def _content(case: Case, kind: str) -> bytes:
    return _bytes(Document.objects.filter(case=case, kind=kind).latest("rank").sha256)


def _bytes(sha256: str) -> bytes:
    try:
        return store().get(sha256)
    except Missing as gone:
        raise TryAgain(str(gone)) from gone


def _tell_debtor(message: Message, case: Case, at: datetime) -> Proof:
    """Post the debtor the papers of the act (R125-4, R125-5), and tell him by e-mail too when he gave an address.

    Whoever holds the code may give an address: an e-mail that replaced the papers would let him keep them away.
    """
    papers = _papers_for_debtor(message, case)
    proof: dict[str, object] = {}
    if papers:
        letter = Letter(key=message.key, recipient=_address(case), papers=papers, registered=False)
        proof |= _told(carrier().hand_over(letter, at))
    address = party(case, "debtor").email
    if address:
        send_notice(message, case, role="debtor", to=address)
        proof["told"] = "debtor"
    return proof or {"told": "aucune adresse électronique, et cet acte n'a pas de document : rien à envoyer"}


def _papers_for_debtor(message: Message, case: Case) -> list[tuple[str, bytes]]:
    """Return those papers of the message's act that the debtor may read, as its journal line lists them."""
    number = int(message.key.split("/")[-2])
    body = Event.objects.select_related("body").get(case=case, number=number).body
    made = json.loads(bytes(body.content)).get("documents", ())
    return [(paper["kind"], _bytes(paper["sha256"])) for paper in made if paper["kind"] in DEBTOR_READS]


EFFECTS: Mapping[str, Callable[[Message, Case, datetime], Proof]] = {
    "send_letter": _send_letter,
    "send_code": _send_code,
    "deliver_debtor_copy": _deliver_debtor_copy,
    "deliver_title": tell_creditor,
    "tell_creditor": tell_creditor,
    "tell_debtor": _tell_debtor,
    "tell_office": tell_office,
}
