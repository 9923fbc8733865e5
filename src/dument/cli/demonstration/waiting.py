"""Two more cases, left for the newcomer to take further: one to prepare, one whose debtor may answer."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from uuid import UUID

from dument.actions import claims, filing, letters
from dument.actions.codes import code_of, grouped
from dument.cli.demonstration.numbers import letter_number
from dument.cli.demonstration.people import People, people
from dument.jobs.outbox import drain
from dument.procedure.states import Actor
from dument.records.cases.models import Case
from dument.records.reading import PARIS

FILED, SENT = date(2026, 10, 29), date(2026, 10, 30)
CREDITOR = {
    "name": "Achille Boisdormant EI",
    "kind": "artisan",
    "siren": "002718286",
    "address": "3 impasse des Copeaux",
    "postcode": "13100",
    "city": "Aix-en-Provence",
    "email": "atelier@boisdormant.example",
}
INVITED = claims.PartyGiven(
    name="Félix Tarderien", kind="consumer", address="5 rue des Oublis", postcode="13002", city="Marseille"
)
TO_PREPARE = claims.PartyGiven(
    name="Lucie Plustard",
    kind="consumer",
    address="9 cours des Promesses",
    postcode="13100",
    city="Aix-en-Provence",
)


def leave() -> list[str]:
    """Make the two cases and return the lines that tell how to go on with them."""
    who = people(court="Aix-en-Provence", creditor=CREDITOR)
    officer = who.by(Actor.OFFICER)
    invited = _filed(who, INVITED, "Pose de deux étagères", "3 mars 2026", Decimal("640.00"))
    letters.prepare(case_id=invited, by=officer, at=_morning(FILED))
    drain(_morning(FILED))
    letters.record_dispatch(case_id=invited, by=officer, at=_morning(SENT), proof=letter_number(invited))
    waiting = _filed(who, TO_PREPARE, "Réparation d'une commode", "20 mars 2026", Decimal("310.00"))
    drain(_morning(SENT))
    debtors = Case.objects.get(pk=invited)
    code = grouped(code_of(debtors.pk, debtors.code_rank))
    return [
        "",
        "À vous de jouer",
        f"  répondre comme débiteur   {debtors.reference}, code {code}, sur /repondre",
        f"  préparer une lettre       {Case.objects.get(pk=waiting).reference}, comme officier, sur /etude/",
        "  confier un dossier        déposez var/demo/facture.pdf, comme créancier, sur /creance/nouveau",
    ]


def _filed(who: People, debtor: claims.PartyGiven, label: str, agreed_on: str, amount: Decimal) -> UUID:
    given = claims.DraftGiven(
        creditor=claims.PartyGiven(**CREDITOR),
        debtor=debtor,
        lines=[claims.LineGiven(label=label, amount=amount, due_on=date(2026, 6, 30))],
        cause="service",
        basis=f"le devis accepté le {agreed_on}",
        due_on=date(2026, 6, 30),
        mandate_on=FILED,
        office_id=who.office.pk,
    )
    case = claims.save(creditor_id=who.creditor.pk, given=given)
    filing.submit(case_id=case.pk, by=who.by(Actor.CREDITOR), at=_morning(FILED))
    return case.pk


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(10), PARIS)
