"""Drafts: what a creditor types or drops before he files."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from uuid import UUID, uuid5

from dument.actions import _debt, quotas
from dument.actions.discarding import discard_files
from dument.actions.references import new_reference
from dument.law.money import cents
from dument.ports.photos import is_heic
from dument.ports.scanner import scanner
from dument.ports.storage import store
from dument.procedure.states import State
from dument.records import clocks
from dument.records.accounts.models import Office
from dument.records.cases.models import Case, Claim, ClaimLine, Evidence, Party
from dument.records.ids import new_id

log = logging.getLogger(__name__)
MAX_EVIDENCE = 20
MAX_EVIDENCE_BYTES = 10 * 1024 * 1024
# What a file is, told by its first bytes; anything else is refused.
MEDIA_TYPES = {b"%PDF-": "application/pdf", b"\x89PNG\r\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


class NotADraft(Exception):
    """The case was filed: its draft can no longer be changed."""


class BadEvidence(ValueError):
    """The file cannot be taken; the message says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyGiven:
    """A party as typed. `kind` is one of the words of FORMAT (artisan, consumer, company…)."""

    name: str
    kind: str
    address: str = ""
    postcode: str = ""
    city: str = ""
    insee: str = ""
    country: str = "FR"
    siren: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineGiven:
    """One element of the debt, in euros; `kind` is principal, penalty or indemnity."""

    label: str
    amount: Decimal
    due_on: date | None = None
    kind: str = "principal"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftGiven:
    """A whole draft as typed. Interest is a fixed sum, or a rate and its first day."""

    creditor: PartyGiven
    debtor: PartyGiven
    lines: Sequence[LineGiven]
    cause: str
    basis: str
    due_on: date
    interest: Decimal = Decimal(0)
    interest_from: date | None = None
    interest_rate: str = ""
    invoiced_between_merchants: bool | None = False
    mandate_on: date | None = None
    office_id: UUID | None = None
    insolvency: str = "none"

    def total(self, *kinds: str) -> int:
        """Return the cents of the lines of those kinds."""
        return sum(cents(line.amount) for line in self.lines if line.kind in kinds)


def save(*, creditor_id: UUID, given: DraftGiven, case_id: UUID | None = None, once: str = "") -> Case:
    """Write a draft, new or again, and return its case.

    `once` names one sending of the form of a new draft: sent twice, even at the same time, it makes one draft.
    Raises NotADraft when the case was filed, TooMuch when the creditor has too many drafts; the database refuses
    a principal that is not positive.
    """
    with clocks.agreeing():
        if case_id:
            case = locked_draft(creditor_id, case_id)
        else:
            claim = _claim(creditor_id, once)
            if begun := claim.cases.first():
                return begun
            case = Case(claim=claim, reference=new_reference())
        for name, value in _values(given).items():
            setattr(case, name, value)
        case.save()
        for model in (Party, ClaimLine):
            model.objects.filter(case=case).delete()
        for role, who in (("creditor", given.creditor), ("debtor", given.debtor)):
            Party.objects.create(case=case, role=role, **_fields(who))
        for rank, line in enumerate(given.lines, start=1):
            ClaimLine.objects.create(
                case=case,
                rank=rank,
                kind=line.kind,
                label=line.label,
                amount_cents=cents(line.amount),
                due_on=line.due_on,
            )
        if case.claim.debtors > 1:
            _debt.follow(case)
    return case


def _fields(who: PartyGiven) -> dict[str, str]:
    return {name: getattr(who, name) for name in PartyGiven.__dataclass_fields__}


def _claim(creditor_id: UUID, once: str) -> Claim:
    """Return the claim of a new draft: under its own key, so that the database itself refuses a second one."""
    quotas.count_under_lock(creditor_id)
    quotas.room_for_a_draft(creditor_id)
    key = uuid5(creditor_id, once) if once else new_id()
    claim, _ = Claim.objects.get_or_create(pk=key, defaults={"creditor_id": creditor_id})
    return claim


def locked_draft(creditor_id: UUID, case_id: UUID) -> Case:
    """Return the creditor's draft, locked with its claim, its version counted on. Raises NotADraft.

    The claim comes first: whoever changes the drafts of its other debtors never waits for who waits for him.
    """
    Claim.objects.select_for_update(of=("self",)).filter(cases=case_id, creditor_id=creditor_id).first()
    case = (
        Case.objects.select_for_update(of=("self",))
        .select_related("claim")
        .get(pk=case_id, claim__creditor_id=creditor_id)
    )
    if case.state != State.DRAFT:
        raise NotADraft("Ce dossier a été confié à l'étude : il ne se modifie plus comme un brouillon.")
    case.version += 1
    return case


def _values(given: DraftGiven) -> dict[str, object]:
    return {
        "cause": given.cause,
        "basis": given.basis,
        "due_on": given.due_on,
        "principal_cents": given.total("principal"),
        "other_cents": given.total("penalty", "indemnity"),
        "interest_cents": cents(given.interest),
        "interest_from": given.interest_from,
        "interest_rate": given.interest_rate,
        "interest_frozen": given.interest_from is None,
        "invoiced_between_merchants": given.invoiced_between_merchants,
        "mandate_on": given.mandate_on,
        "insolvency": given.insolvency,
        "chosen_office": Office.objects.get(pk=given.office_id) if given.office_id else None,
    }


