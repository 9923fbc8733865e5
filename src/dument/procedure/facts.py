"""What the procedure looks at: the facts of a case, and an attempt to do an act."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from dument.law.solidarity import CommonDebt
from dument.procedure.states import OUTCOME_RECORDED, WITHOUT_AGREEMENT, Act, Actor, State

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instalment:
    """One payment of a schedule: its day and its amount in euros."""

    on: date
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A numbered version of the terms (CPCE R125-4)."""

    version: int
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """The consent of a party to one version of the terms, and its day."""

    party: Actor
    version: int
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class InterestPlan:
    """Interest computed up to the day of an act: first day that bears interest, and its rate's name."""

    first_day: date
    rate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """The one month of the procedure: day of dispatch, last day before and after every extension."""

    dispatched_on: date
    raw_last_day: date
    last_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A case as the table sees it. Amounts in euros; days in Europe/Paris.

    `invoiced_between_merchants` is None when nobody knows. `interest` is what is claimed when it is a fixed
    sum or frozen; with `interest_plan` it is computed on the day of the attempt. `rest_of_claim` is what the
    other debtors of a divided debt owe, and `rest_running` the part of it on which the same interest runs: the ceiling
    counts the whole claim. Of two answers, the last counts, a form from its posting;
    `consents` are those that stand: one taken back before the other party's is not there. `protection` is the measure
    that protects the debtor, when known; `answered_by` and `agreed_by` are the qualities of whoever gave, for him, the
    last answer and the standing consent or refusal of terms: empty for the debtor himself (`law.representation`).
    `common` is the debt that he owes whole beside others, once his month runs; None for a debt of his own.
    `number_borne` tells that another letter of the office bears the number given for this one's.
    `outcome_on` is the day on which the outcome was recorded, read only where a payment is said to be of another day.
    """

    state: State = State.DRAFT
    creditor: str
    debtor: str
    invoiced_between_merchants: bool | None = False
    cause: str
    principal: Decimal
    interest: Decimal = ZERO
    interest_plan: InterestPlan | None = None
    other: Decimal = ZERO
    rest_of_claim: Decimal = ZERO
    rest_running: Decimal = ZERO
    due_on: date
    debtor_postcode: str
    debtor_insee: str | None = None
    debtor_country: str = "FR"
    office_court: str | None = None
    conflict: str = "none"
    insolvency: str = "none"
    mandate_on: date | None = None
    prepared_on: date | None = None
    month: Month | None = None
    acceptance_received: bool = False
    refusal_received: bool = False
    terms_refusal_received: bool = False
    acceptance_noted_on: date | None = None
    proposals: tuple[Proposal, ...] = ()
    consents: tuple[Consent, ...] = ()
    decisions: frozenset[str] = frozenset()
    missing_mentions: tuple[str, ...] = ()
    number_borne: bool = False
    protection: str = ""
    answered_by: str = ""
    agreed_by: str = ""
    common: CommonDebt | None = None
    payments: int = 0
    outcome_on: date | None = None
    certificate: str = ""

    @property
    def claimed(self) -> Decimal:
        """Return everything claimed, in euros: principal, interest and the rest."""
        return self.principal + self.interest + self.other

    @property
    def latest_version(self) -> int | None:
        """Return the number of the last version proposed, or None."""
        return self.proposals[-1].version if self.proposals else None

    @property
    def freed(self) -> bool:
        """Tell whether a debtor who agreed to nothing owes no more of a debt that several owe whole (C. civ. 1313)."""
        return self.state in WITHOUT_AGREEMENT and self.common is not None and not self.common.most

    def agreed_on(self) -> date | None:
        """Return the day both parties had consented to the latest version, or None (CPCE R125-5 4°)."""
        given = [c for c in self.consents if c.version == self.latest_version]
        if {c.party for c in given} != {Actor.CREDITOR, Actor.DEBTOR}:
            return None
        return max(c.on for c in given)


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What an act brings with it; every field is optional and each act reads its own."""

    amount: Decimal | None = None
    instalments: tuple[Instalment, ...] = ()
    posted_on: date | None = None
    channel: str | None = None
    version: int | None = None
    recipient: str | None = None
    office: str | None = None
    reason: str | None = None
    assisted: bool = False
    quality: str = ""
    deposited_on: date | None = None
    received_on: date | None = None
    decide: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """Somebody tries an act on a day.

    `place_day` is the day that it still is at the debtor's place or at the office's, whichever midnight comes
    later: being late or too early is judged by it. `details` is None when one only asks whether the act is
    open: what depends on the details is then left out.
    """

    act: Act
    actor: Actor
    on: date
    place_day: date
    details: Details | None = field(default_factory=Details)

    @property
    def asking(self) -> bool:
        """Tell whether one only asks if the act is open."""
        return self.details is None

    @property
    def given(self) -> Details:
        """Return the details, empty when one only asks."""
        return self.details or Details()


def may_be_certified(state: State, common: CommonDebt | None) -> bool:
    """Tell whether full payment may be attested: of what was agreed, or of a debt that others owe whole too.

    Who agreed to nothing and owes alone has no sum that both parties fixed: the interest that runs on is not told.
    """
    return state in OUTCOME_RECORDED and (common is not None or state not in WITHOUT_AGREEMENT)
