"""What we ask of an invoice reader: the data of a structured invoice, and the defects of the file."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, Protocol, cast

from dument.ports.errors import NeverAgain

Level = Literal["error", "warning"]


class InvoiceUnreadable(NeverAgain):
    """The file holds no invoice that can be read.

    `code` is stable (`empty`, `too_big`, `doctype`, `pdf_without_data`…); the message is French and says what
    the file is, why it can't be read, and what to do.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class Party:
    """The seller or the buyer, as the invoice names them; an empty string is what the file does not say.

    `country` is an ISO 3166-1 code of two letters. `siren` (9 digits) is the one written, else the head of
    the SIRET, else the tail of a French VAT number whose key is right. Values are as written even when a
    check digit is wrong: the invoice's `defects` say so.
    """

    name: str = ""
    address: tuple[str, ...] = ()
    postcode: str = ""
    city: str = ""
    country: str = ""
    siren: str = ""
    siret: str = ""
    vat: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `net` is without VAT, `unit_price` is for one unit, `vat_rate` is in percent.

    None is what the file does not say or says illegibly.
    """

    description: str
    quantity: Decimal | None = None
    unit: str = ""
    unit_price: Decimal | None = None
    net: Decimal | None = None
    vat_rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """Totals in the invoice's currency; None is what the file does not say (MINIMUM has no `prepaid`)."""

    net: Decimal | None = None
    vat: Decimal | None = None
    gross: Decimal | None = None
    prepaid: Decimal | None = None
    rounding: Decimal | None = None
    payable: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Defect:
    """One broken rule: its code (`BR-CO-15`, `SIRET`…), where, and how many times; the message is French
    unless the standard's own English sentence is all there is."""

    rule: str
    level: Level
    message: str
    where: str = ""
    times: int = 1


@dataclass(frozen=True, slots=True)
class InvoiceRead:
    """An invoice, read. Amounts are Decimals in `currency`; dates are calendar days.

    `amount_due` is what remains to pay after prepayments, None when it can't be known. `due_on` comes from
    the invoice, else it is deduced (`due_on_deduced`) and `due_on_how` says from what. `is_claim` tells
    whether the document can support a claim in euros; `not_claim_reason` is the French sentence why not.
    """

    format: str
    profile: str
    number: str
    type_code: str
    type_name: str
    issued_on: date | None
    delivered_on: date | None
    due_on: date | None
    due_on_deduced: bool
    due_on_how: str
    payment_terms: str
    currency: str
    seller: Party
    buyer: Party
    lines: tuple[Line, ...]
    totals: Totals
    amount_due: Decimal | None
    is_claim: bool
    not_claim_reason: str
    defects: tuple[Defect, ...]


class InvoiceReader(Protocol):
    """Reads structured invoices."""

    def read(self, data: bytes, *, filename: str = "") -> InvoiceRead:
        """Return the invoice held by `data` (Factur-X or ZUGFeRD PDF, CII or UBL XML), with its defects.

        `filename` only helps the messages. Raises InvoiceUnreadable, and nothing else, whatever the bytes.
        """
        ...


def reader() -> InvoiceReader:
    """Return the reader named in the settings (`DUMENT_INVOICE_READER`, dotted path to a class)."""
    from django.conf import settings
    from django.utils.module_loading import import_string

    return cast(InvoiceReader, import_string(settings.DUMENT_INVOICE_READER)())


def as_json(invoice: InvoiceRead) -> dict[str, object]:
    """Return the invoice as plain JSON values: amounts as strings ("470.15"), dates as "2017-12-13"."""
    return cast(dict[str, object], _plain(asdict(invoice)))


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    return value