def add_evidence(*, case_id: UUID, name: str, content: bytes) -> Evidence:
    """Keep a file that supports the claim and return its row; the bytes are stored as they came.

    Taken: PDF, PNG or JPEG, 10 MB and 20 files at most, told by their first bytes. A file already there is kept once.
    Raises BadEvidence, NotADraft, TooMuch.
    """
    media_type = media_type_of(content)
    digest = sha256(content).hexdigest()
    # Looked at before too: bytes that no draft has room for are not kept.
    if there := _already_there(Case.objects.get(pk=case_id), digest):
        return there
    quotas.room_for_a_file(Case.objects.select_related("claim").get(pk=case_id), len(content))
    keep(content)
    with clocks.agreeing():
        case = Case.objects.select_related("claim").select_for_update(of=("self",)).get(pk=case_id)
        if there := _already_there(case, digest):
            return there
        quotas.count_under_lock(case.claim.creditor_id)
        quotas.room_for_a_file(case, len(content))
        return Evidence.objects.create(
            case=case,
            rank=Evidence.objects.filter(case=case).count() + 1,
            name=name[:160],
            media_type=media_type,
            sha256=digest,
            size=len(content),
        )


def media_type_of(content: bytes) -> str:
    """Return what those bytes are, told by the first of them. Raises BadEvidence for any other kind, or over 10 MB."""
    media_type = next((kind for magic, kind in MEDIA_TYPES.items() if content.startswith(magic)), None)
    if media_type is None and is_heic(content):
        raise BadEvidence(
            "Cette photo est au format HEIC, que beaucoup d'appareils ne lisent pas. Sur un iPhone : Réglages, "
            "Appareil photo, Formats, « Le plus compatible », puis reprenez-la ; ou convertissez-la en PDF."
        )
    if media_type is None:
        raise BadEvidence("Ce fichier n'est ni un PDF, ni une image PNG ou JPEG : convertissez-le en PDF.")
    if len(content) > MAX_EVIDENCE_BYTES:
        raise BadEvidence("Ce fichier dépasse 10 Mo : réduisez-le, ou partagez-le en plusieurs.")
    return media_type


def keep(content: bytes) -> None:
    """Store a file that somebody gives, once the antivirus has looked at it. Raises BadEvidence, TryAgain."""
    if scanner().found(content):
        log.error("harmful_file")
        raise BadEvidence(
            "L'antivirus reconnaît dans ce fichier un programme nuisible : il n'a pas été reçu."
        )
    store().put(content)


def _already_there(case: Case, digest: str) -> Evidence | None:
    """Return the draft's file of that hash, or None when there is room for it. Raises BadEvidence, NotADraft."""
    if case.state != State.DRAFT:
        raise NotADraft("Ce dossier a été confié à l'étude : envoyez-lui cette pièce par message.")
    held = Evidence.objects.filter(case=case)
    there = held.filter(sha256=digest).first()
    if there is None and held.count() >= MAX_EVIDENCE:
        raise BadEvidence(f"Vous avez déjà joint {MAX_EVIDENCE} pièces : c'est le maximum.")
    return there


def remove_evidence(*, case_id: UUID, sha256: str) -> None:
    """Take a file off a draft, and number again those that follow; nothing happens when it is not there.

    Raises NotADraft.
    """
    with clocks.agreeing():
        case = Case.objects.select_for_update(of=("self",)).get(pk=case_id)
        if case.state != State.DRAFT:
            raise NotADraft("Ce dossier a été confié à l'étude : ses pièces ne se retirent plus.")
        # The hash, which came from a form, is compared here: PostgreSQL breaks on a null byte in a question.
        held = list(Evidence.objects.filter(case=case).order_by("rank"))
        for row in held:
            if row.sha256 == sha256:
                row.delete()
                discard_files([sha256])
        for rank, row in enumerate((row for row in held if row.sha256 != sha256), start=1):
            Evidence.objects.filter(pk=row.pk).update(rank=rank)


def move_evidence(*, case_id: UUID, sha256: str, earlier: bool) -> None:
    """Exchange a file of a draft with the one before it, or after; nothing happens at the end of the list.

    Raises NotADraft.
    """
    with clocks.agreeing():
        case = Case.objects.select_for_update(of=("self",)).get(pk=case_id)
        if case.state != State.DRAFT:
            raise NotADraft("Ce dossier a été confié à l'étude : l'ordre de ses pièces ne change plus.")
        rows = list(Evidence.objects.filter(case=case).order_by("rank"))
        place = next((rank for rank, row in enumerate(rows) if row.sha256 == sha256), None)
        other = None if place is None else place - 1 if earlier else place + 1
        if place is None or other is None or not 0 <= other < len(rows):
            return
        moved, passed = rows[place], rows[other]
        # Two files never bear one number, even for a moment: one steps aside.
        for row, rank in ((moved, MAX_EVIDENCE + 1), (passed, moved.rank), (moved, passed.rank)):
            Evidence.objects.filter(pk=row.pk).update(rank=rank)
