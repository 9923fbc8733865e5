"""What papers recite of a case: its dispatch, its answers, its terms, and the steps taken, from the journal."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from dument.actions import _decided, _papers
from dument.actions._move import Step
from dument.law.money import from_cents, in_french
from dument.law.representation import QUALITIES
from dument.law.schedules import acceleration_days
from dument.records.cases.models import Answer, Case, Consent
from dument.records.debtor_given import given_of
from dument.records.journal.models import Event
from dument.records.reading import party
from dument.records.speaking import counted

CHANNELS = {
    "online": "en ligne, avec la référence et le code remis par la lettre",
    "post": "par formulaire envoyé par courrier",
    "office": "à l'étude, contre émargement",
    "phone": "par téléphone",
}
# A refusal comes by any means: no form, no signature is needed (R125-2 III 3°).
REFUSED_BY = CHANNELS | {"post": "par courrier", "office": "à l'étude"}
FROM_HIS_ACCOUNT = "en ligne, depuis son compte"
ASSISTED = "avec l'assistance de son curateur"
HIMSELF = "le destinataire"
MODE = "lettre recommandée avec demande d'avis de réception"
METHOD = (
    "Par virement sur le compte affecté de l'étude, dont les coordonnées sont remises au débiteur, ou entre les "
    "mains de l'étude."
)
INTEREST = (
    "Aucun intérêt conventionnel n'est stipulé. En cas de retard, seul l'intérêt au taux légal peut courir, à "
    "compter d'une mise en demeure (article 1231-6 du code civil)."
)

# How each journal line is told in a title or a record.
TOLD = {
    "submit": "Mandat du créancier reçu",
    "prepare": "Vérifications faites, lettre et formulaires établis",
    "record_dispatch": "Invitation à participer envoyée par lettre recommandée avec demande d'avis de réception",
    "answer_accept": "Acceptation de participer reçue du débiteur",
    "answer_refuse": "Refus de participer reçu du débiteur",
    "note_acceptance": "Acceptation constatée",
    "propose": "Proposition d'accord n° {version}",
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
    """Return the paper, signed by the officer who acts, at the office's town; only a draft of it when he reads."""
    if step.draft:
        return _papers.sketch(kind, data)
    office = step.case.office
    assert office is not None  # noqa: S101 - only a submitted case has papers
    signatory = _papers.Signatory(id=step.by.id, name=step.by.name, at=step.at)
    return _papers.make(kind, data, signatory, office.city)


def common(step: Step) -> dict[str, object]:
    """Return what every paper that both parties read says, interest as frozen, the month without its extension.

    The debtor is as the creditor gave him: where the office found that he lives is not the creditor's to read.
    """
    case = step.case
    shared = _papers.common(case, step.facts, step.by.name, step.on, _papers.frozen_interest(case))
    debtor = _papers.person(party(case, "debtor"), given_of(case))
    return shared | {"debtor": debtor, "raw_last_day": iso(case.raw_last_day)}


def dispatch(case: Case) -> dict[str, object]:
    """Return the sending of the invitation."""
    return {"on": iso(case.dispatched_on), "mode": MODE, "proof": case.dispatch_proof}


def acceptance(case: Case) -> dict[str, object]:
    """Return the debtor's acceptance to take part, the last one recorded."""
    answer = last_answer(case, "accept")
    return {"on": iso(answer.posted_on or answer.on), "channel": how(case, answer, CHANNELS)}


def last_answer(case: Case, kind: str) -> Answer:
    """Return the last answer of that kind that counts (`records.speaking`); ValueError when there is none."""
    said = (row for row in counted(case) if isinstance(row, Answer) and row.kind == kind)
    return max(said, key=lambda row: row.at)


def how(case: Case, given: Answer | Consent, means: Mapping[str, str]) -> str:
    """Return how the debtor answered: by which means, through whom, with whose assistance."""
    who = given.said_by.strip()
    himself = who.casefold().startswith((HIMSELF, party(case, "debtor").name.casefold()))
    told = [means[given.channel]]
    if given.quality:
        told.append(
            f"par {who}, {QUALITIES[given.quality]}" + (f" ({given.authority})" if given.authority else "")
        )
    elif who and not himself:
        told.append(f"par {who}, mandataire")
    if given.assisted:
        told.append(ASSISTED)
    return ", ".join(told)


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
    return told | ({"acceleration_days": acceleration_days(latest.on)} if latest.acceleration else {})


def consent(case: Case, who: str) -> dict[str, object]:
    """Return a party's consent to the latest version, the last one given that counts."""
    latest = list(case.proposals.all())[-1].version
    said = (row for row in counted(case) if isinstance(row, Consent))
    given = max((row for row in said if (row.party, row.version) == (who, latest)), key=lambda row: row.at)
    means = how(case, given, CHANNELS) if who == "debtor" else FROM_HIS_ACCOUNT
    told: dict[str, object] = {"on": iso(given.on), "means": means}
    return told | ({"written_amount": given.written} if given.written else {})


def steps(step: Step, *, amounts: bool = False) -> list[dict[str, object]]:
    """Return the steps taken and the officer's decisions, as the journal holds them (R125-6).

    `amounts` tells those of the proposals: an agreement may show them, a failed negotiation is nobody else's.
    """
    told: list[dict[str, object]] = []
    decided: set[str] = set()
    for event in Event.objects.filter(case_id=step.case.pk).select_related("body"):
        body = json.loads(bytes(event.body.content))
        codes = [one["code"] for one in body.get("decided", ()) if one["code"] not in decided]
        decided.update(codes)
        told += [_decision(code, event.type, iso(event.on), step) for code in codes]
        if event.type in TOLD:
            told.append(_line(event, body, amounts=amounts))
    now = [finding.code for finding in step.judgment.decided if finding.code not in decided]
    return told + [_decision(code, step.attempt.act.value, iso(step.on), step) for code in now]


def _decision(code: str, act: str, on: str, step: Step) -> dict[str, object]:
    what, article = _decided.decision(code, act, step)
    return {"on": on, "what": what, "article": article}


def _line(event: Event, body: Mapping[str, str], *, amounts: bool) -> dict[str, object]:
    what = TOLD[event.type].format(version=body.get("version", ""))
    if amounts and event.type == "propose":
        what += f", pour {in_french(Decimal(body['amount']))}"
    if body.get("assisted"):
        what += f", {ASSISTED}"
    return {"on": body.get("dispatched_on") or iso(event.on), "what": what, "article": body["article"]}
