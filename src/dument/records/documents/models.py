"""Papers of a case: what they are and their hash; the bytes are in the store, addressed by it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from dument.records.cases.models import OwnedByCase

SINGLE = ["title", "debtor_copy", "acceptance_record", "outcome_record", "agreement"]


class Document(OwnedByCase):
    """A paper produced by an act. `private` ones (the carrier's copy) are encrypted and destroyed later."""

    kind = models.CharField(max_length=24)
    rank = models.PositiveSmallIntegerField(default=1)
    on = models.DateField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    signed = models.BooleanField(default=False)

    class Meta:
        """Ranked once a kind; some exist once only."""

        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "kind", "rank"], name="document_is_ranked_once"),
            models.CheckConstraint(
                condition=~models.Q(kind__in=SINGLE) | models.Q(rank=1), name="single_documents_exist_once"
            ),
        ]
