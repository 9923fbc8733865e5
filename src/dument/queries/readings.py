"""Who read what: of one case, and who reads more than work asks for. Reads only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Count

from dument.queries.words import DOCUMENTS
from dument.records.accounts.models import User
from dument.records.keeping.models import Reading

ROLES = {
    "officer": "commissaire de justice",
    "clerk": "clerc",
    "accountant": "comptable",
    "creditor": "créancier",
    "debtor": "débiteur",
}
PAGES = {
    "case": "le dossier",
    "journal": "le journal",
    "letter": "l'aperçu de la lettre",
    "conflict": "la déclaration de conflits d'intérêts",
    "act": "le formulaire d'un acte",
    "draft": "le projet d'un document",
    "evidence": "la pièce",
    "messages": "les messages",
    "attachment": "le fichier du message",
    "assign": "qui suit le dossier",
    "sign_on": "la page d'émargement",
    "readings": "la liste des consultations",
    "hold": "la conservation du dossier",
    "export": "copie emportée de ses données",
}
NUMBERED = frozenset({"evidence", "attachment"})
PARTIES = ("creditor", "debtor")
SHOWN = 200
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingRead:
    """One reading: when, by whom (a name for the office alone), in which role, of what; of a paper, its number."""

    at: datetime
    who: str
    role: str
    what: str
    number: str = ""

    @property
    def told(self) -> str:
        """Return what was read, in French, with its number."""
        return f"{self.what} n° {self.number}" if self.number else self.what


@dataclass(frozen=True, slots=True, kw_only=True)
class Unusual:
    """Somebody who read more cases within a day than the quota, or a case that nobody has a reason to open."""

    reader: str
    cases: int
    canary: bool


def of_case(case_id: UUID, *, named: bool) -> tuple[ReadingRead, ...]:
    """Return the last readings of a case, the latest first.

    `named` gives every reading with its name, for the office. The person concerned is told the office's, by role
    and instant only (RGPD 15): when the other party opened his letter is not his to know.
    """
    kept = Reading.objects.filter(case_id=case_id)
    rows = list((kept if named else kept.exclude(role__in=PARTIES))[:SHOWN])
    people = [row.reader for row in rows if row.role not in PARTIES] if named else []
    names = {str(pk): name for pk, name in User.objects.filter(pk__in=people).values_list("pk", "full_name")}
    return tuple(
        ReadingRead(
            at=row.at,
            who=names.get(row.reader, ""),
            role=ROLES.get(row.role, row.role),
            what=what,
            number=number,
        )
        for row in rows
        for what, number in [_told(row.what)]
    )


def _told(what: str) -> tuple[str, str]:
    """Return what was read, and its number where it has one."""
    page, _, more = what.partition("/")
    if page == "paper":
        kind, _, rank = more.partition("/")
        return DOCUMENTS.get(kind, kind), rank
    return PAGES.get(page, page), more if page in NUMBERED else ""


def unusual(at: datetime) -> list[Unusual]:
    """Return who read, within the day before that instant, more cases than the quota, or a canary.

    A party who takes his own data away is not counted.
    """
    lately = Reading.objects.filter(at__gt=at - A_DAY, at__lte=at).exclude(role__in=PARTIES)
    canaries = set(
        lately.filter(case__reference__in=settings.DUMENT_CANARIES).values_list("reader", flat=True)
    )
    counted = dict(lately.values_list("reader").annotate(n=Count("case", distinct=True)).order_by("reader"))
    return [
        Unusual(reader=reader, cases=number, canary=reader in canaries)
        for reader, number in counted.items()
        if reader in canaries or number > settings.DUMENT_READING_QUOTA
    ]
