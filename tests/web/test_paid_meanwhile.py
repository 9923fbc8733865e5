"""While a debtor's month runs, others may pay the debt that each owes whole: what his pages then say."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from dument.records.money.models import Receipt
from tests import stories
from tests.actions.test_cancelled_payments import pay
from tests.actions.test_solidary_payments import solidary
from tests.web.conftest import told
from tests.web.test_debtor import enter

FREED, ASKED = "On ne peut plus rien vous demander", "Que voulez-vous faire ?"
SAID = {
    "invited": ("Ne rien faire", "Accepter de participer n'oblige pas", 'href="/repondre/dossier/refuser"'),
    "refusal_received": ("Un refus est déjà enregistré",),
    "participating": ("Ne rien faire", "Consentir à un accord", 'href="/repondre/dossier/refuser"'),
    "proposed": ("Ne rien faire", "Lire la proposition"),
}


@pytest.mark.parametrize("state", SAID)
def test_whoever_others_freed_is_asked_for_nothing(
    client: Client, people: stories.People, state: str
) -> None:
    payer, case = stories.case_in("title_issued", people), stories.case_in(state, people)
    solidary(payer, case)
    enter(client, case)
    pay(people, payer, "1214.19")
    before = told(client.get("/repondre/dossier"))
    assert FREED not in before
    assert "1\u202f214,19" in before, "what others paid is told, not asked again"
    pay(people, payer, "0.01")
    page = told(client.get("/repondre/dossier"))
    assert "La somme est payée" in page
    assert FREED in page
    assert "1313" in page
    assert ASKED not in page
    assert "Vous ne pouvez pas payer ?" not in page
    for sentence in SAID[state]:
        assert sentence in page
    assert not Receipt.objects.filter(case=case).exists(), "nothing is paid in his own case (R125-7)"


def test_before_he_accepts_he_is_told_what_is_paid(client: Client, people: stories.People) -> None:
    payer, case = stories.case_in("title_issued", people), stories.case_in("invited", people)
    solidary(payer, case)
    enter(client, case)
    assert "C. civ. 1313" not in told(client.get("/repondre/dossier/accepter"))
    pay(people, payer, "1214.20")
    assert "payée en entier par d'autres" in told(client.get("/repondre/dossier/accepter"))


def test_who_owes_his_share_alone_is_told_of_nobody(client: Client, people: stories.People) -> None:
    payer, case = stories.case_in("title_issued", people), stories.case_in("invited", people)
    enter(client, case)
    pay(people, payer, "1214.20")
    page = told(client.get("/repondre/dossier"))
    assert ASKED in page
    assert FREED not in page


def test_it_costs_no_more_than_any_page_may(
    client: Client, people: stories.People, django_assert_max_num_queries: Any
) -> None:
    payer, case = stories.case_in("title_issued", people), stories.case_in("proposed", people)
    solidary(payer, case)
    pay(people, payer, "1214.20")
    enter(client, case)
    client.get("/repondre/dossier")
    with django_assert_max_num_queries(10):  # the session prolonged is three of them
        assert client.get("/repondre/dossier").status_code == 200
