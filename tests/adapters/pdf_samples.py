"""One plausible set of data for each kind of document, for the tests of whoever prints one."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

from dument.law import texts

DAY = "2026-10-13"
CODE = "K7WX RP3M 9HTE"

_OFFICE = {
    "officer": "Maître Garance Vidal",
    "name": "Étude Vidal et Rey",
    "address": ["14 rue Paradis", "13001 Marseille"],
    "town": "Marseille",
    "phone": "04 91 00 00 00",
    "email": "etude@vidal-rey.example",
    "court_of_appeal": "Aix-en-Provence",
    "directory": "https://annuaire.chambre.example",
}
_CLAIM = {
    "principal": "1200.00",
    "interest": "14.20",
    "other": "0.00",
    "total": "1214.20",
    "basis": "le contrat de prestation de service du 4 mai 2026 (facture FA-2026-1001)",
    "mandate_on": "2026-09-01",
    "lines": [
        {
            "label": "Facture FA-2026-1001, salle de bains, acompte",
            "due_on": "2026-05-31",
            "amount": "700.00",
        },
        {"label": "Facture FA-2026-1017, solde des travaux", "due_on": "2026-06-30", "amount": "500.00"},
    ],
    "interest_lines": [
        {"since": "2026-06-01", "until": "2026-06-30", "rate": "2.62", "days": 30, "amount": "1.51"},
        {"since": "2026-07-01", "until": "2026-10-13", "rate": "3.68", "days": 105, "amount": "12.69"},
    ],
}
_DISPATCH = {
    "on": "2026-10-14",
    "mode": "lettre recommandée avec avis de réception",
    "proof": "2C 123 456 7890 1",
}
_MONTH = {"last_day": "2026-11-16", "raw_last_day": "2026-11-14"}
_ACCEPTANCE = {"on": "2026-10-20", "channel": "en ligne, avec le code de la lettre"}
_TERMS = {
    "amount": "1150.00",
    "instalments": [
        {"on": "2026-12-01", "amount": "400.00"},
        {"on": "2027-01-04", "amount": "400.00"},
        {"on": "2027-02-01", "amount": "350.00"},
    ],
    "method": "Par virement sur le compte affecté de l'étude, avec la référence du dossier.",
    "interest": "Aucun intérêt conventionnel n'est stipulé.",
    "acceleration_days": 30,
}
_STEPS = [
    {"on": "2026-09-01", "what": "Mandat reçu du créancier", "article": "CPCE L125-1 al. 1"},
    {"on": "2026-10-13", "what": "Lettre d'invitation et formulaires établis", "article": "CPCE R125-2"},
    {
        "on": "2026-10-14",
        "what": "Lettre recommandée 2C 123 456 7890 1 déposée",
        "article": "CPCE L125-1 al. 2",
    },
    {
        "on": "2026-10-20",
        "what": "Accord pour participer, donné en ligne",
        "article": "CPCE R125-2 III 2°",
    },
    {"on": "2026-10-21", "what": "Accord pour participer constaté", "article": "CPCE R125-3"},
    {"on": "2026-10-22", "what": "Proposition n° 1 faite au débiteur", "article": "CPCE R125-4"},
    {"on": "2026-10-28", "what": "Proposition n° 2 faite au débiteur", "article": "CPCE R125-4"},
    {
        "on": "2026-11-02",
        "what": "Accord des parties sur la proposition n° 2",
        "article": "CPCE L125-1 al. 3",
    },
    {
        "on": "2026-11-03",
        "what": "Accord constaté",
        "article": "CPCE R125-5 4°",
    },
]
_RECEIPTS = [
    {"on": "2026-12-01", "amount": "600.00", "recipient": "à l'étude"},
    {"on": "2027-03-01", "amount": "550.00", "recipient": "au créancier"},
]
_MORE: dict[str, dict[str, Any]] = {
    "discharge": {
        "day": "2027-03-01",
        "agreed_on": "2026-11-03",
        "amount": "1150.00",
        "paid_on": "2027-03-01",
        "paid": "1150.00",
        "receipts": _RECEIPTS,
    },
    "discharge_withdrawal": {
        "day": "2027-03-09",
        "certified_on": "2027-03-01",
        "agreed_on": "2026-11-03",
        "because": "le chèque ou le virement est revenu impayé",
        "cancelled": _RECEIPTS[1:],
        "amount": "1150.00",
        "paid": "600.00",
        "left": "550.00",
        "receipts": _RECEIPTS[:1],
    },
    "easy_letter": {"last_day": "2026-11-16"},
    "step_proof": {
        "entries": [
            {
                "number": 4,
                "at": "20 octobre 2026 à 10 h 05",
                "who": "le débiteur",
                "what": "Le débiteur accepte de participer",
                "more": ["Reçu : en ligne", "Par : le destinataire"],
                "article": "CPCE R125-2 III 2°",
                "hash": "8a" * 32,
            }
        ]
    },
    "account": {
        "dues": [
            {"on": "2026-12-01", "amount": "575.00", "covered": "575.00", "left": "0.00"},
            {"on": "2027-01-04", "amount": "575.00", "covered": "25.00", "left": "550.00"},
        ],
        "receipts": [_RECEIPTS[0] | {"covers": ["échéance du 1er décembre 2026 : 575,00 €"]}],
        "left": "550.00",
    },
    "invitation": {"code": CODE, "answer_url": "https://dument.example/repondre"},
    "code_letter": {
        "day": "2026-10-26",
        "code": CODE,
        "answer_url": "https://dument.example/repondre",
        **_MONTH,
    },
    "acceptance_form": {},
    "refusal_form": {},
    "conflict_declaration": {"conflict": "none"},
    "acceptance_record": {
        "day": "2026-10-21",
        "dispatch": _DISPATCH,
        "acceptance": _ACCEPTANCE,
        **_MONTH,
    },
    "proposal": {"day": "2026-10-28", "version": 2, "terms": _TERMS, **_MONTH},
    "agreement": {
        "day": "2026-11-03",
        "version": 2,
        "terms": _TERMS,
        **_MONTH,
        "dispatch": _DISPATCH,
        "acceptance": _ACCEPTANCE,
        "creditor_consent": {"on": "2026-10-28", "means": "en ligne, depuis son compte"},
        "debtor_consent": {
            "on": "2026-11-02",
            "means": "en ligne, avec le code de la lettre",
            "written_amount": "mille cent cinquante euros (1 150,00 €)",
        },
    },
    "outcome_record": {
        "day": "2026-11-17",
        "ending": "R125-5 2°",
        "noted_facts": "Aucune réponse n'est parvenue à l'étude avant la fin du 16 novembre 2026.",
        "dispatch": _DISPATCH,
        **_MONTH,
        "steps": _STEPS[:3],
    },
    "title": {
        "day": "2026-11-03",
        "number": "T-2026-000042",
        "dispatch": _DISPATCH,
        "acceptance": _ACCEPTANCE,
        "agreed_on": "2026-11-02",
        "terms": _TERMS,
        "steps": _STEPS,
        "formula": True,
        "verify_url": "https://dument.example/verifier/T-2026-000042",
    },
}
_MORE["debtor_copy"] = _MORE["title"]
_COMPUTATION = {
    "question": "Quels intérêts ?",
    "day": DAY,
    "given": [
        {"label": "Principal", "value": "1 200,00 €"},
        {"label": "Premier jour qui porte intérêt", "value": "1er juin 2026"},
    ],
    "answer": "Au 13 octobre 2026 : 12,08 € d'intérêts",
    "details": [{"label": "Reste dû", "value": "1 212,08 €"}],
    "steps": [
        "Du 1er juin 2026 au 30 juin 2026 : 1 200,00 € × 2,62 % × 30 ÷ 365 = 2,5841 € (CMF, art. L313-2)",
        "L'arrondi au centime se fait une seule fois, sur le total.",
    ],
    "sources": [
        {
            "cited": "CMF, art. L313-2",
            "title": "Le taux légal, par semestre et par qualité",
            "certainty": "source secondaire",
            "read_on": "2026-09-25",
        }
    ],
    "certainty": "source secondaire",
    "link": "https://dument.example/calculs/interets?principal=1200&creditor=artisan&calculer=1",
}


def sample(kind: str, **changes: Any) -> dict[str, Any]:
    """Return fresh data of a kind of document, top-level keys replaced by `changes`."""
    if kind == "computation":
        return copy.deepcopy(_COMPUTATION) | changes
    data: dict[str, Any] = {
        "office": dict(_OFFICE),
        "reference": "D-2026-000042",
        "day": DAY,
        "creditor": {
            "name": "SARL Lefèvre Carrelage",
            "address": ["8 avenue du Prado", "13006 Marseille"],
            "kind": "artisan",
        },
        "debtor": {
            "name": "Monsieur Karim Haddad",
            "address": ["Résidence Les Pins, bât. B", "27 boulevard Baille", "13005 Marseille"],
        },
        "claim": {**_CLAIM},
        "demo": True,
        "signature": "electronic",
    }
    data |= texts.printed(kind, date.fromisoformat(DAY))
    return data | _MORE[kind] | changes
