"""What somebody told on a public page, kept in the session so that his new claim is not typed again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.http import HttpRequest

KEY = "carried"


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A claim as told before any account: amounts in euros, words of the scenarios."""

    creditor: str
    debtor: str
    cause: str
    merchants: bool | None
    principal: Decimal
    interest: Decimal
    other: Decimal
    due_on: date
    country: str
    postcode: str
    insee: str
    insolvency: str


def carry(request: HttpRequest, told: Carried) -> None:
    """Keep what was told until a claim is begun with it."""
    request.session[KEY] = {
        "creditor": told.creditor,
        "debtor": told.debtor,
        "cause": told.cause,
        "merchants": told.merchants,
        "principal": str(told.principal),
        "interest": str(told.interest),
        "other": str(told.other),
        "due_on": told.due_on.isoformat(),
        "country": told.country,
        "postcode": told.postcode,
        "insee": told.insee,
        "insolvency": told.insolvency,
    }


def carried(request: HttpRequest) -> Carried | None:
    """Return what was told, or None."""
    kept: Mapping[str, str] | None = request.session.get(KEY)
    if kept is None:
        return None
    merchants = request.session[KEY]["merchants"]
    return Carried(
        creditor=kept["creditor"],
        debtor=kept["debtor"],
        cause=kept["cause"],
        merchants=merchants,
        principal=Decimal(kept["principal"]),
        interest=Decimal(kept["interest"]),
        other=Decimal(kept["other"]),
        due_on=date.fromisoformat(kept["due_on"]),
        country=kept["country"],
        postcode=kept["postcode"],
        insee=kept["insee"],
        insolvency=kept["insolvency"],
    )


def forget(request: HttpRequest) -> None:
    """Forget what was told: a claim was begun with it."""
    request.session.pop(KEY, None)
