"""What papers recite of a case: its dispatch, its answers, its terms, and the steps taken, from the journal."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from dument.actions import _papers
from dument.actions._move import Step
from dument.law.money import from_cents, in_french
from dument.records.cases.models import Case
from dument.records.journal.models import Event

CHANNELS = {
    "online": "en ligne, avec la référence et le code remis par la lettre",
    "post": "par formulaire envoyé par courrier",
    "office": "à l'étude, contre émargement",
    "phone": "par téléphone",
}
FROM_HIS_ACCOUNT = "en ligne, depuis son compte"
MODE = "lettre recommandée avec demande d'avis de réception"
METHOD = "Entre les mains de l'étude, par virement ou tout moyen convenu ; l'étude reverse au créancier."
INTEREST = "Aucun intérêt ne court pendant l'échéancier tant qu'il est respecté."
ACCELERATION_DAYS = 15

# How each journal line is told in a title or a record.
TOLD = {
    "submit": "Mandat du créancier reçu",
    "prepare": "Vérifications faites, lettre et formulaires établis",
    "record_dispatch": "Invitation à participer envoyée par lettre recommandée avec demande d'avis de réception",
    "answer_accept": "Acceptation de participer reçue du débiteur",
    "answer_refuse": "Refus de participer reçu du débiteur",
    "note_acceptance": "Acceptation constatée",
    "propose": "Proposition d'accord n° {version}, pour {amount}",
    "counter_offer": "Contre-proposition reçue",
    "consent_creditor": "Consentement du créancier à la proposition n° {version}",
    "consent_debtor": "Consentement du débiteur à la proposition n° {version}",
    "refuse_terms": "Refus exprès des modalités reçu du débiteur",
    "note_agreement": "Accord constaté",
}


def iso(day: date | None) -> str:
    """Return the day as papers' data hold it; empty when there is none."""
    return day.isoformat() if day else ""


def make(kind: str, data: Mapping[str, object], step: Step) -> _papers.Paper:
    """Return the paper, signed by the officer who acts, at the office's town."""
    office = step.case.office
    assert office is not None  # noqa: S101 - only a submitted case has papers
    signatory = _papers.Signatory(id=step.by.id, name=step.by.name, at=step.at)
    return _papers.make(kind, data, signatory, office.city)


def common(step: Step) -> dict[str, object]:
    """Return what every paper says, with the interest as it was frozen."""
    return _papers.common(step.case, step.facts, step.by.name, step.on, _papers.frozen_interest(step.case))


def dispatch(case: Case) -> dict[str, object]:
    """Return the sending of the invitation."""
    return {"on": iso(case.dispatched_on), "mode": MODE, "proof": case.dispatch_proof}


def acceptance(case: Case) -> dict[str, object]:
    """Return the debtor's acceptance to take part, the last one recorded."""
    answer = max((row for row in case.answers.all() if row.kind == "accept"), key=lambda row: row.at)
    told: dict[str, object] = {"on": iso(answer.posted_on or answer.on), "channel": CHANNELS[answer.channel]}
    return told | ({"by": answer.said_by} if answer.said_by else {})


def terms(case: Case) -> dict[str, object]:
    """Return the amount and terms of the latest proposal."""
    latest = list(case.proposals.all())[-1]
    rows: list[dict[str, object]] = [
        {"on": iso(part.on), "amount": str(from_cents(part.amount_cents))}
        for part in latest.instalments.all()
    ]
    told: dict[str, object] = {
        "amount": str(from_cents(latest.amount_cents)),
        "instalments": rows,
        "method": METHOD,
        "interest": INTEREST,
    }
    return told | ({"acceleration_days": ACCELERATION_DAYS} if latest.acceleration else {})


def consent(case: Case, who: str) -> dict[str, object]:
    """Return a party's consent to the latest version."""
    latest = list(case.proposals.all())[-1].version
    given = next(row for row in case.consents.all() if (row.party, row.version) == (who, latest))
    means = CHANNELS[given.channel] if who == "debtor" else FROM_HIS_ACCOUNT
    told: dict[str, object] = {"on": iso(given.on), "means": means}
    return told | ({"written_amount": given.written} if given.written else {})


def steps(step: Step) -> list[dict[str, object]]:
    """Return the steps taken, as the journal holds them (R125-6: the title recites them)."""
    told: list[dict[str, object]] = []
    for event in Event.objects.filter(case_id=step.case.pk).select_related("body"):
        sentence = TOLD.get(event.type)
        if sentence:
            body = json.loads(bytes(event.body.content))
            told.append(
                {
                    "on": body.get("dispatched_on") or iso(event.on),
                    "what": sentence.format(
                        version=body.get("version", ""), amount=_french(body.get("amount", ""))
                    ),
                    "article": body["article"],
                }
            )
    return told


def _french(amount: str) -> str:
    return in_french(Decimal(amount)) if amount else ""
