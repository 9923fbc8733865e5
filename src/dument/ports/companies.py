"""What we ask of a company register: who is behind a SIREN."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, cast


@dataclass(frozen=True, slots=True)
class Company:
    """A company as a register knows it.

    `siret` is its head office; `insee` is the code of its commune. `merchant` is True when the legal form
    makes it a merchant (C. com. L210-1: SNC, SARL, SA, SAS…), False when the form excludes it (association, civil
    company), None when the form does not tell: since 2023 one national register (RNE) holds every individual
    entrepreneur, and being in it proves nothing. `merchant_why` is the French sentence behind it.
    """

    siren: str
    siret: str
    name: str
    legal_form: str
    address: tuple[str, ...]
    postcode: str
    city: str
    insee: str
    merchant: bool | None
    merchant_why: str


class CompanyRegister(Protocol):
    """A register of companies."""

    notice: str
    """What a page must say of this register, in French; empty when it is the official one."""

    def find(self, siren: str) -> Company | None:
        """Return the company of that SIREN (9 digits, spaces allowed), or None when the register has none.

        Raises ValueError, with a French sentence, when `siren` is not a SIREN (length or Luhn key), and
        TryAgain when the register is out of reach.
        """
        ...


def register() -> CompanyRegister:
    """Return the register named in the settings (`DUMENT_COMPANIES`, dotted path to a class)."""
    from django.conf import settings
    from django.utils.module_loading import import_string

    return cast(CompanyRegister, import_string(settings.DUMENT_COMPANIES)())
