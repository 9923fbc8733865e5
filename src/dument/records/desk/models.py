"""An office at work: the register of its acts, what clerks prepared, its people, their absences and calendars."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from dument.records.cases.models import OwnedByCase
from dument.records.ids import new_id


class RegisterEntry(OwnedByCase):
    """One act in an office's register (registre interne): numbered from one each year, without holes, never changed.

    `event` is the number of the act's line in the case's journal; `corrects` the entry that a correction is about,
    which keeps its own number.
    """

    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=24)
    on = models.DateField()
    event = models.PositiveIntegerField()
    officer_id = models.CharField(max_length=64)
    corrects = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="corrections")

    class Meta:
        """Numbered once a year and an office; an act has one number."""

        ordering: ClassVar = ["year", "number"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(number__gte=1), name="register_starts_at_one"),
            models.CheckConstraint(condition=Q(office__isnull=False), name="register_is_an_office_s"),
            models.UniqueConstraint(fields=["office", "year", "number"], name="register_is_numbered_once"),
            models.UniqueConstraint(fields=["case", "event"], name="register_has_an_act_once"),
        ]


class Preparation(OwnedByCase):
    """What a clerk filled for an act, kept until the officer does the act; `seen` is the case's version then."""

    act = models.CharField(max_length=24)
    given = models.JSONField()
    seen = models.PositiveIntegerField()
    prepared_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()

    class Meta:
        """The last one counts."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "act"], name="one_preparation_an_act")
        ]


class Assignment(OwnedByCase):
    """Who in the office looks after a case."""

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """One person a case."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["case"], name="one_assignment_a_case")]
        indexes: ClassVar = [models.Index(fields=["office", "user"], name="assignments_by_user")]


class OfficeOwned(models.Model):
    """A row of an office that belongs to no case."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office = models.ForeignKey("accounts.Office", on_delete=models.PROTECT, related_name="+")

    class Meta:
        """No table of its own."""

        abstract = True


class Absence(OfficeOwned):
    """A member who is away, both days counted, and who looks after his cases meanwhile."""

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    replaced_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField()

    class Meta:
        """Never backwards, never replaced by oneself."""

        ordering: ClassVar = ["since", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="absence_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(replaced_by=F("user")), name="nobody_replaces_himself"),
        ]
        indexes: ClassVar = [models.Index(fields=["office", "until"], name="absences_by_office")]


class Associate(OfficeOwned):
    """A person of the office whose ties count for conflicts of interest (ord. 2016-728 art. 8), while he is there."""

    name = models.CharField(max_length=160)
    capacity = models.CharField(max_length=12)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        """Known capacities, never backwards."""

        ordering: ClassVar = ["capacity", "name", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(capacity__in=["holder", "associate", "employee"]), name="capacity_is_known"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="associate_leaves_after_coming",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["office", "until"], name="associates_by_office")]


class CalendarKey(OfficeOwned):
    """The secret address of a member's calendar, known by its hash only; revoked, it opens nothing."""

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One at a time."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["office", "user"], condition=Q(revoked_at=None), name="one_calendar_at_a_time"
            )
        ]
