"""The sentences a person reads, word for word: an explanation is part of the answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from dument.law.ceiling import check_ceiling
from dument.law.deadlines import one_month
from dument.law.fees import collection_fee, cost_to_creditor
from dument.law.imputation import Debt, Payment, account, among_debts, impute
from dument.law.interest import rate_parameter, under_the_floor
from dument.law.limitation import last_useful_day, period_for, period_of
from dument.law.payments import pay_over
from dument.law.references import Reference

CIVIL = period_of("CIVIL")
DUE = date(2021, 3, 10)
PLAIN = (
    "Prescription de 5 ans (C. civ., art. 2224). Prescription de droit commun : cinq ans.",
    "Point de départ : 10 mars 2021 ; dernier jour utile : 10 mars 2026, à minuit.",
)
COUNTED = ["C. civ., art. 2224", "C. civ., art. 2228", "C. civ., art. 2229"]
UNSETTLED = (
    "Aucun texte ne dit si l'article 642 vaut pour cette procédure : "
    + "l'officier décide s'il s'appuie sur le report."
)


def cited(references: Sequence[Reference]) -> list[str]:
    return [str(one) for one in references]


def plain(lines: Sequence[str]) -> list[str]:
    """The lines with ordinary spaces, which a test can show."""
    return [line.replace("\u00a0", " ").replace("\u202f", " ") for line in lines]


def test_the_month() -> None:
    found = one_month(dispatched_on=date(2026, 10, 15))
    assert found.explanation == (
        "Événement du 15 octobre 2026 ; un délai de 1 mois expire le jour de même quantième, ou le dernier jour du "
        "mois : dimanche 15 novembre 2026.",
        f"Le dimanche 15 novembre 2026 n'est pas ouvrable (dimanche) : report au lundi 16 novembre 2026. {UNSETTLED}",
    )
    assert cited(found.references) == [
        "CPCE, art. L125-1 al. 2",
        "CPC, art. 640",
        "CPC, art. 641 al. 2",
        "CPC, art. 642 al. 2",
        "C. trav., art. L3133-1",
    ]


def test_the_month_with_a_local_holiday() -> None:
    found = one_month(dispatched_on=date(2027, 11, 20), territories=("13", "974"))
    assert found.explanation[1:] == (
        "Le lundi 20 décembre 2027 est ouvrable au calendrier national : pas de report.",
        "Avec les jours fériés locaux, le lundi 20 décembre 2027 ne l'est pas (Abolition de l'esclavage) : report au "
        f"mardi 21 décembre 2027. {UNSETTLED}",
    )
    assert cited(found.references)[-2:] == ["C. trav., art. L3134-13", "C. trav., art. L3422-2"]


LIMITATIONS: list[tuple[dict[str, Any], list[str], list[str], str]] = [
    ({}, [], [], "confirmed"),
    (
        {"suspended_on": date(2026, 2, 20)},
        [
            "Accord de participer constaté le 20 février 2026 : le délai est suspendu, sans effacer le temps couru.",
            "La suspension dure encore : la date donnée est la plus proche possible.",
        ],
        ["C. civ., art. 2238 al. 1", "C. civ., art. 2230"],
        "confirmed",
    ),
    (
        {"suspended_on": date(2026, 2, 20), "resumed_on": date(2026, 3, 5)},
        [
            "Accord de participer constaté le 20 février 2026 : le délai est suspendu, sans effacer le temps couru.",
            "Reprise le 5 mars 2026 : 13 jour(s) s'ajoutent.",
            "Six mois au moins restent à courir : jusqu'au 5 septembre 2026.",
        ],
        ["C. civ., art. 2238 al. 1", "C. civ., art. 2230", "C. civ., art. 2238 al. 3"],
        "confirmed",
    ),
    (
        {"suspended_on": date(2026, 2, 20), "resumed_on": date(2026, 3, 5), "refused": False},
        [
            "Accord de participer constaté le 20 février 2026 : le délai est suspendu, sans effacer le temps couru.",
            "Reprise le 5 mars 2026 : 13 jour(s) s'ajoutent.",
            "La loi ne règle la reprise, et les six mois qui restent au moins, que pour un refus constaté : le délai "
            "d'un mois ayant pris fin sans refus, la date donnée est la plus prudente, sans ces six mois.",
        ],
        ["C. civ., art. 2238 al. 1", "C. civ., art. 2230", "C. civ., art. 2238 al. 3"],
        "inferred",
    ),
    (
        {
            "suspended_on": date(2026, 2, 20),
            "acknowledged_on": date(2026, 3, 5),
            "resumed_on": date(2026, 3, 5),
        },
        [
            "Accord de participer constaté le 20 février 2026 : le délai est suspendu, sans effacer le temps couru.",
            "Reconnaissance de la dette le 5 mars 2026 : nouveau délai de même durée, jusqu'au 5 mars 2031.",
            "Reprise le 5 mars 2026 : 0 jour(s) s'ajoutent.",
        ],
        ["C. civ., art. 2238 al. 1", "C. civ., art. 2230", "C. civ., art. 2240", "C. civ., art. 2231"],
        "inferred",
    ),
    (
        {"suspended_on": date(2026, 3, 20)},
        ["Accord de participer du 20 mars 2026, après le terme : sans effet."],
        ["C. civ., art. 2238"],
        "confirmed",
    ),
    (
        {"acknowledged_on": date(2026, 2, 20)},
        [
            "Reconnaissance de la dette le 20 février 2026 : nouveau délai de même durée, jusqu'au 20 février 2031."
        ],
        ["C. civ., art. 2240", "C. civ., art. 2231"],
        "inferred",
    ),
    (
        {"acknowledged_on": date(2027, 2, 20)},
        [
            "Reconnaissance du 20 février 2027, après le terme : elle n'interrompt plus rien ; une renonciation à la "
            "prescription acquise reste à apprécier."
        ],
        ["C. civ., art. 2251"],
        "inferred",
    ),
    (
        {"suspended_on": date(2022, 1, 1), "resumed_on": date(2041, 1, 1)},
        [
            "Accord de participer constaté le 1er janvier 2022 : le délai est suspendu, sans effacer le temps couru.",
            "Reprise le 1er janvier 2041 : 6940 jour(s) s'ajoutent.",
            "Délai butoir de vingt ans : 10 mars 2041.",
        ],
        ["C. civ., art. 2238 al. 1", "C. civ., art. 2230", "C. civ., art. 2232"],
        "confirmed",
    ),
]


@pytest.mark.parametrize(("events", "lines", "articles", "certainty"), LIMITATIONS)
def test_limitation(events: dict[str, Any], lines: list[str], articles: list[str], certainty: str) -> None:
    found = last_useful_day(due_on=DUE, period=CIVIL, **events)
    assert found.explanation == (*PLAIN, *lines)
    assert cited(found.references) == [*COUNTED, *articles]
    assert found.certainty == certainty


def test_limitation_of_other_kinds() -> None:
    phone = last_useful_day(due_on=DUE, period=period_of("TELECOM"))
    assert phone.explanation[0] == (
        "Prescription de 1 an (C. postes, art. L34-2 al. 2). Prescription d'un an des prestations de communications "
        "électroniques."
    )
    credit = last_useful_day(due_on=DUE, period=period_of("CREDIT_CONSO"), acknowledged_on=date(2022, 1, 1))
    assert credit.explanation == (
        "Forclusion de 2 ans (C. conso., art. R312-35). Crédit à la consommation : forclusion de deux ans.",
        "Point de départ : 10 mars 2021 ; dernier jour utile : 10 mars 2023, à minuit.",
        "Forclusion : ni l'accord de participer ni la reconnaissance de la dette ne la déplacent (C. civ., art. 2220) "
        "; une demande en justice, un acte d'exécution forcée ou, pour un crédit à la consommation, un réaménagement "
        "le peuvent (C. civ., art. 2241 et 2244 ; C. conso., art. R312-35).",
    )


@pytest.mark.parametrize(
    ("cause", "creditor", "reading"),
    [
        ("tort", "consumer", "Créance étrangère à cette procédure : droit commun, à vérifier."),
        (
            "statutory",
            "social_body",
            "Cotisation statutaire : droit commun ; celles de sécurité sociale se prescrivent par trois ans (CSS, art. "
            "L244-3, non lu).",
        ),
        ("statutory", "association", "Obligation statutaire sans délai propre trouvé : droit commun."),
        ("sale", "association", "Association qui fournit un bien ou un service comme un professionnel."),
        ("loan", "company", "Prêt consenti par un professionnel à un consommateur : un service."),
    ],
)
def test_readings_of_the_texts(cause: str, creditor: str, reading: str) -> None:
    found = period_for(cause=cause, creditor=creditor, debtor="consumer")
    assert found.reading == reading
    assert str(found.reference) in {"C. civ., art. 2224", "C. conso., art. L218-2"}


def test_words_refused_are_listed() -> None:
    with pytest.raises(
        ValueError, match="« don » : mot inconnu ; attendu : carriage, cheque, consumer_credit, coproperty, "
    ):
        period_for(cause="don", creditor="company", debtor="company")


def test_the_bill() -> None:
    cost = cost_to_creditor(
        claim=Decimal(100), outcome="agreement_paid", on=date(2023, 5, 5), office_in="974"
    )
    assert plain(cost.explanation) == [
        "Frais de dossier, toujours dus : 18,48 € toutes taxes comprises.",
        "Titre exécutoire, dû en cas d'accord seulement : 36,87 €.",
        "Créance de 100,00 €, 100,00 € encaissés en principal : émolument fixe, 21,28 € hors taxe au tarif du 5 mai "
        "2023.",
        "Majoration outre-mer de 37 % : 29,15 € hors taxe.",
        "TVA à 8,5 % : 2,48 € ; toutes taxes comprises : 31,63 €.",
        "Total pour le créancier : 86,98 € ; pour le débiteur : 0,00 €.",
    ]
    assert [str(one) for one in (cost.file, cost.title, cost.collection)] == ["18.48", "36.87", "31.63"]
    assert cited(cost.references) == [
        "CPCE, art. L125-1 al. 4",
        "C. com., art. A444-32 1°",
        "C. com., art. A444-32 2°",
        "C. com., art. A444-10 al. 2",
        "CGI, art. 296",
        "Service-public, F38307",
        "C. com., art. A444-28 (ligne 113)",
    ]
    halved = cost_to_creditor(
        claim=Decimal(100), outcome="agreement", on=date(2023, 5, 5), office_in="974", coefficient=True
    )
    assert str(halved.title) == "18.43"
    assert "C. com., art. A444-46" in cited(halved.references)


def test_the_fee_by_brackets() -> None:
    fee = collection_fee(claim=Decimal(200), collected=Decimal(200), on=date(2024, 3, 1))
    assert plain(fee.explanation) == [
        "Créance de 200,00 €, 200,00 € encaissés en principal : somme des tranches arrondie une fois, 22,73 € hors "
        "taxe au tarif du 1er mars 2024.",
        "TVA à 20 % : 4,55 € ; toutes taxes comprises : 27,28 €.",
    ]


def test_the_certainty_of_a_bill_counts_its_taxes() -> None:
    known = cost_to_creditor(claim=Decimal(100), outcome="silence", on=date(2024, 2, 29), office_in="971")
    doubtful = cost_to_creditor(claim=Decimal(100), outcome="silence", on=date(2024, 3, 1), office_in="971")
    assert (known.certainty, doubtful.certainty) == ("confirmed", "unconfirmed")


def test_the_ceiling() -> None:
    above = check_ceiling(
        principal=Decimal(4900), interest=Decimal(80), other=Decimal(40), on=date(2026, 3, 2)
    )
    assert plain(above.explanation) == [
        "Plafond au 2 mars 2026 : 5 000,00 €, principal et intérêts.",
        "Principal 4 900,00 € ; avec les intérêts 4 980,00 € : le plafond est respecté.",
        "Tout compris 5 020,00 € : au-dessus du plafond. Aucun texte ne dit si les accessoires comptent ; l'officier "
        "décide, ou le créancier en abandonne une part par écrit.",
    ]
    passed = check_ceiling(principal=Decimal(5000), interest=Decimal(80), other=Decimal(40))
    assert plain(passed.explanation) == [
        "Plafond au 1er janvier 2020 : 5 000,00 €, principal et intérêts.",
        "Principal 5 000,00 € ; avec les intérêts 5 080,00 € : le plafond est dépassé.",
    ]
    assert cited(passed.references) == ["CPCE, art. R125-1 al. 2"]


@pytest.mark.parametrize(
    ("in_cash", "by_instalments", "line"),
    [
        (
            False,
            False,
            "autrement qu'en espèces : 6 semaines pour la reverser, au plus tard le 13 avril 2026.",
        ),
        (
            False,
            True,
            "autrement qu'en espèces, par acomptes : 3 mois pour la reverser, au plus tard le 2 juin 2026.",
        ),
        (True, False, "en espèces : 3 semaines pour la reverser, au plus tard le 23 mars 2026."),
        (
            True,
            True,
            "en espèces, par acomptes : 6 semaines pour la reverser, au plus tard le 13 avril 2026.",
        ),
    ],
)
def test_paying_over(in_cash: bool, by_instalments: bool, line: str) -> None:
    found = pay_over(collected_on=date(2026, 3, 2), in_cash=in_cash, by_instalments=by_instalments)
    assert found.explanation == (f"Somme encaissée le 2 mars 2026 {line}",)


def test_where_a_payment_goes() -> None:
    done = impute(principal=Decimal(1000), interest=Decimal("37.40"), payment=Decimal(1040))
    assert plain(done.explanation) == [
        "Paiement de 1 040,00 € : 37,40 € sur les intérêts, puis 1 000,00 € sur le principal.",
        "Restent 0,00 € d'intérêts et 0,00 € de principal.",
        "Trop-perçu à restituer : 2,60 €.",
    ]
    assert cited(done.references) == ["C. civ., art. 1343-1 al. 1", "CPCE, art. L125-1 al. 4"]
    kept = account(
        rate_parameter("legal", "company"),
        principal=Decimal(1000),
        first_day=date(2026, 1, 1),
        last_day=date(2026, 3, 31),
        payments=[Payment(date(2026, 1, 31), Decimal("502.23"))],
    )
    assert plain(kept.explanation) == [
        "31 janvier 2026 : Paiement de 502,23 € : 2,23 € sur les intérêts, puis 500,00 € sur le principal.",
        "Au 31 mars 2026 : 4,34 € d'intérêts courus, 2,11 € restent dus, avec 500,00 € de principal.",
    ]
    assert cited(kept.references) == ["C. civ., art. 1343-1 al. 1", "CMF, art. L313-2"]


def test_which_debt_costs_most() -> None:
    owed = [
        Debt("A", date(2025, 1, 5), Decimal(100)),
        Debt("B", date(2025, 2, 5), Decimal(100), Decimal("2.62")),
    ]
    shared = among_debts(debts=owed, payment=Decimal(100))
    assert plain(shared.explanation)[0] == "Dette B, échue (5 février 2025), intérêt 2,62 % : 100,00 €."


def test_which_debt_a_payment_pays() -> None:
    owed = [
        Debt("A", date(2025, 1, 5), Decimal(100), Decimal("2.62")),
        Debt("B", date(2027, 1, 5), Decimal(100)),
        Debt("C", date(2027, 1, 5), Decimal(100)),
        Debt("D", date(2025, 1, 5), Decimal(100)),
    ]
    shared = among_debts(debts=owed, payment=Decimal(450), chosen="A", on=date(2026, 1, 1))
    assert plain(shared.explanation) == [
        "Dette A, indiquée par le débiteur : 100,00 €.",
        "Dette D, échue (5 janvier 2025), intérêt 0,00 % : 100,00 €.",
        "Dette B, non échue (5 janvier 2027), intérêt 0,00 %, à proportion : 100,00 € ; Dette C, non échue (5 janvier "
        "2027), intérêt 0,00 %, à proportion : 100,00 €.",
        "Trop-perçu à restituer : 50,00 €.",
    ]


def test_a_rate_under_the_floor_and_what_no_text_says() -> None:
    day = date(2025, 3, 1)
    assert plain(under_the_floor(rate_pct=Decimal(5), first_day=day, last_day=date(2025, 3, 31))) == [
        "Du 1er mars 2025 au 31 mars 2025, le taux convenu (5 %) est sous le plancher de trois fois le taux légal "
        "(11,13 %) : une clause ne peut pas y descendre. Le texte ne dit pas ce qui la remplace ; le montant donné, "
        "au taux convenu, est le plus bas possible."
    ]
