"""A case, its parties and the lines of its claim."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from dument.law.representation import PROTECTIONS
from dument.procedure.states import State
from dument.records.ids import new_id

STATES = [state.value for state in State]


class OwnedByCase(models.Model):
    """A row of a case. It bears the office of the case: null on a draft, stamped when it is submitted."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office = models.ForeignKey("accounts.Office", null=True, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="%(class)ss")

    class Meta:
        """No table of its own."""

        abstract = True


class Claim(models.Model):
    """What one creditor claims; it has one case per debtor, and the ceiling counts it whole.

    `debtors` is how many owe it. `solidarity_basis` is what makes each owe the whole (C. civ. 1310); empty: each owes
    his share. `whole_cents` is the whole, interest left out, once there are several; their cases never come to more.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    creditor = models.ForeignKey("accounts.Creditor", on_delete=models.PROTECT, related_name="claims")
    debtors = models.PositiveSmallIntegerField(default=1)
    solidarity_basis = models.CharField(max_length=200, blank=True)
    whole_cents = models.BigIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """What must never be."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(debtors__gte=1), name="claim_has_a_debtor"),
            models.CheckConstraint(
                condition=Q(solidarity_basis="") | Q(debtors__gt=1), name="claim_solidarity_takes_two"
            ),
        ]


class Case(models.Model):
    """The life of one claim against one debtor. Amounts in cents; days in Europe/Paris.

    `office` is stamped by the filing and never changes; the draft only has a `chosen_office`.
    `last_number` and `head` are the number and the hash of the last journal line: a cut tail shows at once.
    `purged_on` is the day on which everything that named somebody was erased: nobody reads the case any more.
    `last_day` and `raw_last_day` only cache what the law tells from `dispatched_on`, for the work queue; `awaits`, what
    the case waits for whatever the day (`records.awaiting`).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="cases")
    office = models.ForeignKey("accounts.Office", null=True, on_delete=models.PROTECT, related_name="cases")
    chosen_office = models.ForeignKey(
        "accounts.Office", null=True, on_delete=models.PROTECT, related_name="+"
    )
    reference = models.CharField(max_length=12, unique=True)
    pack = models.CharField(max_length=8, default="l125")
    state = models.CharField(max_length=16, default=State.DRAFT)
    version = models.PositiveIntegerField(default=0)
    last_number = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True)

    cause = models.CharField(max_length=20)
    basis = models.CharField(max_length=300, blank=True)
    invoiced_between_merchants = models.BooleanField(null=True, default=False)
    principal_cents = models.BigIntegerField()
    interest_cents = models.BigIntegerField(default=0)
    other_cents = models.BigIntegerField(default=0)
    interest_from = models.DateField(null=True, blank=True)
    interest_rate = models.CharField(max_length=16, blank=True)
    interest_frozen = models.BooleanField(default=True)
    due_on = models.DateField()
    mandate_on = models.DateField(null=True, blank=True)
    conflict = models.CharField(max_length=12, default="none")
    insolvency = models.CharField(max_length=16, default="none")

    prepared_on = models.DateField(null=True, blank=True)
    dispatched_on = models.DateField(null=True, blank=True)
    dispatch_proof = models.CharField(max_length=60, blank=True)
    raw_last_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    acceptance_noted_on = models.DateField(null=True, blank=True)
    code_rank = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True, null=True)
    purged_on = models.DateField(null=True, blank=True)
    awaits = models.CharField(max_length=20, default="complete", db_default="complete")

    class Meta:
        """What must never be."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="case_state_is_known"),
            models.CheckConstraint(condition=Q(principal_cents__gt=0), name="case_principal_is_positive"),
            models.CheckConstraint(
                condition=Q(interest_cents__gte=0) & Q(other_cents__gte=0),
                name="case_extras_are_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT) | Q(state=State.WITHDRAWN) | Q(office__isnull=False),
                name="case_has_an_office_once_submitted",
            ),
            models.CheckConstraint(
                condition=Q(dispatched_on__isnull=True, last_day__isnull=True, raw_last_day__isnull=True)
                | Q(dispatched_on__isnull=False, last_day__gte=models.F("raw_last_day")),
                name="case_month_follows_dispatch",
            ),
            models.UniqueConstraint(fields=["office", "id"], name="case_by_office"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["last_day"],
                condition=Q(state__in=["invited", "participating", "proposed"]),
                name="case_month_running",
            ),
            # All that a queue is searched and sorted by: its page is found without reading the cases.
            models.Index(
                fields=[
                    "office",
                    "state",
                    "awaits",
                    "last_day",
                    "prepared_on",
                    "mandate_on",
                    "purged_on",
                    "reference",
                    "id",
                ],
                name="case_queue",
            ),
        ]

    def __str__(self) -> str:
        """Return the reference."""
        return self.reference

    @property
    def claimed_cents(self) -> int:
        """Return everything claimed from the debtor, in cents, as far as it is fixed."""
        return self.principal_cents + self.interest_cents + self.other_cents


