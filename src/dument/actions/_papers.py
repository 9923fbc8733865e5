"""Papers of an act: their data taken from the case, typeset, signed. Nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.conf import settings

from dument.law import eligibility, texts
from dument.law.money import from_cents
from dument.ports import pdf
from dument.ports.pdf import typesetter
from dument.ports.signature import Level, signer
from dument.procedure.facts import Facts
from dument.records.cases.models import Case, Party
from dument.records.reading import party

KINDS_IN_FRENCH = {
    "consumer": "particulier",
    "artisan": "artisan",
    "merchant": "commerçant",
    "company": "société",
    "liberal": "profession libérale",
    "farmer": "agriculteur",
    "association": "association",
    "condominium": "syndicat de copropriétaires",
    "landlord": "bailleur",
    "social_body": "organisme social",
    "minor": "mineur",
    "protected_adult": "majeur protégé",
}
# The officer's acts bear his signature; the forms are for the debtor to sign.
LEVELS: Mapping[str, Level | None] = {
    "invitation": "B-T",
    "acceptance_form": None,
    "refusal_form": None,
    "conflict_declaration": "B-T",
    "acceptance_record": "B-T",
    "proposal": "B-T",
    "agreement": "B-T",
    "outcome_record": "B-T",
    "title": "B-LTA",
    "debtor_copy": "B-T",
    "discharge": "B-T",
    "discharge_withdrawal": "B-T",
}
REASONS = {
    "invitation": "Invitation à participer (CPCE R125-2)",
    "conflict_declaration": "Déclaration d'absence de conflit d'intérêts (ord. 2016-728 art. 8)",
    "acceptance_record": "Constat de l'acceptation de participer (CPCE R125-3)",
    "proposal": "Proposition d'accord (CPCE R125-4)",
    "agreement": "Accord sur le montant et les modalités (CPCE R125-5 4°)",
    "outcome_record": "Constat de l'issue de la procédure (CPCE R125-5)",
    "title": "Titre exécutoire (CPCE R125-6)",
    "discharge": "Attestation de paiement intégral (C. civ. 1342)",
    "discharge_withdrawal": "Retrait de l'attestation de paiement intégral (C. civ. 1342)",
    "debtor_copy": "Copie remise sans frais au débiteur (CPCE R125-6)",
}


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper ready to be stored: its bytes, their hash, and whether it is signed."""

    kind: str
    content: bytes
    sha256: str
    signed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """The officer who signs: stable identifier, printed name, and the moment of the act."""

    id: str
    name: str
    at: datetime


def make(kind: str, data: Mapping[str, object], signatory: Signatory, place: str) -> Paper:
    """Return the paper, with the texts printed on its day, typeset and signed where it must be.

    Raises MentionsMissing, TryAgain, NeverAgain.
    """
    day = date.fromisoformat(str(data["day"]))
    content = typesetter().render(kind, {**texts.printed(kind, day), **data})
    level = LEVELS[kind]
    if level:
        content = signer().sign(
            content,
            officer=signatory.id,
            name=signatory.name,
            level=level,
            reason=REASONS[kind],
            place=place,
            at=signatory.at,
        )
    return Paper(kind, content, sha256(content).hexdigest(), level is not None)


def sketch(kind: str, data: Mapping[str, object]) -> Paper:
    """Return the paper as it would be made now, marked a draft on every page, unsigned. Raises MentionsMissing."""
    day = date.fromisoformat(str(data["day"]))
    content = typesetter().render(kind, {**texts.printed(kind, day), **data, "draft": True})
    return Paper(kind, content, sha256(content).hexdigest(), signed=False)


def common(
    case: Case, facts: Facts, officer: str, on: date, interest: Sequence[pdf.InterestLine]
) -> dict[str, object]:
    """Return what every paper of the case says: office, reference, day, parties as they are now, claim."""
    office = case.office
    assert office is not None  # noqa: S101 - only a submitted case has papers
    return {
        "office": {
            "officer": officer,
            "name": office.name,
            "address": [office.address, f"{office.postcode} {office.city}"],
            "town": office.city,
            "phone": office.phone,
            "email": office.email,
            "court_of_appeal": office.court,
            "directory": settings.DUMENT_DIRECTORY,
        },
        "reference": case.reference,
        "day": on.isoformat(),
        "creditor": person(party(case, "creditor")),
        "debtor": person(party(case, "debtor")),
        "claim": claim(case, facts, interest),
        "demo": not settings.PRODUCTION,
        "signature": "electronic",
    }


def time_barred(facts: Facts, on: date) -> bool:
    """Tell whether the time to act seemed over on that day, or on the day the acceptance was noted if earlier.

    False for a forclusion, which is told apart (C. civ. 2220).
    """
    found = eligibility.limitation(
        cause=facts.cause,
        creditor=facts.creditor,
        debtor=facts.debtor,
        due_on=facts.due_on,
        on=on,
        suspended_on=facts.acceptance_noted_on,
    )
    return any(finding.decidable for finding in found)


def person(who: Party, given: Mapping[str, str] | None = None) -> dict[str, object]:
    """Return a party as papers print it; `given` stands for its columns of the same name (records.debtor_given)."""
    place = {name: getattr(who, name) for name in ("address", "postcode", "city")} | dict(given or {})
    told: dict[str, object] = {
        "name": who.name,
        "address": [
            line for line in (place["address"], f"{place['postcode']} {place['city']}".strip()) if line
        ],
        "kind": KINDS_IN_FRENCH[who.kind],
    }
    if who.siren:
        told["siren"] = who.siren
    return told


def claim(case: Case, facts: Facts, interest: Sequence[pdf.InterestLine]) -> dict[str, object]:
    """Return the claim as papers print it: totals, then each element of the debt (R125-2 I 3°)."""
    lines = [
        {
            "label": line.label,
            "due_on": line.due_on.isoformat() if line.due_on else "",
            "amount": str(from_cents(line.amount_cents)),
        }
        for line in case.claimlines.all()
    ]
    several = {"several": {"solidarity": case.claim.solidarity_basis}} if case.claim.debtors > 1 else {}
    return several | {
        "principal": str(facts.principal),
        "interest": str(facts.interest),
        "other": str(facts.other),
        "total": str(facts.claimed),
        "basis": case.basis,
        "mandate_on": case.mandate_on.isoformat() if case.mandate_on else "",
        "lines": lines,
        "interest_lines": list(interest),
    }


def frozen_interest(case: Case) -> list[pdf.InterestLine]:
    """Return the interest lines frozen when the letter was prepared."""
    return [
        {
            "since": line.since.isoformat(),
            "until": line.until.isoformat(),
            "rate": f"{line.rate.normalize():f}",
            "days": line.days,
            "amount": str(from_cents(line.amount_cents)),
        }
        for line in case.interestlines.all()
    ]
