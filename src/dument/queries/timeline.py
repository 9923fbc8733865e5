"""The life of a case as people read it, from its journal, and whether its chain holds."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from dument.law.money import in_french
from dument.law.representation import QUALITIES
from dument.procedure.cancelling import CANCELLATIONS
from dument.procedure.states import Act
from dument.queries.words import ACTORS, CHANNELS, CONFLICTS, FACTS, REASONS, RECIPIENTS
from dument.records.cases.models import Case
from dument.records.debtor_given import WHERE, as_given
from dument.records.journal.chain import GENESIS, event_hash
from dument.records.journal.models import Event

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the journal: its number, its legal day and instant, who, what, and more about it.

    `trace` tells where an act came from and which page was shown before it: for the office alone. `corrects` is the
    number of the line that a correction is about; `kind`, of a fact learned, its word.
    """

    number: int
    type: str
    on: date
    at: datetime
    actor: str
    actor_id: str
    sentence: str
    more: tuple[str, ...]
    article: str
    hash: str
    by_debtor: bool
    checked: tuple[str, ...]
    trace: tuple[str, ...] = ()
    corrects: int | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """The entries of a case in order; `broken` says where its chain breaks, empty when it holds.

    `given` are the columns of the debtor that somebody else than the creditor changed, as the creditor gave them;
    `letter_elsewhere` tells that the letter was sealed for another place than the one he gave.
    """

    entries: tuple[Entry, ...]
    broken: str
    given: Mapping[str, str] = field(default_factory=dict, hash=False)
    letter_elsewhere: bool = False


SENTENCES: Mapping[str, str] = {
    "submit": "Dossier confié à l'étude, mandat daté du {mandate_on}",
    "decline": "Dossier décliné par l'étude",
    "prepare": "Lettre et formulaires préparés et scellés, montants figés",
    "record_dispatch": "Lettre envoyée le {dispatched_on}",
    "answer_accept": "Le débiteur accepte de participer",
    "answer_refuse": "Le débiteur refuse de participer",
    "note_acceptance": "Acceptation constatée par l'étude",
    "note_refusal": "Refus de participer constaté : la procédure est terminée",
    "propose": "Proposition n° {version} : {amount}",
    "counter_offer": "Contre-proposition reçue",
    "consent_creditor": "Le créancier consent à la proposition n° {version}",
    "consent_debtor": "Le débiteur consent à la proposition n° {version}",
    "note_agreement": "Accord constaté : les paiements sont de nouveau possibles",
    "refuse_terms": "Le débiteur refuse le montant ou les modalités",
    "note_terms_refusal": "Refus des modalités constaté : la procédure est terminée",
    "note_expiry": "Expiration du délai d'un mois constatée : la procédure est terminée",
    "issue_title": "Titre exécutoire délivré",
    "record_payment": "Paiement de {amount} reçu",
    "cancel_payment": "Paiement de {amount} du {paid_on} annulé : il ne compte plus",
    "update_certificate": "Attestation de paiement mise à jour",
    "appoint_enforcer": "Étude désignée pour l'exécution forcée : {named}",
    "withdraw": "Dossier retiré par le créancier",
    "end": "Dossier clos par l'étude",
    "correct": "Correction de l'inscription n° {corrects}",
    "report_fact": "Fait nouveau : {kind}",
    "renew_code": "Code d'accès du débiteur renouvelé",
    "copy_to_draft": "Dossier repris dans un nouveau brouillon",
}
DECLARED = "Déclaration de l'officier sur les conflits d'intérêts : {conflict}"
INSTALMENT = "Échéance du {on} : {amount}"
# What the register said of a party at filing.
CHECKED: Mapping[str, str] = {
    "none": "aucun SIREN donné, identité non vérifiée",
    "wrong": "SIREN {siren} faux (clé)",
    "unreachable": "SIREN {siren} non vérifié, le registre ne répondait pas",
    "unknown": "SIREN {siren} inconnu du registre",
    "found": "SIREN {siren} au registre sous le nom « {name} », {same}",
}
CHECKED_NAME = {True: "celui du dossier", False: "qui n'est pas celui du dossier"}


def journal_of(case: Case) -> Journal:
    """Return the journal of the case, its chain checked link by link up to the head that the case holds."""
    if not case.last_number:
        return Journal(entries=(), broken="")
    lines = list(Event.objects.filter(case=case).select_related("body").order_by("number"))
    told = [(line.actor, body_of(bytes(line.body.content))) for line in lines]
    letter = next((rank for rank, line in enumerate(lines) if line.type == Act.PREPARE.value), 0)
    return Journal(
        entries=tuple(_entry(line) for line in lines),
        broken=broken_link(case, lines),
        given=as_given(told),
        letter_elsewhere=bool(WHERE & set(as_given(told[:letter]))),
    )


def body_of(content: bytes) -> Body:
    """Return a body as plain values; empty once the retention has erased it."""
    return json.loads(content) if content else {}


