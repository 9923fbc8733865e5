"""What both syntaxes give once read: an invoice before its due day, its kind and its rules are judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dument.adapters.invoices.profiles import Profile
from dument.ports.invoices import Defect, Line, Party, Totals


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields as the file writes them; `payee` is the name of who must be paid, when it is another."""

    profile: Profile
    national: bool
    number: str
    type_code: str
    credit_note: bool
    issued_on: date | None
    delivered_on: date | None
    due_days: tuple[date, ...]
    payment_terms: str
    currency: str
    seller: Party
    buyer: Party
    payee: str
    lines: tuple[Line, ...]
    totals: Totals
    defects: tuple[Defect, ...]
