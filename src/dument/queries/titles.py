"""Which papers were made here: what a valid signature alone does not tell."""

from __future__ import annotations

from datetime import date

from django.db.models import OuterRef, Subquery

from dument.records.documents.models import Document
from dument.records.payments import CERTIFICATE, WITHDRAWAL


def made_here(sha256: str) -> bool:
    """Tell whether a paper of these very bytes belongs to a case of this platform; it tells nothing of which."""
    return Document.objects.filter(sha256=sha256).exists()


def withdrawn_on(sha256: str) -> date | None:
    """Return the day a notice took back the certificate of payment of these very bytes.

    None while it stands, and for any other paper: its signature stays valid, what it says is true no more.
    """
    notice = Document.objects.filter(kind=WITHDRAWAL, case=OuterRef("case"), rank=OuterRef("rank"))
    found = Document.objects.filter(kind=CERTIFICATE, sha256=sha256)
    day: date | None = found.values_list(Subquery(notice.values("on")[:1]), flat=True).first()
    return day
