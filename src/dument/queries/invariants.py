"""What must hold whatever happened (I1 to I13), looked at without changing anything."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import chain, groupby
from uuid import UUID

from django.db.models import Count, F, Max, Prefetch, Q

from dument.law.deadlines import one_month
from dument.law.money import cents
from dument.ports.letters import carrier
from dument.ports.storage import Missing, store
from dument.procedure.packs import pack
from dument.procedure.states import MONTH_RUNNING, OUTCOME_RECORDED, Act, State
from dument.queries.journal import verify
from dument.records import awaiting, copies, payments
from dument.records.cases.models import Case, Claim, Evidence, Outcome
from dument.records.desk.models import RegisterEntry
from dument.records.documents.models import Document
from dument.records.journal.models import Event
from dument.records.keeping.models import Purge
from dument.records.money.models import Receipt, ReceiptCancellation
from dument.records.outbox.models import WITHHELD, ExpiryTask, Message
from dument.records.reading import GIVEN_UP, standing_consents, territories
from dument.records.time_over import FOR_EVER

STUCK = timedelta(hours=24)
AGREEMENT = "R125-5 4°"
# Effects that a carrier knows by their key; the others are e-mails, or letters when the debtor has no address.
POSTED = ("send_letter", "send_code", "deliver_debtor_copy")


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
        "I11": _shares,
        "I12": _awaited,
        "I13": _register,
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


def _of(message: Message) -> str:
    """Return what a message is about: its case, or itself when it is of none (a digest)."""
    return message.case.reference if message.case else message.key


def _one_letter() -> Iterator[tuple[str, str]]:
    """Each letter of the outbox comes from one act, and the carrier holds it under the number that we kept."""
    for message in (
        Message.objects.filter(effect__in=POSTED, case__purged_on=None).select_related("case").iterator()
    ):
        seen = carrier().seen(message.key)
        if message.state == "done" and seen is None and WITHHELD not in message.proof:
            yield _of(message), "la lettre est dite remise, le transporteur ne la connaît pas"
        if seen and message.proof and message.proof.get("number") != seen.number:
            yield _of(message), "le numéro du transporteur diffère de la preuve gardée"
    acts: Counter[tuple[UUID, str]] = Counter()
    letters: Counter[tuple[UUID, str]] = Counter()
    kept = Event.objects.filter(case__purged_on=None).values_list("case_id", "case__pack", "type")
    for case_id, name, act in kept.iterator():
        acts.update((case_id, effect) for effect in pack(name)[Act(act)].effects if effect in POSTED)
    asked = Message.objects.filter(effect__in=POSTED, case__purged_on=None)
    letters.update(asked.values_list("case_id", "effect"))
    differ = {key for key in acts.keys() | letters.keys() if acts[key] != letters[key]}
    names = _references({case_id for case_id, _ in differ})
    for case_id, effect in sorted(differ):
        why = f"{letters[case_id, effect]} « {effect} » pour {acts[case_id, effect]} acte(s) qui en demandent"
        yield names[case_id], why


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
    titles = Document.objects.filter(kind="title").select_related("case").prefetch_related("case__outcomes")
    for document in titles.iterator(chunk_size=500):
        outcome = document.case.outcomes.first()
        if outcome is None or outcome.ending != AGREEMENT:
            yield document.case.reference, "un titre existe sans accord constaté"
        elif document.case.purged_on is None and not _agreed_in_time(document.case):
            yield document.case.reference, "un titre existe sans les deux consentements donnés dans le mois"
    for row in Outcome.objects.values("case__reference").annotate(n=Count("id")).filter(n__gt=1):
        yield row["case__reference"], f"{row['n']} issues constatées au lieu d'une"
    recorded = [state.value for state in OUTCOME_RECORDED]
    for case in Case.objects.filter(state__in=recorded, outcomes__isnull=True):
        yield case.reference, "l'issue est dite constatée et n'est pas écrite"


def _agreed_in_time(case: Case) -> bool:
    """Tell whether both parties had consented to a same version by the last day of the month (R125-4, R125-5)."""
    given: dict[int, set[str]] = defaultdict(set)
    for consent in standing_consents(case):
        if case.last_day and consent.on <= case.last_day:
            given[consent.version].add(consent.party)
    return any(parties >= {"creditor", "debtor"} for parties in given.values())


def _money() -> Iterator[tuple[str, str]]:
    """What the receipts of a case less those cancelled add up to, cent for cent, is what its journal tells."""
    told: dict[UUID, list[int]] = defaultdict(list)
    held: dict[UUID, list[int]] = defaultdict(list)
    emptied: set[UUID] = set()
    for case_id, act, body in _bodies(Act.RECORD_PAYMENT, Act.CANCEL_PAYMENT):
        if body is None:
            emptied.add(case_id)
        else:
            sign = -1 if act == Act.CANCEL_PAYMENT else 1
            told[case_id].append(sign * cents(Decimal(str(body["amount"]))))
    for case_id, amount in Receipt.objects.values_list("case_id", "amount_cents").iterator():
        held[case_id].append(amount)
    gone = ReceiptCancellation.objects.values_list("case_id", "receipt__amount_cents")
    for case_id, amount in gone.iterator():
        held[case_id].append(-amount)
    differ = {pk for pk in (told.keys() | held.keys()) - emptied if sorted(told[pk]) != sorted(held[pk])}
    names = _references(differ)
    for case_id in sorted(differ):
        journal, receipts = told[case_id], held[case_id]
        yield (
            names[case_id],
            f"{len(journal)} paiement(s) de {sum(journal)} centimes au journal, "
            f"{len(receipts)} reçu(s) de {sum(receipts)} centimes",
        )
    strangers = ReceiptCancellation.objects.exclude(receipt__case=F("case"))
    for reference in strangers.values_list("case__reference", flat=True):
        yield reference, "un paiement y est annulé, qui est d'un autre dossier"


def _references(cases: set[UUID]) -> Mapping[UUID, str]:
    return dict(Case.objects.filter(pk__in=cases).values_list("pk", "reference"))


def _bodies(*acts: Act) -> Iterator[tuple[UUID, str, Mapping[str, object] | None]]:
    """Give each line of the journal, of those acts or of all: its case, its act, its body if it was not emptied."""
    lines = Event.objects.order_by("case_id", "number")
    if acts:
        lines = lines.filter(type__in=[act.value for act in acts])
    for case_id, act, content in lines.values_list("case_id", "type", "body__content").iterator():
        yield case_id, act, json.loads(bytes(content)) if content else None


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
    for row in ExpiryTask.objects.values("case__reference").annotate(n=Count("id")).filter(n__gt=1):
        yield row["case__reference"], f"{row['n']} tâches d'expiration au lieu d'une"
    for task in ExpiryTask.objects.filter(on__lte=F("case__last_day")).select_related("case"):
        yield task.case.reference, "une tâche d'expiration est venue avant la fin du mois"
    months = Case.objects.filter(state__in=running).select_related("office").prefetch_related("parties")
    for case in months.iterator(chunk_size=500):
        if case.dispatched_on:
            month = one_month(dispatched_on=case.dispatched_on, territories=territories(case))
            if month.extended_local != case.last_day:
                yield case.reference, f"le dernier jour gardé ({case.last_day}) n'est pas celui de la loi"


def _outbox(at: datetime) -> Iterator[tuple[str, str]]:
    """Nothing has been due for a day without being tried (what is tried again is due later), nor done unproven."""
    for message in Message.objects.filter(state="pending", next_at__lt=at - STUCK).select_related("case"):
        yield _of(message), f"« {message.effect} » est à faire depuis plus d'un jour"
    for message in Message.objects.filter(state="done", proof={}, case__purged_on=None).select_related(
        "case"
    ):
        yield _of(message), f"« {message.effect} » est dit fait, sans preuve"


def _replay() -> Iterator[tuple[str, str]]:
    """The state kept is the one that the journal leads to, and each act was open in the state before it."""
    lines = Event.objects.order_by("case_id", "number")
    told = lines.values_list("case_id", "case__reference", "case__pack", "number", "type").iterator()
    led: dict[UUID, State] = {}
    for case_id, lines_of in groupby(told, key=lambda line: line[0]):
        state = State.DRAFT
        for _, reference, name, number, act in lines_of:
            row = pack(name)[Act(act)]
            if state not in row.sources:
                yield reference, f"ligne n° {number} : « {act} » n'est pas possible dans l'état « {state} »"
            state = row.target or state
        led[case_id] = state
    for case in Case.objects.only("pk", "reference", "state").iterator():
        if led.get(case.pk, State.DRAFT) != case.state:
            yield case.reference, f"l'état « {case.state} » n'est pas celui où mène le journal"


def _papers() -> Iterator[tuple[str, str]]:
    """Papers and evidence are there, byte for byte, told by the journal; no code is kept once sent or given up."""
    papers = Document.objects.filter(Q(case__purged_on=None) | Q(kind__in=FOR_EVER))
    pieces = Evidence.objects.filter(case__purged_on=None)
    named = ("case__reference", "sha256")
    for reference, sha256 in chain(papers.values_list(*named), pieces.values_list(*named)):
        try:
            store().get(sha256)
        except Missing as gone:
            yield reference, str(gone)
    for reference, name in copies.done_with():
        if store().hides(name):
            yield reference, "une copie de la lettre, avec son code, est encore gardée"
    told: dict[UUID, set[str]] = defaultdict(set)
    emptied: set[UUID] = set()
    for case_id, _, body in _bodies():
        if body is None:
            emptied.add(case_id)
        else:
            listed: list[dict[str, str]] = body.get("documents", [])  # type: ignore[assignment]
            told[case_id].update(paper["sha256"] for paper in listed)
    for document in Document.objects.select_related("case").iterator():
        if document.case_id not in emptied and document.sha256 not in told[document.case_id]:
            yield document.case.reference, f"aucune ligne du journal ne dit le document « {document.kind} »"


def _no_money_in_the_month() -> Iterator[tuple[str, str]]:
    for receipt in Receipt.objects.select_related("case").prefetch_related("case__outcomes"):
        outcome = receipt.case.outcomes.first()
        if receipt.case.dispatched_on and (outcome is None or receipt.on < outcome.on):
            yield receipt.case.reference, f"un paiement du {receipt.on} précède l'issue constatée"


def _shares() -> Iterator[tuple[str, str]]:
    """Shares come to the claim and never to more; who owes the whole owes no more than it (C. civ. 1309, 1313)."""
    kept = Case.objects.exclude(state__in=GIVEN_UP)
    several = Claim.objects.filter(debtors__gt=1).prefetch_related(Prefetch("cases", kept, to_attr="living"))
    for claim in several.iterator(chunk_size=500):
        living: list[Case] = claim.living
        owed = [case.principal_cents + case.other_cents for case in living]
        claimed, whole = (max if claim.solidarity_basis else sum)(owed or [0]), claim.whole_cents or 0
        drafts = bool(living) and all(case.state == State.DRAFT for case in living)
        if claimed > whole or (drafts and claimed != whole):
            yield living[0].reference, f"{claimed} centimes réclamés en tout, pour une créance de {whole}"
    yield from _paid_once()


def _paid_once() -> Iterator[tuple[str, str]]:
    """What the debtors of one solidary claim paid in all never exceeds it (C. civ. 1313)."""
    solidary = Claim.objects.exclude(solidarity_basis="").prefetch_related(
        "cases__receipts", "cases__receiptcancellations"
    )
    for claim in solidary.iterator(chunk_size=500):
        cases = list(claim.cases.all())
        owed = max(case.claimed_cents for case in cases)
        paid = sum(receipt.amount_cents for case in cases for receipt in payments.standing(case))
        if paid > owed:
            yield cases[0].reference, f"{paid} centimes payés en tout, pour une dette solidaire de {owed}"


def _awaited() -> Iterator[tuple[str, str]]:
    """What a queue says that a case waits for is what its rows tell."""
    for case, truth in awaiting.wrong():
        yield case.reference, f"le dossier est dit en attente de « {case.awaits} », et l'est de « {truth} »"


def _register() -> Iterator[tuple[str, str]]:
    """The numbers of an office's register follow one another in the year: each is borne once, none is missing."""
    years = RegisterEntry.objects.values("office_id", "year").order_by("office_id", "year")
    for one in years.annotate(last=Max("number"), many=Count("pk")).exclude(last=F("many")):
        named = RegisterEntry.objects.select_related("case").get(
            office=one["office_id"], year=one["year"], number=one["last"]
        )
        why = f"le registre de {one['year']} en est au numéro {one['last']}, pour {one['many']} acte(s) inscrit(s)"
        yield named.case.reference, why
