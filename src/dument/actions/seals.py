"""Seals of the journal: a Merkle root of the heads that moved, stamped (RFC 3161)."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from django.db import IntegrityError
from django.db.models import F, Max, Q

from dument.ports import merkle
from dument.ports.faults import reached
from dument.ports.timestamps import authority
from dument.records import clocks
from dument.records.cases.models import Case
from dument.records.documents.models import Document
from dument.records.journal.leaves import leaf, previous_leaf
from dument.records.journal.models import Seal, SealedHead, SealedPaper
from dument.records.reading import legal_day


def seal(at: datetime) -> Seal | None:
    """Seal the heads that moved and the titles issued since the last seal; return it, or None when nothing moved.

    None too when another process sealed at the same time: what it left waits for the next seal. The token is
    asked for before the transaction, and looked at: one that stands for something else seals nothing. Raises
    TryAgain when the authority is down or clocks disagree, NeverAgain when it lies.
    """
    clocks.require()
    last = Seal.objects.order_by("-number").first()
    heads = list(
        Case.objects.annotate(sealed=Max("sealed_heads__number"))
        .filter(last_number__gt=0)
        .filter(Q(sealed=None) | Q(last_number__gt=F("sealed")))
        .order_by("pk")
        .values_list("pk", "last_number", "head")
    )
    if not heads:
        return None
    papers = list(
        Document.objects.filter(kind__in=("title", "debtor_copy"))
        .exclude(sha256__in=SealedPaper.objects.values("sha256"))
        .order_by("pk")
        .values_list("sha256", flat=True)
    )
    previous = last.root if last else ""
    digests = [bytes.fromhex(paper) for paper in papers]
    root = merkle.root([previous_leaf(previous), *(leaf(*head) for head in heads), *digests])
    digest = sha256(root).digest()
    token = authority().stamp(digest, at=at)
    authority().verify(token, digest)
    reached("seal.stamped")
    try:
        with clocks.agreeing():
            made = Seal.objects.create(
                number=last.number + 1 if last else 1,
                at=at,
                on=legal_day(at),
                root=root.hex(),
                previous_root=previous,
                token=token,
            )
            SealedHead.objects.bulk_create(
                SealedHead(seal=made, rank=rank, case_id=case_id, number=number, head=head)
                for rank, (case_id, number, head) in enumerate(heads, start=1)
            )
            SealedPaper.objects.bulk_create(
                SealedPaper(seal=made, rank=rank, sha256=paper) for rank, paper in enumerate(papers, start=1)
            )
            reached("seal.in_transaction")
    except IntegrityError:  # two seals of one number: the other was first
        return None
    return made
