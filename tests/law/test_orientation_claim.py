"""Reading the description of a claim: what is accepted, what is refused, in which words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dument.law.claim import FIELDS, REQUIRED, BadClaim, Claim, read_claim

GOOD: dict[str, object] = {
    "today": "2026-11-23",
    "amount_principal": "2480",
    "creditor": "artisan",
    "debtor": "consumer",
    "debtor_residence": "FR",
    "cause": "service",
    "limitation_end": "2029-01-01",
}


def read(**changes: object) -> Claim:
    """Return the ordinary claim, changed."""
    return read_claim({**GOOD, **changes})


@pytest.mark.parametrize("value", [2480, 2480.0, Decimal("2480.00"), "2480", "2480.00", "2480,00", " 2480 "])
def test_amounts_are_numbers_or_text(value: object) -> None:
    assert read(amount_principal=value).amount_principal == Decimal("2480.00")


@pytest.mark.parametrize("value", [True, "1", 1, "true", "TRUE", "oui", "yes"])
def test_yes_is_read_in_several_ways(value: object) -> None:
    assert read(has_title=value).has_title is True


@pytest.mark.parametrize("value", [False, "0", 0, "false", "non", "no"])
def test_no_is_read_in_several_ways(value: object) -> None:
    assert read(risk_assets=value).risk_assets is False


@pytest.mark.parametrize(
    ("value", "read_as"), [(True, True), ("0", False), ("unknown", None), (None, None), ("", None)]
)
def test_the_invoicing_may_be_unknown(value: object, read_as: bool | None) -> None:
    assert read(invoiced_between_merchants=value).invoiced_between_merchants is read_as


def test_words_of_the_scenarios_mean_the_same() -> None:
    got = read(creditor="landlord", debtor="condominium", insolvency="overindebted", cause="fine")
    assert (got.creditor, got.debtor, got.insolvency, got.cause) == (
        "lessor",
        "syndicate",
        "surendettement_admitted",
        "public",
    )


def test_labels_are_left_aside_and_a_boolean_title_is_the_title_held() -> None:
    assert not read(case_id="C99", title="Artisan contre particulier").has_title
    assert read(title=True).has_title
    assert not read(title=True, has_title=False).has_title
    assert read(performance_place=" Lyon ").place == "Lyon"


@pytest.mark.parametrize("word", ["social_body", "association", "syndicate", "lessor", "farmer", "liberal"])
def test_both_parties_are_named_by_the_same_words(word: str) -> None:
    got = read(creditor=word, debtor=word)
    assert (got.creditor, got.debtor) == (word, word)


@pytest.mark.parametrize("cause", ["insurance", "statutory", "wage", "maintenance", "bill", "undue", "tort"])
def test_rarer_causes_are_read(cause: str) -> None:
    assert read(cause=cause).cause == cause


def test_what_is_not_said_is_nothing() -> None:
    assert read() == Claim(
        today=date(2026, 11, 23),
        amount_principal=Decimal(2480),
        amount_interest=Decimal(0),
        creditor="artisan",
        debtor="consumer",
        debtor_residence="FR",
        place="",
        cause="service",
        psrpc="none",
        contest="none",
        debt_acknowledged=False,
        risk_assets=False,
        cheque="none",
        insolvency="none",
        has_title=False,
        limitation_end=date(2029, 1, 1),
        invoiced_between_merchants=None,
        bodacc_on=None,
        order_on=None,
        served_on=None,
        seized_on=None,
        cheque_presented_on=None,
        assumed=read().assumed,
    )


def test_what_was_not_said_is_told() -> None:
    assert read().assumed == tuple(
        f"Supposé, faute d'indication : {supposed}."
        for supposed in (
            "aucune procédure simplifiée (L125-1) n'a été tentée",
            "le débiteur ne conteste pas",
            "aucun chèque n'est en cause",
            "le débiteur n'est ni en procédure collective ni en surendettement",
            "aucun intérêt n'est réclamé",
            "le débiteur n'a pas reconnu la dette par écrit",
            "rien ne menace le recouvrement",
            "le créancier n'a pas de titre exécutoire",
        )
    )
    every = {"psrpc": "none", "contest": "none", "cheque": "none", "insolvency": "none", "amount_interest": 0}
    flags = {"debt_acknowledged": 0, "risk_assets": 0, "has_title": 0}
    assert read(**every, **flags).assumed == ()


def test_the_bounds_of_days() -> None:
    assert read(today="2020-01-01").today == date(2020, 1, 1)
    assert read(today="2100-12-31").today == date(2100, 12, 31)
    assert read(limitation_end="1900-01-01").limitation_end == date(1900, 1, 1)
    for day in ("2019-12-31", "2101-01-01"):
        with pytest.raises(BadClaim, match="doit être entre"):
            read(today=day)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"assumed": "rien"}, "Champ inconnu : « assumed »"),
        ({"colour": "red"}, "Champ inconnu : « colour »"),
        ({"creditor": "king"}, "« creditor » ne peut pas valoir « king »"),
        ({"cause": ["sale"]}, "Mots admis"),
        ({"amount_principal": "-1"}, "négatif"),
        ({"amount_principal": "1.001"}, "deux décimales"),
        ({"amount_principal": "abc"}, "n'est pas un montant"),
        ({"amount_principal": True}, "doit être un montant"),
        ({"amount_principal": [1]}, "doit être un montant"),
        ({"amount_principal": float("nan")}, "n'est pas un montant"),
        ({"amount_principal": float("inf")}, "n'est pas un montant"),
        ({"amount_principal": Decimal("1e300")}, "« amount_principal »"),
        ({"amount_principal": 10**10}, "dépasse un milliard"),
        ({"amount_principal": "0"}, "Rien n'est réclamé"),
        ({"today": "23/11/2026"}, "AAAA-MM-JJ"),
        ({"today": "2026-02-30"}, "AAAA-MM-JJ"),
        ({"today": 20261123}, "AAAA-MM-JJ"),
        ({"has_title": "maybe"}, "true, false, 0 ou 1"),
        ({"invoiced_between_merchants": "perhaps"}, "true, false, 0 ou 1"),
        ({"place": 3}, "texte d'une ligne"),
        ({"place": "a\nb"}, "texte d'une ligne"),
        ({"place": "x" * 201}, "texte d'une ligne"),
        ({"order_on": "2026-11-24"}, "postérieur"),
    ],
)
def test_what_cannot_be_read_is_refused_in_french(changes: dict[str, object], words: str) -> None:
    with pytest.raises(BadClaim) as raised:
        read(**changes)
    assert words in str(raised.value)


def test_an_event_of_the_day_itself_is_read() -> None:
    assert read(order_on="2026-11-23").order_on == date(2026, 11, 23)


@pytest.mark.parametrize("name", REQUIRED)
def test_a_missing_fact_is_asked(name: str) -> None:
    for empty in (None, "", "  "):
        with pytest.raises(BadClaim) as raised:
            read(**{name: empty})
        assert raised.value.errors == (f"Il manque le champ « {name} ».",)


def test_every_defect_is_told_at_once() -> None:
    with pytest.raises(BadClaim) as raised:
        read_claim({"colour": 1})
    assert len(raised.value.errors) == 1 + len(REQUIRED)


json_like: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.decimals(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


@given(st.dictionaries(st.sampled_from(FIELDS), json_like))
def test_anything_is_read_or_refused_never_worse(changes: dict[str, object]) -> None:
    try:
        read(**changes)
    except BadClaim as refused:
        assert all(error.endswith(".") for error in refused.errors)


LONG = "x" * 41


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({LONG: 1}, f"Champ inconnu : « {LONG[:40]} ». Champs attendus : {', '.join(FIELDS)}."),
        (
            {"contest": LONG},
            f"« contest » ne peut pas valoir « {LONG[:40]} ». Mots admis : none, vague, serious.",
        ),
        (
            {"today": LONG},
            f"« today » doit être une date AAAA-MM-JJ qui existe ; reçu : « {LONG[:40]} ».",
        ),
        (
            {"today": "2101-01-01"},
            "« today » doit être entre le 2020-01-01 et le 2100-12-31 ; reçu : 2101-01-01.",
        ),
        (
            {"has_title": LONG},
            f"« has_title » doit valoir true, false, 0 ou 1 ; reçu : « {LONG[:40]} ».",
        ),
        (
            {"invoiced_between_merchants": "perhaps"},
            "« invoiced_between_merchants » doit valoir true, false, 0 ou 1 ; reçu : « perhaps ».",
        ),
        ({"place": "x" * 201}, "« place » doit être un texte d'une ligne, de 200 caractères au plus."),
        (
            {"amount_principal": True},
            '« amount_principal » doit être un montant en euros, par exemple "1250.50".',
        ),
        (
            {"amount_principal": float("nan")},
            "« amount_principal » : « nan » n'est pas un montant en euros ; écrire par exemple 1214,20.",
        ),
        (
            {"amount_principal": float("inf")},
            "« amount_principal » : « inf » n'est pas un montant en euros ; écrire par exemple 1214,20.",
        ),
        ({"amount_principal": 0}, "Rien n'est réclamé : le principal et les intérêts sont nuls."),
        ({"order_on": "2026-11-24"}, "« order_on » est postérieur au jour de l'examen (2026-11-23)."),
        (
            {"colour": 1, "contest": "x"},
            f"Champ inconnu : « colour ». Champs attendus : {', '.join(FIELDS)}. "
            "« contest » ne peut pas valoir « x ». Mots admis : none, vague, serious.",
        ),
    ],
)
def test_a_refusal_is_told_word_for_word(changes: dict[str, object], message: str) -> None:
    with pytest.raises(BadClaim) as raised:
        read(**changes)
    assert str(raised.value) == message


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("1E+15", "dépasse un milliard"),
        ("1E+16", "n'est pas un montant"),
        ("1E-15", "deux décimales"),
        ("1E-16", "n'est pas un montant"),
        ("1E-999999999999", "n'est pas un montant"),
    ],
)
def test_a_number_of_endless_digits_is_refused_at_once(number: str, words: str) -> None:
    with pytest.raises(BadClaim, match=words):
        read(amount_principal=Decimal(number))


def test_a_number_with_an_exponent_is_read() -> None:
    assert read(amount_principal=Decimal("1.2E+3")).amount_principal == Decimal(1200)


def test_interest_alone_or_equal_to_the_principal_is_a_claim() -> None:
    assert read(amount_principal="0", amount_interest="5").total == Decimal(5)
    assert read(amount_principal="5", amount_interest="5").total == Decimal(10)


def test_a_place_of_200_signs_is_read() -> None:
    assert read(place="x" * 200).place == "x" * 200
