"""One's own data, to be taken away (RGPD 15 and 20): as plain values, with nothing that is somebody else's.

Fields are named one by one: a column added to a case is in no export until somebody decides that it is one's own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from dument.procedure.packs import pack
from dument.procedure.states import Act
from dument.queries import readings
from dument.queries.cases import CaseRead, read_case
from dument.queries.creditor import as_creditor
from dument.queries.debtor import debtor_case
from dument.queries.margins import margin_of_creditor
from dument.queries.parts import PartyRead
from dument.records.cases.models import Case

# Cases in one archive: an archive is made while its reader waits.
AT_ONCE = 50
OFFICERS_OWN = frozenset({"debtor_copy", "code_letter", "conflict_declaration"})
Plain = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file of an export: its name in the archive, its hash."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """What one person takes away: plain values by case, and files. `parts` counts the archives there are."""

    cases: Sequence[Plain]
    files: Sequence[File]
    case_ids: Collection[UUID]
    parts: int = 1


def of_debtor(*, case_id: UUID, at: datetime) -> Export:
    """Return what the holder of a letter's code may take away of his case; raise Case.DoesNotExist.

    Neither the creditor's margin and accounts, nor what he and the office write to each other.
    """
    read = debtor_case(case_id=case_id, at=at)
    told = dict(_case(read.case, "debtor")) | {
        "creancier": {"nom": read.case.creditor.name, "adresse": _address(read.case.creditor)},
        "debiteur": _party(read.case.debtor),
    }
    papers = [(paper.kind, paper.rank, paper.sha256) for paper in read.papers]
    return Export(cases=[told], files=_files(read.case, papers), case_ids=[case_id])


def of_creditor(*, creditor_ids: Collection[UUID], at: datetime, part: int = 1) -> Export:
    """Return what a creditor may take away of his cases, the latest first, fifty at a time."""
    mine = Case.objects.filter(claim__creditor_id__in=creditor_ids, purged_on=None).order_by(
        "-created_at", "pk"
    )
    parts = max(1, -(-mine.count() // AT_ONCE))
    chosen = mine[(min(part, parts) - 1) * AT_ONCE : min(part, parts) * AT_ONCE]
    cases: list[Plain] = []
    files: list[File] = []
    ids = []
    for case_id, reference in chosen.values_list("pk", "reference"):
        read = as_creditor(read_case(mine.order_by(), reference, at))
        margin = margin_of_creditor(creditor_ids=creditor_ids, reference=reference)
        cases.append(
            dict(_case(read, "creditor"))
            | {
                "creancier": _party(read.creditor),
                "debiteur": _party(read.debtor),
                "marge": {name: str(value) for name, value in asdict(margin.margin).items()}
                if margin
                else None,
                "mandat": str(read.mandate_on or ""),
            }
        )
        papers = [(one.kind, one.rank, one.sha256) for one in read.papers if one.kind not in OFFICERS_OWN]
        files += _files(read, papers)
        ids.append(case_id)
    return Export(cases=cases, files=files, case_ids=ids, parts=parts)


def _files(read: CaseRead, papers: Sequence[tuple[str, int, str]]) -> list[File]:
    here = read.reference
    kinds = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}
    made = [File(name=f"{here}/documents/{kind}-{rank}.pdf", sha256=sha256) for kind, rank, sha256 in papers]
    return made + [
        File(name=f"{here}/pieces/piece-{one.rank}.{kinds[one.media_type]}", sha256=one.sha256)
        for one in read.evidence
    ]


def _case(read: CaseRead, party: str) -> Plain:
    """Return what that party of a case may take away; the other's own words are not his."""
    rows = pack(read.pack)
    return {
        "reference": read.reference,
        "etat": read.state_label,
        "etude": f"{read.office.name}, {read.office.city}" if read.office else "",
        "creance": {
            "origine": read.cause_label,
            "fondement": read.basis,
            "principal": str(read.principal),
            "interets": str(read.interest),
            "autres": str(read.other),
            "exigible_le": str(read.due_on),
            "elements": [
                {"libelle": one.label, "nature": one.nature, "montant": str(one.amount)} for one in read.lines
            ],
        },
        "mois": {
            "envoi": read.dispatch_proof,
            "dernier_jour": str(read.facts.month.last_day) if read.facts.month else "",
        },
        "reponses": [
            {
                "qui": one.who, "quoi": one.sentence, "le": str(one.on), "moyen": one.channel,
                **({"dit_par": one.said_by, "texte": one.text} if one.party == party else {}),
            }
            for one in read.answers
        ],
        "propositions": [
            {
                "numero": one.version, "le": str(one.on), "montant": str(one.amount),
                "echeances": [{"le": str(part.on), "montant": str(part.amount)} for part in one.parts],
                "accord_du_creancier": str(one.creditor_on or ""), "accord_du_debiteur": str(one.debtor_on or ""),
            }
            for one in read.proposals
        ],
        "paiements": [{"le": str(one.on), "montant": str(one.amount)} for one in read.receipts],
        "paiements_annules": [
            {
                "le": str(one.payment.on), "montant": str(one.payment.amount), "annule_le": str(one.on),
                "motif": one.because, "precision": one.words,
            }
            for one in read.cancelled
        ],
        "etapes": [
            {"le": str(one.on), "quoi": rows[Act(one.type)].label, "article": one.article}
            for one in read.journal.entries
        ],
        "pieces": [
            {"rang": one.rank, "nom": one.name, "octets": one.size, "sha256": one.sha256}
            for one in read.evidence
        ],
        "consultations": [
            {"le": one.at.isoformat(timespec="minutes"), "fonction": one.role, "quoi": one.told}
            for one in readings.of_case(read.id, named=False)
        ],
    }  # fmt: skip


def _address(party: PartyRead) -> str:
    return f"{party.address}, {party.postcode} {party.city}".strip(", ")


def _party(party: PartyRead) -> Plain:
    return {
        "nom": party.name,
        "qualite": party.quality,
        "siren": party.siren,
        "adresse": _address(party),
        "courriel": party.email,
        "telephone": party.phone,
    }