class LetterNumber(OwnedByCase):
    """The number of the registered letter that opened the month, spaces and dashes left out, as it is compared."""

    number = models.CharField(max_length=60)

    class Meta:
        """One a case; in one office no two letters bear the same. A purge empties it."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case"], name="one_letter_number_a_case"),
            models.UniqueConstraint(
                fields=["office", "number"], condition=~Q(number=""), name="one_letter_a_number"
            ),
        ]


class Party(OwnedByCase):
    """The creditor or the debtor of a case, as they stood when it was filed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parties")
    role = models.CharField(max_length=8)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=16)
    siren = models.CharField(max_length=9, blank=True)
    address = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=10)
    insee = models.CharField(max_length=5, blank=True)
    city = models.CharField(max_length=80, blank=True)
    country = models.CharField(max_length=2, default="FR")
    protection = models.CharField(max_length=14, blank=True, default="")
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)

    class Meta:
        """One party a role."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(role__in=["creditor", "debtor"]), name="party_role_is_known"),
            models.CheckConstraint(
                condition=Q(protection__in=list(PROTECTIONS)), name="party_protection_is_known"
            ),
            models.UniqueConstraint(fields=["case", "role"], name="one_party_a_role"),
        ]
        indexes: ClassVar = [models.Index(fields=["office", "name", "case"], name="party_named")]


class ClaimLine(OwnedByCase):
    """One element of the debt (R125-2 I 3°): principal, penalty or indemnity, with its due day."""

    rank = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, default="principal")
    label = models.CharField(max_length=200)
    amount_cents = models.BigIntegerField()
    due_on = models.DateField(null=True, blank=True)

    class Meta:
        """Numbered, positive."""

        ordering: ClassVar = ["rank"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="claim_line_is_positive"),
            models.UniqueConstraint(fields=["case", "rank"], name="claim_line_is_numbered_once"),
        ]


class InterestLine(OwnedByCase):
    """Interest of one period at one rate (percent), both days counted; frozen when the letter is prepared."""

    rank = models.PositiveSmallIntegerField()
    since = models.DateField()
    until = models.DateField()
    rate = models.DecimalField(max_digits=6, decimal_places=3)
    days = models.PositiveIntegerField()
    amount_cents = models.BigIntegerField()

    class Meta:
        """Numbered."""

        ordering: ClassVar = ["rank"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "rank"], name="interest_line_is_numbered_once")
        ]


class Evidence(OwnedByCase):
    """A file that supports the claim: its hash, its size, its name; the bytes are in the store."""

    rank = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=160)
    media_type = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()

    class Meta:
        """Numbered."""

        ordering: ClassVar = ["rank"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "rank"], name="evidence_is_numbered_once")
        ]


class CodeTrial(models.Model):
    """A code tried against a reference and refused: what the throttle counts. `network` is a /24 or a /48."""

    reference = models.CharField(max_length=12)
    network = models.CharField(max_length=43, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        """Counted by reference, by network, and by time alone."""

        indexes: ClassVar = [
            models.Index(fields=["reference", "at"], name="code_trials_by_reference"),
            models.Index(fields=["network", "at"], name="code_trials_by_network"),
            models.Index(fields=["at"], name="code_trials_by_time"),
        ]


class CodeLock(OwnedByCase):
    """A case whose code was tried too often: the office has to reach the debtor, for silence is a refusal."""

    at = models.DateTimeField()

    class Meta:
        """One a case, until the code is renewed or opens it."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["case"], name="one_code_lock_a_case")]
