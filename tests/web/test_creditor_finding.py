"""A party found by its SIREN, an office among those of the court."""

from __future__ import annotations

import pytest
from django.test import Client

from dument.records.accounts.models import Office
from dument.records.cases.models import Case, Party
from tests import stories
from tests.web.conftest import told
from tests.web.test_creditor_draft import DEBTOR, desk, draft

__all__ = ["desk", "draft"]


def test_a_siren_fills_the_party_and_saves_nothing(desk: Client, draft: Case) -> None:
    page = f"/creance/{draft.reference}/debiteur"
    posted = {**DEBTOR, "siren": "003 141 595", "email": "tapé@exemple.fr", "chercher": "1"}
    answer = desk.post(page, posted)
    assert answer.status_code == 200
    shown = told(answer)
    for word in (
        "Plomberie Goutte-à-Goutte",
        "27 avenue du Siphon",
        "33000",
        "tapé@exemple.fr",
        "sont inventées",
    ):
        assert word in shown
    assert '<option value="company" selected>' in shown
    assert Party.objects.get(case=draft, role="debtor").name == "Sacha Durand"


@pytest.mark.parametrize(
    ("siren", "says"),
    [("", "Indiquez d'abord"), ("123456789", "n'est pas un SIREN"), ("732829320", "ne connaît pas le SIREN")],
)
def test_a_siren_that_leads_nowhere_keeps_what_was_typed(
    desk: Client, draft: Case, siren: str, says: str
) -> None:
    answer = desk.post(f"/creance/{draft.reference}/debiteur", {**DEBTOR, "siren": siren, "chercher": "1"})
    assert says in told(answer)
    assert "7 passage du Jeu-de-Boules" in told(answer)


def test_offices_are_told_near_first_and_one_may_be_given_in_turn(
    desk: Client, draft: Case, people: stories.People
) -> None:
    near = stories.people("voisine")
    Office.objects.filter(pk=people.office.pk).update(departement="77", city="Melun")
    page = f"/creance/{draft.reference}/etude"
    shown = told(desk.get(page))
    assert shown.index(near.office.name) < shown.index(people.office.name)
    assert "dans la même commune ; aucun dossier en cours ; délai habituel pas encore connu" in shown
    for expected in (near.office, people.office, near.office):
        stories.case_in(
            "draft", people, office_id=people.office.pk if expected == near.office else near.office.pk
        )
        assert desk.post(page, {"office": "tour"}).status_code == 302
        assert Case.objects.get(pk=draft.pk).chosen_office == expected
