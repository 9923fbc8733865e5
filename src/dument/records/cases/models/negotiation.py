"""What people answered and agreed: answers, proposals, consents, decisions, the outcome."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from dument.law.representation import QUALITIES
from dument.records.cases.models.case import OwnedByCase

PARTIES = ["creditor", "debtor"]
WHO = ["", *QUALITIES]
CHANNELS = ["online", "post", "office", "phone"]


class Answer(OwnedByCase):
    """What a party answered, by which means, on which day at its place; recorded as evidence.

    `version` is the proposal that was on the table when terms were refused or countered. `quality` and `authority`
    tell in what quality another person answered for the debtor, and on what proof; both empty for himself.
    """

    kind = models.CharField(max_length=16)
    party = models.CharField(max_length=8, default="debtor")
    version = models.PositiveSmallIntegerField(null=True, blank=True)
    on = models.DateField()
    at = models.DateTimeField()
    channel = models.CharField(max_length=8)
    posted_on = models.DateField(null=True, blank=True)
    assisted = models.BooleanField(default=False)
    said_by = models.CharField(max_length=160, blank=True)
    quality = models.CharField(max_length=10, blank=True, default="")
    authority = models.CharField(max_length=200, blank=True, default="")
    text = models.TextField(blank=True)

    class Meta:
        """Known kinds and means, in the order in which they came."""

        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=["accept", "refuse", "refuse_terms", "counter_offer"]),
                name="answer_kind_is_known",
            ),
            models.CheckConstraint(condition=Q(channel__in=CHANNELS), name="answer_channel_is_known"),
            models.CheckConstraint(condition=Q(party__in=PARTIES), name="answer_party_is_known"),
            models.CheckConstraint(condition=Q(quality__in=WHO), name="answer_quality_is_known"),
        ]


class Proposal(OwnedByCase):
    """A numbered version of the terms proposed by the officer (R125-4)."""

    version = models.PositiveSmallIntegerField()
    on = models.DateField()
    amount_cents = models.BigIntegerField()
    acceleration = models.BooleanField(default=False)

    class Meta:
        """Numbered once; never nothing."""

        ordering: ClassVar = ["version"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="proposal_is_positive"),
            models.UniqueConstraint(fields=["case", "version"], name="proposal_is_numbered_once"),
        ]


class Instalment(models.Model):
    """One payment of a proposal."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="instalments")
    rank = models.PositiveSmallIntegerField()
    on = models.DateField()
    amount_cents = models.BigIntegerField()

    class Meta:
        """Numbered once; never nothing."""

        ordering: ClassVar = ["rank"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="instalment_is_positive"),
            models.UniqueConstraint(fields=["proposal", "rank"], name="instalment_is_numbered_once"),
        ]


class Consent(OwnedByCase):
    """The dated consent of a party to one version of the terms.

    `rank` counts the consents of a party to a version: one taken back before the other party's may be given again.
    """

    party = models.CharField(max_length=8)
    version = models.PositiveSmallIntegerField()
    rank = models.PositiveSmallIntegerField(default=1)
    said_by = models.CharField(max_length=160, blank=True)
    quality = models.CharField(max_length=10, blank=True, default="")
    authority = models.CharField(max_length=200, blank=True, default="")
    on = models.DateField()
    at = models.DateTimeField()
    channel = models.CharField(max_length=8)
    assisted = models.BooleanField(default=False)
    written = models.CharField(max_length=300, blank=True)

    class Meta:
        """Ranked once a party and a version."""

        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(party__in=PARTIES), name="consent_party_is_known"),
            models.CheckConstraint(condition=Q(quality__in=WHO), name="consent_quality_is_known"),
            models.UniqueConstraint(
                fields=["case", "party", "version", "rank"], name="consent_is_ranked_once"
            ),
        ]


class Decision(OwnedByCase):
    """What the officer decided where the law leaves it to him, with his reason."""

    code = models.CharField(max_length=40)
    on = models.DateField()
    reason = models.TextField()

    class Meta:
        """Once a finding: a decision holds for the rest of the case."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "code"], name="one_decision_a_finding")
        ]


class Outcome(OwnedByCase):
    """The ending of the procedure noted by the officer (R125-5)."""

    ending = models.CharField(max_length=12)
    on = models.DateField()

    class Meta:
        """One a case, among four."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ending__in=["R125-5 1°", "R125-5 2°", "R125-5 3°", "R125-5 4°"]),
                name="outcome_is_one_of_four",
            ),
            models.UniqueConstraint(fields=["case"], name="one_outcome_a_case"),
        ]


class Enforcer(OwnedByCase):
    """The office named by the creditor for forced recovery (R125-8)."""

    on = models.DateField()
    named = models.CharField(max_length=160)


class ReportedFact(OwnedByCase):
    """A fact learned during a case: who said it, when, on what proof."""

    kind = models.CharField(max_length=20)
    on = models.DateField()
    said_by = models.CharField(max_length=160)
    text = models.TextField(blank=True)
