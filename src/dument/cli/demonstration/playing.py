"""Plays one case through the same actions as the pages, with a moved clock, and tells each step."""

from __future__ import annotations

import time as chronometer
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import click
from django.conf import settings

from dument.actions import answers, claims, filing, letters, negotiation, outcomes, seals, titles
from dument.actions._move import Done
from dument.adapters.invoices import sample
from dument.cli.demonstration.numbers import letter_number
from dument.cli.demonstration.papers import Kept, keep
from dument.cli.demonstration.people import People, people
from dument.jobs.outbox import drain
from dument.law import competence
from dument.law.money import from_cents, in_french, in_words
from dument.law.parameters import day_in_french
from dument.law.schedules import equal_instalments
from dument.ports.invoices import InvoiceRead, InvoiceUnreadable, Party, reader
from dument.procedure.facts import Instalment
from dument.procedure.machine import Refused
from dument.procedure.packs import pack
from dument.procedure.states import Act, Actor
from dument.records.reading import PARIS

FILED, DISPATCHED, ACCEPTED, NOTED = (
    date(2026, 10, 13),
    date(2026, 10, 14),
    date(2026, 10, 20),
    date(2026, 10, 21),
)
PROPOSED, CONSENTED, AGREED, TITLED = (date(2026, 10, day) for day in (22, 26, 28, 29))
FIRST_INSTALMENT = date(2026, 12, 1)
DEBTOR_SAYS = answers.Said(said_by="le destinataire")


class Stopped(Exception):
    """The demonstration cannot go on with that invoice; the message says why and what to do."""


class Told:
    """Prints one line a step: who did what, under which article, in how many milliseconds."""

    def __init__(self, who: People) -> None:
        """Tell what these people do."""
        self.who, self.number = who, 0

    def step(self, day: date, act: Act, actor: Actor, do: Callable[[datetime], Done]) -> Done:
        """Do the step at ten o'clock that day, deliver what follows from it, and tell it."""
        at = datetime.combine(day, time(10), PARIS)
        started = chronometer.perf_counter()
        try:
            done = do(at)
        except Refused as refused:
            raise Stopped(_why(act, refused)) from refused
        spent = (chronometer.perf_counter() - started) * 1000
        drain(at)
        self.number += 1
        row = pack(done.case.pack)[act]
        names = {
            Actor.OFFICER: "commissaire de justice",
            Actor.CREDITOR: "créancier",
            Actor.DEBTOR: "débiteur",
        }
        click.echo(
            f"{self.number:>3}. {day:%d/%m/%Y}  {names[actor]:<23} {row.label:<36} {row.article:<20} {spent:>6.0f} ms"
        )
        return done


def _why(act: Act, refused: Refused) -> str:
    lines = [f"\nLe dossier s'arrête à « {pack('l125')[act].label} » :"]
    lines += [f"  – {reason.message} ({', '.join(reason.basis)})" for reason in refused.reasons]
    return "\n".join(lines)


def play(path: Path | None) -> None:
    """Play the whole case of that invoice, or of the one the demonstration makes. Raises Stopped."""
    invoice = _read(path)
    debtor = _debtor(invoice.buyer)
    who = people(court=_court(debtor), creditor=_creditor(invoice.seller, own=path is None))
    click.echo(
        f"\nFacture {invoice.number} lue ({invoice.format} {invoice.profile}) : {invoice.seller.name} réclame"
    )
    click.echo(
        f"{in_french(invoice.amount_due or Decimal(0))} à {invoice.buyer.name}, échéance {invoice.due_on:%d/%m/%Y}"
        f"{' (déduite)' if invoice.due_on_deduced else ''}. {len(invoice.defects)} défaut(s) dans le fichier.\n"
    )
    told = Told(who)
    case_id = _file(told, who, invoice, debtor, path)
    _negotiate(told, who, case_id)
    done = told.step(
        TITLED, Act.ISSUE_TITLE, Actor.OFFICER,
        lambda at: titles.issue_title(case_id=case_id, by=who.by(Actor.OFFICER), at=at),
    )  # fmt: skip
    sealed = seals.seal(datetime.combine(TITLED, time(18), PARIS))
    kept = keep(done.case)
    _tell(kept, sealed.number if sealed else 0)


def _read(path: Path | None) -> InvoiceRead:
    folder = Path(settings.DUMENT_VAR) / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    if path is None:
        path = folder / "facture.pdf"
        path.write_bytes(sample.make())
    try:
        invoice = reader().read(path.read_bytes(), filename=path.name)
    except InvoiceUnreadable as unreadable:
        raise Stopped(unreadable.message) from unreadable
    if not invoice.is_claim:
        raise Stopped(f"{path.name} ne fonde pas une créance : {invoice.not_claim_reason}")
    if invoice.due_on is None or not invoice.amount_due:
        raise Stopped(
            f"{path.name} ne dit pas ce qui est dû, ou pour quand : saisissez la facture à la main."
        )
    return invoice


def _debtor(buyer: Party) -> claims.PartyGiven:
    return claims.PartyGiven(
        name=buyer.name,
        kind="company" if buyer.siren else "consumer",
        address=", ".join(buyer.address),
        postcode=buyer.postcode,
        city=buyer.city,
        country=buyer.country or "FR",
        siren=buyer.siren,
        email=buyer.email,
    )


def _creditor(seller: Party, *, own: bool) -> dict[str, str]:
    return {
        "name": seller.name,
        "kind": "artisan" if own else "company",
        "siren": seller.siren,
        "address": ", ".join(seller.address),
        "postcode": seller.postcode,
        "city": seller.city,
        "email": seller.email,
    }


