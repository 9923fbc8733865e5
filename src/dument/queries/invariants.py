"""What must hold whatever happened (I1 to I10), looked at without changing anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Q

from dument.ports.letters import carrier
from dument.ports.storage import Missing, store
from dument.procedure.packs import pack
from dument.procedure.states import MONTH_RUNNING, OUTCOME_RECORDED, Act, State
from dument.queries.journal import verify
from dument.records.cases.models import Case, Outcome
from dument.records.documents.models import Document
from dument.records.journal.models import Event
from dument.records.keeping.models import Purge
from dument.records.money.models import Receipt
from dument.records.outbox.models import ExpiryTask, Message
from dument.records.time_over import FOR_EVER

STUCK = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """An invariant that does not hold: its name, where, why."""

    invariant: str
    where: str
    why: str


def breaches(at: datetime, today: date) -> list[Breach]:
    """Return every breach of the invariants that this database and its providers show at that instant."""
    checks: dict[str, Callable[[], Iterator[tuple[str, str]]]] = {
        "I1": _acknowledged,
        "I2": _one_letter,
        "I3": _single_acts,
        "I4": _money,
        "I5": _chains,
        "I6": lambda: _expiries(today),
        "I7": lambda: _outbox(at),
        "I8": _replay,
        "I9": _papers,
        "I10": _no_money_in_the_month,
    }
    return [
        Breach(invariant=name, where=where, why=why)
        for name, check in checks.items()
        for where, why in check()
    ]


def _acknowledged() -> Iterator[tuple[str, str]]:
    """What was answered "done" is in the journal: a case that moved has as many lines as it announces."""
    for case in Case.objects.annotate(lines=Count("events")).exclude(lines=F("last_number")):
        yield case.reference, f"{case.last_number} lignes annoncées, {case.lines} au journal"


def _one_letter() -> Iterator[tuple[str, str]]:
    sent = Message.objects.filter(effect="send_letter", case__purged_on=None).select_related("case")
    for message in sent:
        seen = carrier().seen(message.key)
        if message.state == "done" and seen is None:
            yield message.case.reference, "la lettre est dite remise, le transporteur ne la connaît pas"
        if seen and message.proof and message.proof.get("number") != seen.number:
            yield message.case.reference, "le numéro du transporteur diffère de la preuve gardée"
    for row in sent.values("case__reference").annotate(letters=Count("id")).filter(letters__gt=1):
        yield row["case__reference"], f"{row['letters']} invitations pour un seul dossier"


def _single_acts() -> Iterator[tuple[str, str]]:
    for kind in ("title", "debtor_copy", "outcome_record"):
        doubled = (
            Document.objects.filter(kind=kind)
            .values("case__reference")
            .annotate(n=Count("id"))
            .filter(n__gt=1)
        )
        for row in doubled:
            yield row["case__reference"], f"{row['n']} documents « {kind} » au lieu d'un"
    for document in Document.objects.filter(kind="title").select_related("case"):
        outcome = Outcome.objects.filter(case=document.case).first()
        if outcome is None or outcome.ending != "R125-5 4°":
            yield document.case.reference, "un titre existe sans accord constaté"
    recorded = [state.value for state in OUTCOME_RECORDED]
    for case in Case.objects.filter(state__in=recorded, outcomes__isnull=True):
        yield case.reference, "l'issue est dite constatée et n'est pas écrite"


def _money() -> Iterator[tuple[str, str]]:
    payments = Event.objects.filter(type=Act.RECORD_PAYMENT.value).values("case").annotate(n=Count("id"))
    told = {row["case"]: row["n"] for row in payments}
    held = {row["case"]: row["n"] for row in Receipt.objects.values("case").annotate(n=Count("id"))}
    for case_id in told.keys() | held.keys():
        if told.get(case_id, 0) != held.get(case_id, 0):
            yield str(case_id), f"{told.get(case_id, 0)} paiements au journal, {held.get(case_id, 0)} reçus"


def _chains() -> Iterator[tuple[str, str]]:
    for link in verify().broken:
        yield link.where, link.why
    emptied = Case.objects.filter(purged_on=None, events__body__content=b"")
    for reference in emptied.values_list("reference", flat=True).distinct():
        yield reference, "le contenu d'une inscription a été vidé sans effacement consigné"
    written = Purge.objects.values("reference")
    for case in Case.objects.filter(purged_on__isnull=False).exclude(reference__in=written):
        yield case.reference, "le dossier est dit effacé et rien ne le consigne"


def _expiries(today: date) -> Iterator[tuple[str, str]]:
    running = [state.value for state in MONTH_RUNNING]
    for case in Case.objects.filter(state__in=running, last_day__lt=today, expirytasks__isnull=True):
        yield case.reference, f"le mois a pris fin le {case.last_day} et aucune tâche ne le dit"
    for task in ExpiryTask.objects.filter(on__lte=F("case__last_day")).select_related("case"):
        yield task.case.reference, "une tâche d'expiration est venue avant la fin du mois"


def _outbox(at: datetime) -> Iterator[tuple[str, str]]:
    for message in Message.objects.filter(state="pending", created_at__lt=at - STUCK).select_related("case"):
        yield message.case.reference, f"« {message.effect} » attend depuis plus d'un jour"
    for message in Message.objects.filter(state="done", proof={}, case__purged_on=None).select_related(
        "case"
    ):
        yield message.case.reference, f"« {message.effect} » est dit fait, sans preuve"


def _replay() -> Iterator[tuple[str, str]]:
    """The state kept is the one that the journal leads to, act by act, through the table."""
    lines = Event.objects.order_by("case_id", "number").values_list("case_id", "case__pack", "type")
    led: dict[object, State] = {}
    for case_id, name, act in lines.iterator():
        target = pack(name)[Act(act)].target
        led[case_id] = target or led.get(case_id, State.DRAFT)
    for case in Case.objects.only("pk", "reference", "state").iterator():
        if led.get(case.pk, State.DRAFT) != case.state:
            yield case.reference, f"l'état « {case.state} » n'est pas celui où mène le journal"


def _papers() -> Iterator[tuple[str, str]]:
    for document in (
        Document.objects.filter(Q(case__purged_on=None) | Q(kind__in=FOR_EVER))
        .select_related("case")
        .iterator()
    ):
        try:
            store().get(document.sha256)
        except Missing as gone:
            yield document.case.reference, str(gone)


def _no_money_in_the_month() -> Iterator[tuple[str, str]]:
    for receipt in Receipt.objects.select_related("case").prefetch_related("case__outcomes"):
        outcome = receipt.case.outcomes.first()
        if receipt.case.dispatched_on and (outcome is None or receipt.on < outcome.on):
            yield receipt.case.reference, f"un paiement du {receipt.on} précède l'issue constatée"
