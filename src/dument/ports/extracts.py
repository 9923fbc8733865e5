"""What the data of the debtor's own papers must be: his discharge, and the extracts that he may print on any day.

Values are written as `ports.pdf` says.
"""

from __future__ import annotations

from typing import NotRequired, TypedDict

from dument.ports.pdf import Document


class Receipt(TypedDict):
    """A payment recorded by the office; `recipient` is French, `covers` one French line an instalment it pays."""

    on: str
    amount: str
    recipient: str
    covers: NotRequired[list[str]]


class Discharge(Document):
    """The agreed sum is wholly paid: `amount` agreed on `agreed_on`, `paid` in all, the last time on `paid_on`."""

    agreed_on: str
    amount: str
    paid_on: str
    paid: str
    receipts: list[Receipt]


class DischargeWithdrawal(Document):
    """The certificate of `certified_on` is withdrawn: `because` in French, what was `cancelled`, what still counts.

    `amount` was agreed, `paid` is what the `receipts` come to, `left` what is due. `cancelled` is empty when the
    payment was another debtor's.
    """

    certified_on: str
    because: str
    cancelled: list[Receipt]
    amount: str
    paid: str
    left: str
    receipts: list[Receipt]


class ProvenStep(TypedDict):
    """One line of the journal, for its debtor. `at` is French ("13 octobre 2026 à 10 h 05"), and so are the others."""

    number: int
    at: str
    who: str
    what: str
    more: list[str]
    article: str
    hash: str


class StepProof(Document):
    """The steps of a case as its journal holds them on `day`: an extract, unsigned."""

    entries: list[ProvenStep]


class Due(TypedDict):
    """One payment agreed, what the receipts cover of it, what is left."""

    on: str
    amount: str
    covered: str
    left: str


class Account(Document):
    """What was agreed, paid, and is left on `day`: an extract, unsigned."""

    dues: list[Due]
    receipts: list[Receipt]
    left: str