def _court(debtor: claims.PartyGiven) -> str:
    """Return the debtor's court; any one when there is none, for the table to refuse with its reasons."""
    try:
        if debtor.country in competence.IN_FRANCE:
            return competence.court_of(postcode=debtor.postcode).court
    except competence.AmbiguousPlace as shared:
        return shared.candidates[0].court
    except competence.UnknownPlace:
        return "Paris"
    return "Paris"


def _file(
    told: Told, who: People, invoice: InvoiceRead, debtor: claims.PartyGiven, path: Path | None
) -> UUID:
    """Draft, file, prepare and dispatch; return the case."""
    assert invoice.due_on and invoice.amount_due  # noqa: S101 - looked at when it was read
    creditor = claims.PartyGiven(
        **{
            name: getattr(who.creditor, name)
            for name in ("name", "kind", "siren", "address", "postcode", "city", "email")
        }
    )
    between = None if {creditor.kind, debtor.kind} <= {"company", "merchant"} else False
    given = claims.DraftGiven(
        creditor=creditor,
        debtor=debtor,
        lines=[
            claims.LineGiven(
                label=f"Facture {invoice.number}", amount=invoice.amount_due, due_on=invoice.due_on
            )
        ],
        cause="service",
        basis=f"la facture n° {invoice.number}"
        + (f" du {day_in_french(invoice.issued_on)}" if invoice.issued_on else ""),
        due_on=invoice.due_on,
        invoiced_between_merchants=between,
        mandate_on=FILED,
        office_id=who.office.pk,
    )
    case = claims.save(creditor_id=who.creditor.pk, given=given)
    if path is None or path.suffix.lower() == ".pdf":
        source = path or Path(settings.DUMENT_VAR) / "demo" / "facture.pdf"
        claims.add_evidence(case_id=case.pk, name=source.name, content=source.read_bytes())
    officer = who.by(Actor.OFFICER)
    done = told.step(
        FILED, Act.SUBMIT, Actor.CREDITOR,
        lambda at: filing.submit(case_id=case.pk, by=who.by(Actor.CREDITOR), at=at),
    )  # fmt: skip
    decisions = {
        warning.code: "Décidé par l'officier de la démonstration, au vu des pièces."
        for warning in done.warnings
    }
    for warning in done.warnings:
        click.echo(f"       à décider par l'officier : {warning.message}")
    told.step(
        FILED, Act.PREPARE, Actor.OFFICER,
        lambda at: letters.prepare(case_id=case.pk, by=officer, at=at, decide=decisions),
    )  # fmt: skip
    told.step(
        DISPATCHED, Act.RECORD_DISPATCH, Actor.OFFICER,
        lambda at: letters.record_dispatch(case_id=case.pk, by=officer, at=at, proof=letter_number(case.pk)),
    )  # fmt: skip
    return case.pk


def _negotiate(told: Told, who: People, case_id: UUID) -> None:
    """Accept, note, propose, consent, agree."""
    officer, debtor = who.by(Actor.OFFICER), who.by(Actor.DEBTOR)
    told.step(
        ACCEPTED, Act.ANSWER_ACCEPT, Actor.DEBTOR,
        lambda at: answers.accept(case_id=case_id, by=debtor, at=at, said=DEBTOR_SAYS),
    )  # fmt: skip
    done = told.step(
        NOTED, Act.NOTE_ACCEPTANCE, Actor.OFFICER,
        lambda at: outcomes.note_acceptance(case_id=case_id, by=officer, at=at),
    )  # fmt: skip
    amount = from_cents(done.case.claimed_cents)
    parts = equal_instalments(amount=amount, count=3, first_day=FIRST_INSTALMENT, territories=())
    told.step(
        PROPOSED, Act.PROPOSE, Actor.OFFICER,
        lambda at: negotiation.propose(
            case_id=case_id, by=officer, at=at, amount=amount, acceleration=True,
            instalments=[Instalment(on=part.on, amount=part.amount) for part in parts],
        ),
    )  # fmt: skip
    told.step(
        CONSENTED, Act.CONSENT_CREDITOR, Actor.CREDITOR,
        lambda at: negotiation.consent_creditor(case_id=case_id, by=who.by(Actor.CREDITOR), at=at),
    )  # fmt: skip
    told.step(
        CONSENTED, Act.CONSENT_DEBTOR, Actor.DEBTOR,
        lambda at: negotiation.consent_debtor(
            case_id=case_id, by=debtor, at=at, said=DEBTOR_SAYS,
            written=f"{in_french(amount)} ({in_words(amount)})",
        ),
    )  # fmt: skip
    told.step(
        AGREED, Act.NOTE_AGREEMENT, Actor.OFFICER,
        lambda at: outcomes.note_agreement(case_id=case_id, by=officer, at=at),
    )  # fmt: skip


def _tell(kept: Kept, seal: int) -> None:
    click.echo(f"\nDossier {kept.reference} : titre exécutoire délivré, journal scellé (sceau n° {seal}).")
    click.echo(f"  Lettre reçue par le débiteur   {kept.letter}")
    click.echo(f"  Titre signé                    {kept.title}")
    click.echo(f"  Rapport de vérification        {kept.report}")
    click.echo(
        f"  Vérifier vous-même :           .venv/bin/dument title verify {kept.title} --trust {kept.trust}"
    )
    click.echo(f"\n{kept.verdict}")
