"""Whole answers, as people read them: approved by reading, then held word for word by test_approved.

`python -m tests.law.approved_answers` writes them again after a change wanted; the difference is to be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import astuple, fields
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from dument.law.calculations import BadInput, Refused, answer
from dument.law.claim import FIELDS, Claim, read_claim
from dument.law.competence import AmbiguousPlace, UnknownPlace, court, court_of, court_of_commune
from dument.law.orientation import orient
from dument.law.routes import simulate
from dument.law.tribunals import tribunal
from tests.law.orientation_claims import TODAY, cases, claim

FOLDER = Path(__file__).parent / "approved"
MERCHANTS: dict[str, Any] = {"debtor": "company", "psrpc": "silent"}
ABROAD: dict[str, Any] = {"debtor_residence": "EU"}
BIG: dict[str, Any] = {"amount_principal": Decimal("10000.01")}

# Beside the shared cases: what each changes of an ordinary claim, of an artisan against a consumer.
CLAIMS: list[dict[str, Any]] = [
    {},
    {"amount_interest": Decimal("61.20"), "place": "Tours", "debt_acknowledged": True, "risk_assets": True},
    {"psrpc": "silent"},
    {"cause": "consumer_credit"},
    {"psrpc": "silent", "order_on": date(2026, 8, 31)},
    {"psrpc": "silent", "order_on": date(2026, 9, 1)},
    {"psrpc": "silent", "served_on": date(2026, 11, 20), "cause": "home_lease", "place": "Lille"},
    {"psrpc": "silent", "cause": "consumer_credit", **BIG},
    {"psrpc": "refused", "contest": "serious"},
    {"psrpc": "agreed_unpaid", "cause": "bill"},
    {"psrpc": "agreed_unpaid", "contest": "serious"},
    {"psrpc": "no_agreement", "cause": "coproperty"},
    {"psrpc": "not_eligible", "amount_principal": Decimal("4999"), "amount_interest": Decimal("1.01")},
    {"psrpc": "not_eligible"},
    {"amount_principal": Decimal("5000"), "amount_interest": Decimal("0.01")},
    {"psrpc": "silent", "cause": "bill"},
    {"psrpc": "silent", "cause": "coproperty"},
    {"amount_principal": Decimal("4999"), "amount_interest": Decimal("1.01")},
    {"contest": "serious"},
    {"contest": "serious", "today": date(2026, 2, 28)},
    {"contest": "serious", "amount_principal": Decimal("5000.01")},
    {"contest": "serious", **BIG},
    {"contest": "serious", "debtor": "company", "place": "Woippy", "debtor_residence": "FR_alsace_moselle"},
    {"contest": "serious", "debtor": "company", **BIG},
    {"contest": "serious", "creditor": "liberal", "debtor": "merchant"},
    {"contest": "vague", "psrpc": "silent", "amount_principal": Decimal("128")},
    {"psrpc": "silent", "amount_principal": Decimal("1280.01")},
    {"debtor": "company"},
    {"debtor": "company", "invoiced_between_merchants": True, "cheque": "no_funds"},
    {"debtor": "company", "invoiced_between_merchants": True, "limitation_end": TODAY},
    {"creditor": "consumer", "debtor_residence": "EU"},
    {**MERCHANTS, "place": "Lyon", "today": date(2024, 12, 31)},
    {**MERCHANTS, "place": "Lyon", "today": date(2025, 1, 1)},
    {**MERCHANTS, "place": "Lyon", "today": date(2028, 12, 31)},
    {**MERCHANTS, "debtor_residence": "FR_overseas", "contest": "serious"},
    {"debtor": "company", "invoiced_between_merchants": True},
    {"debtor": "company", "invoiced_between_merchants": True, "contest": "serious"},
    {**MERCHANTS, "place": "Lyon"},
    {**MERCHANTS, "place": "LE HAVRE (siège)", "today": date(2026, 2, 5)},
    {**MERCHANTS, "place": "Auxerre", **BIG},
    {**MERCHANTS, "place": "Tours", "order_on": date(2026, 11, 20)},
    {**MERCHANTS, "debtor_residence": "FR_overseas"},
    {**MERCHANTS, "debtor_residence": "FR_alsace_moselle", "place": "Metz"},
    {**MERCHANTS, "today": date(2024, 2, 28)},
    {"limitation_end": TODAY - timedelta(days=1), "cause": "sale"},
    {"limitation_end": TODAY, "risk_assets": True, "seized_on": TODAY},
    {"limitation_end": TODAY, "contest": "serious", "debtor": "company"},
    {"limitation_end": TODAY, "cause": "coproperty", "debt_acknowledged": True},
    {"insolvency": "collective", "cause": "sale", "bodacc_on": date(2026, 11, 3)},
    {"insolvency": "surendettement_admitted", "risk_assets": True},
    {"has_title": True},
    {"has_title": True, **BIG},
    {"cheque": "no_funds", "cheque_presented_on": date(2026, 11, 1)},
    {"cheque": "opposition", "debt_acknowledged": True},
    {"cheque": "opposition", "debtor": "company", "place": "Lyon"},
    {"cause": "wage"},
    {"cause": "maintenance"},
    {"cause": "public"},
    {"debtor_residence": "DK"},
    {"debtor_residence": "other", **BIG},
    ABROAD,
    {**ABROAD, "risk_assets": True, "contest": "serious"},
    {**ABROAD, "contest": "vague", "amount_principal": Decimal("5000.01")},
    {**ABROAD, "debtor": "company", "place": "Lyon (lieu de livraison)"},
    {**ABROAD, "debtor": "liberal", "contest": "serious"},
    {"debtor_residence": "unknown"},
    {"debtor_residence": "unknown", "debtor": "company"},
    {"cause": "tort"},
    {"cause": "undue", "amount_principal": Decimal("5000.01")},
    {"cause": "tort", "debtor": "company", "place": "Lyon"},
]  # fmt: skip


def _plain(value: object) -> str:
    if isinstance(value, tuple):
        return " ; ".join(_plain(part) for part in value) or "—"
    return "—" if value is None else "«»" if value == "" else str(value)


def _row(thing: Any) -> str:
    return " | ".join(_plain(value) for value in astuple(thing))


def _answer(one: Claim) -> Iterator[str]:
    got = orient(one)
    for part in fields(got):
        value = getattr(got, part.name)
        if isinstance(value, dict):
            yield from (f"{part.name} {code} : {why}" for code, why in value.items())
        elif part.name in {"reasons", "assumed"}:
            yield from (f"{part.name} : {line}" for line in value)
        elif part.name == "alarms":
            yield from (f"alarm : {_row(alarm)}" for alarm in value)
        elif hasattr(value, "certainty"):
            yield f"{part.name} : {_row(value)}"
        else:
            yield f"{part.name} : {_plain(value)}"
    for outlook in simulate(one):
        yield f"outlook : {_row(outlook)}"
        before = tribunal(one, outlook.route)
        if before != got.court:
            yield f"  before : {_row(before)}"


def _dumped(one: Claim) -> Iterator[str]:
    """Yield the answer as `--json` gives it."""
    for key, value in orient(one).to_dict().items():
        yield from (f"{key} : {line}" for line in _lines(value) or [""])


def orientations() -> str:
    """Return the whole answer to each claim."""
    named = [
        (f"{row['case_id']} {row['title']}", read_claim({k: row.get(k) for k in FIELDS})) for row in cases()
    ]
    named += [(", ".join(f"{k} {v}" for k, v in one.items()) or "ordinary", claim(**one)) for one in CLAIMS]
    told = [line for name, one in named for line in (f"## {name}", *_answer(one), "")]
    return "\n".join(
        [*told, *(line for name, one in named[:6] for line in (f"## JSON {name}", *_dumped(one), ""))]
    )


# A postcode, a commune where it must be told, and whether the address is on the land of an airport.
ADDRESSES: list[tuple[str, str | None, bool]] = [
    ("13001", None, False),
    ("13001", "13055", False),
    ("13001", None, True),
    ("13780", None, False),
    ("95700", "95527", False),
    ("95700", "95527", True),
    ("95300", "95500", False),
    ("32400", "32344", False),
    ("57000", None, False),
    ("97133", None, False),
    ("97150", None, False),
    ("97500", None, False),
    ("97600", None, False),
    ("98714", None, False),
    ("98600", None, False),
    ("01200", None, False),
    ("01200", "01004", False),
    ("13001", "13202", False),
    ("94130", "75056", False),
    ("97400", "98412", False),
    ("00000", None, False),
    ("1300", None, False),
    ("13001", "99999", False),
]


def places() -> str:
    """Return the place of each address, of two communes without postcode, and of the courts of some names."""
    asked: list[tuple[str, Callable[[], object]]] = [
        (
            f"{code} {insee or ''} {'aérodrome' if land else ''}",
            partial(court_of, postcode=code, insee=insee, airport=land),
        )
        for code, insee, land in ADDRESSES
    ]
    asked += [
        (f"commune {one}", partial(court_of_commune, one)) for one in ("98412", "13055", "95527", "02285")
    ]
    asked += [("commune 95527 aérodrome", partial(court_of_commune, "95527", airport=True))]
    asked += [(f"cour {name}", partial(court, name)) for name in ("aix en provence", "St-Denis", "Nice")]
    return "\n".join(line for name, ask in asked for line in (f"## {name.strip()}", *_place(ask), ""))


def _place(ask: Callable[[], object]) -> Iterator[str]:
    try:
        found: Any = ask()
    except (UnknownPlace, AmbiguousPlace) as reason:
        yield f"{type(reason).__name__} : {reason}"
        return
    for part in fields(found):
        value = getattr(found, part.name)
        yield from (
            f"{part.name} : {line}" for line in (value if part.name == "explanation" else [_plain(value)])
        )


def calculations(asked: list[tuple[str, dict[str, Any]]]) -> str:
    """Return the whole answer to each question of `dument calc`, or why there is none."""
    lines = []
    for topic, given in asked:
        lines.append(f"## {topic} {given}")
        try:
            lines += [
                f"{key} : {line}" for key, value in answer(topic, given).items() for line in _lines(value)
            ]
        except (BadInput, Refused) as reason:
            lines.append(f"{type(reason).__name__} : {reason}")
        lines.append("")
    return "\n".join(lines)


def _lines(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


# Beside the questions of test_calculations.
MORE: list[tuple[str, dict[str, Any]]] = [
    ("cour_appel", {"code_postal": "98714"}),
    ("cour_appel", {"code_postal": "97500"}),
    ("cour_appel", {"code_postal": "01200", "insee": "01004"}),
    ("cour_appel", {"code_postal": "95700", "insee": "95527", "aeroport": True}),
    ("cour_appel", {"code_postal": "01200"}),
    ("cour_appel_ambigu", {"code_postal": "01200"}),
    ("delai_mois_641_642", {"envoi": "2026-10-13", "months": 1, "territory": "2A"}),
    ("A444_32_forfait", {"creance": "100.00", "tarif": "2024-03-01", "departement": "974"}),
    ("cout_total_creancier", {"creance": "100.00", "issue": "accord", "tarif": "2023-05-05", "departement": "974"}),
    ("psrpc_frais", {"issue": "silence", "date": "2024-07-16"}),
    ("interet_legal_segment", {"base": "1000.00", "days": 40000, "rate_pct": "6,65"}),
    ("prescription", {"exigibilite": "2021-03-10", "years": 1}),
    ("prescription", {"exigibilite": "2021-03-10", "years": 30}),
    ("prescription", {"kind": "CONSO", "exigibilite": "2021-03-10", "years": 1}),
    ("prescription", {"kind": "CONSO", "exigibilite": "2021-03-10", "years": 31}),
    ("prescription_suspension_2238",
     {"kind": "CREDIT_CONSO", "years": 3, "exigibilite": "2021-03-10", "accord_participer": "2022-03-10",
      "refus_constate": "2022-05-10"}),
    ("prescription_suspension_2238",
     {"kind": "TITRE_1_3", "years": 12, "exigibilite": "2001-03-10", "accord_participer": "2002-03-10",
      "refus_constate": "2015-03-10"}),
    ("paques", {"year": 2026, "moon": "full", "sun": "high"}),
]  # fmt: skip


def asked() -> list[tuple[str, dict[str, Any]]]:
    """Return every question of the tests, of the shared examples, and those that are refused."""
    from dument.law.calculations.examples import read_question
    from tests.law.test_calculations import ASKED, REFUSED, ROWS, UNUSABLE

    shared = [(row["topic"], read_question(row["input_json"])) for row in ROWS]
    return [
        *shared,
        *((topic, given) for topic, given, _ in ASKED),
        *((one[0], one[1]) for one in REFUSED + UNUSABLE),
        *MORE,
    ]


def main() -> None:
    """Write the approved answers again."""
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "orientation.txt").write_text(orientations(), encoding="utf-8")
    (FOLDER / "places.txt").write_text(places(), encoding="utf-8")
    (FOLDER / "calculations.txt").write_text(calculations(asked()), encoding="utf-8")


if __name__ == "__main__":
    main()
