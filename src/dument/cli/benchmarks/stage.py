"""Cases for benchmarks, made through the real actions."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from uuid import UUID

from dument.actions import claims, filing, letters
from dument.cli.demonstration.people import People, people
from dument.procedure.states import Actor
from dument.records.reading import PARIS

DAY = date(2026, 10, 13)


def morning(day: date) -> datetime:
    """Return ten o'clock that day in Paris."""
    return datetime.combine(day, time(10), PARIS)


def who() -> People:
    """Return the people of the benchmarks."""
    return people(
        court="Aix-en-Provence",
        creditor={
            "name": "Créancier de mesure",
            "kind": "artisan",
            "address": "1 rue A",
            "postcode": "13100",
            "city": "Aix",
        },
    )


def draft(acting: People, *, kind: str = "consumer") -> UUID:
    """Return a draft of 1 214,20 € against a debtor of Marseille."""
    given = claims.DraftGiven(
        creditor=claims.PartyGiven(name="Créancier de mesure", kind="artisan", address="1 rue A", city="Aix"),
        debtor=claims.PartyGiven(
            name="Débiteur de mesure", kind=kind, address="2 rue B", postcode="13001", city="Marseille"
        ),
        lines=[claims.LineGiven(label="Facture 1", amount=Decimal("1200.00"), due_on=date(2026, 5, 31))],
        cause="service",
        basis="la facture n° 1 du 30 avril 2026",
        due_on=date(2026, 5, 31),
        interest=Decimal("14.20"),
        mandate_on=DAY,
        office_id=acting.office.pk,
    )
    return claims.save(creditor_id=acting.creditor.pk, given=given).pk


def prepared_case() -> UUID:
    """Return a case whose letter is prepared."""
    acting = who()
    case_id = draft(acting)
    filing.submit(case_id=case_id, by=acting.by(Actor.CREDITOR), at=morning(DAY))
    letters.prepare(case_id=case_id, by=acting.by(Actor.OFFICER), at=morning(DAY))
    return case_id
