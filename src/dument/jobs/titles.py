"""Titles that no line of the journal tells of: a row added by hand, a signature given beside the procedure."""

from __future__ import annotations

import json
from datetime import datetime

from dument.records.documents.models import Document
from dument.records.journal.models import EventBody


def unwritten(at: datetime) -> int:  # as every reconciler
    """Count the titles and copies kept here that the journal of their case does not tell of.

    A case whose body was emptied by retention is left aside: its seals (SealedPaper) still tell.
    """
    papers = Document.objects.filter(kind__in=("title", "debtor_copy")).values_list("case_id", "sha256")
    found = 0
    for case_id, sha256 in papers.iterator(chunk_size=2000):
        lines = EventBody.objects.filter(event__case_id=case_id, event__type="issue_title")
        bodies = [bytes(content) for content in lines.values_list("content", flat=True)]
        emptied = bodies and not any(bodies)
        found += not emptied and sha256 not in _told(bodies)
    return found


def _told(bodies: list[bytes]) -> set[str]:
    return {paper["sha256"] for body in bodies if body for paper in json.loads(body).get("documents", [])}