def broken_link(case: Case, lines: Sequence[Event]) -> str:
    """Return the sentence that says where the chain of those lines breaks, or an empty text."""
    previous = GENESIS
    for expected, line in enumerate(lines, start=1):
        content = bytes(line.body.content)
        altered = bool(content) and sha256(content).hexdigest() != line.body_sha256
        if line.number != expected or line.previous != previous or line.hash != event_hash(line) or altered:
            return (
                f"La chaîne est rompue à l'inscription n° {expected} : prévenez la chambre, n'agissez plus."
            )
        previous = line.hash
    if (case.last_number, case.head or GENESIS) != (len(lines), previous):
        return "La fin du journal manque : prévenez la chambre, n'agissez plus."
    return ""


# Told at the debtor's door by who says that he is not the debtor.
BY_A_STRANGER = frozenset({"not_addressee", "moved"})


def _entry(line: Event) -> Entry:
    body = body_of(bytes(line.body.content))
    return Entry(
        number=line.number,
        type=line.type,
        on=line.on,
        at=line.at,
        actor=ACTORS["holder"] if body.get("kind") in BY_A_STRANGER else ACTORS.get(line.actor, line.actor),
        actor_id=line.actor_id,
        sentence=_sentence(line.type, body),
        more=tuple(_more(body)),
        article=str(body.get("article", "")),
        hash=line.hash,
        by_debtor=line.actor == "debtor",
        checked=tuple(_checked(one) for one in body.get("checked", ())),
        trace=tuple(
            f"{label} : {body['trace'][name]}" for name, label in TRACE if name in body.get("trace", {})
        ),
        corrects=body.get("corrects"),
        kind=str(body.get("kind", "")),
    )


def _sentence(word: str, body: Body) -> str:
    """Return the sentence of that act, filled from its body; without its details once they are erased."""
    sentence = SENTENCES.get(word, word)
    declared = body.get("changes", {}).get("conflict")
    if declared:
        return DECLARED.format(conflict=CONFLICTS[declared])
    try:
        return sentence.format_map({name: _french(name, value) for name, value in body.items()})
    except KeyError:
        return sentence.split(" {")[0].rstrip(" :")


def _checked(one: Mapping[str, Any]) -> str:
    """Return what the register said of a party at filing, in one sentence."""
    who = ACTORS[one["party"]].capitalize()
    same = CHECKED_NAME[bool(one.get("same_name"))]
    told = CHECKED[one["result"]].format(siren=one["siren"], name=one.get("name"), same=same)
    return f"{who} : {told}. {one.get('notice', '')}".strip()


def _more(body: Body) -> list[str]:
    told = [f"{label} : {_french(name, body[name])}" for name, label in DETAILS if body.get(name)]
    told += [
        INSTALMENT.format(on=_day(part["on"]), amount=in_french(Decimal(part["amount"])))
        for part in body.get("instalments", ())
    ]
    told += [f"Décision de l'officier ({one['code']}) : {one['reason']}" for one in body.get("decided", ())]
    return told


TRACE = (
    ("address", "Adresse du visiteur"),
    ("page", "Empreinte de la page montrée"),
    ("release", "Version du service"),
)
DETAILS = (
    ("channel", "Reçu"),
    ("posted_on", "Posté le"),
    ("received_on", "Reçu le"),
    ("said_by", "Par"),
    ("quality", "En qualité de"),
    ("authority", "Pouvoir"),
    ("text", "Texte"),
    ("written", "Écrit de sa main"),
    ("reason", "Motif"),
    ("because", "Motif"),
    ("certificate", "Attestation"),
    ("words", "Précision"),
    ("recipient", "Payé"),
    ("proof", "Numéro de recommandé"),
    ("last_day", "Dernier jour du délai"),
)
# The details that hold somebody's own words.
IN_OWN_WORDS = frozenset({"said_by", "authority", "text", "written", "words"})
CERTIFICATES = {"made": "délivrée", "withdrawn": "retirée"}
_WORDS: Mapping[str, Mapping[str, str]] = {
    "channel": CHANNELS,
    "reason": REASONS,
    "because": CANCELLATIONS,
    "certificate": CERTIFICATES,
    "recipient": RECIPIENTS,
    "kind": FACTS,
    "quality": QUALITIES,
}


def _day(text: str) -> str:
    return f"{date.fromisoformat(text):%d/%m/%Y}"


_WRITTEN: Mapping[str, Callable[[str], str]] = {
    "posted_on": _day,
    "received_on": _day,
    "paid_on": _day,
    "mandate_on": _day,
    "dispatched_on": _day,
    "last_day": _day,
    "amount": lambda text: in_french(Decimal(text)),
}


def _french(name: str, value: object) -> str:
    if name in _WORDS:
        return _WORDS[name].get(str(value), str(value))
    write = _WRITTEN.get(name)
    return write(str(value)) if write else str(value)
