"""What a creditor does after filing: once, in turn, and never from a stale page."""

from __future__ import annotations

import pytest
from django.test import Client

from dument.records.cases.models import Answer, Case, Consent, Enforcer
from dument.records.journal.models import Event
from tests import stories


@pytest.fixture
def desk(client: Client, people: stories.People) -> Client:
    """A browser where the creditor is signed in."""
    client.force_login(people.creditor_user)
    return client


def seen(case: Case) -> dict[str, str]:
    """Return the version of the case as its page shows it now."""
    return {"version": str(Case.objects.get(pk=case.pk).version)}


def trace(case: Case) -> tuple[str, int, int]:
    """Return what must not move when an act is refused."""
    fresh = Case.objects.get(pk=case.pk)
    return fresh.state, fresh.version, Event.objects.filter(case=case).count()


ACTS = {
    "consentir": ("proposed", {}),
    "contre-proposition": ("proposed", {"text": "1 000 € en deux fois"}),
    "retirer": ("invited", {}),
    "executer": ("title_issued", {"named": "Étude Martin, Lyon", "same": "other"}),
    "reprendre": ("declined", {}),
}


@pytest.mark.parametrize("word", ACTS)
def test_each_act_shows_then_does(desk: Client, people: stories.People, word: str) -> None:
    state, given = ACTS[word]
    case = stories.case_in(state, people)
    path = f"/creance/{case.reference}/{word}"
    before = trace(case)
    assert desk.get(path).status_code == 200
    assert trace(case) == before
    assert desk.post(path, {**seen(case), **given}).status_code == 302
    assert trace(case)[2] == before[2] + 1


@pytest.mark.parametrize("word", ACTS)
def test_a_double_click_does_it_once(desk: Client, people: stories.People, word: str) -> None:
    state, given = ACTS[word]
    case = stories.case_in(state, people)
    posted = {**seen(case), **given}
    path = f"/creance/{case.reference}/{word}"
    desk.post(path, posted)
    after = trace(case)
    again = desk.post(path, posted)
    assert again.status_code == 409
    page = again.content.decode()
    assert "Rien n" in page
    assert trace(case) == after
    assert Case.objects.count() == (2 if word == "reprendre" else 1)


@pytest.mark.parametrize("word", ACTS)
def test_out_of_turn_every_reason_comes_with_its_article(
    desk: Client, people: stories.People, word: str
) -> None:
    case = stories.case_in("submitted" if word != "retirer" else "agreed", people)
    before = trace(case)
    path = f"/creance/{case.reference}/{word}"
    assert (
        "Ce n&#x27;est pas possible" in desk.get(path).content.decode()
        or "Ce n'est pas possible" in desk.get(path).content.decode()
    )
    answer = desk.post(path, {**seen(case), **ACTS[word][1]})
    assert answer.status_code == 409
    assert 'class="basis"' in answer.content.decode()
    assert trace(case) == before


def test_a_missing_or_forged_version_does_nothing(desk: Client, people: stories.People) -> None:
    case = stories.case_in("proposed", people)
    before = trace(case)
    for version in ("", "x", "-1"):
        assert desk.post(f"/creance/{case.reference}/consentir", {"version": version}).status_code == 422
    assert desk.post(f"/creance/{case.reference}/consentir", {"version": "1"}).status_code == 409
    assert trace(case) == before


def test_consent_goes_to_the_latest_version(desk: Client, people: stories.People) -> None:
    case = stories.case_in("proposed", people)
    desk.post(f"/creance/{case.reference}/consentir", seen(case))
    assert Consent.objects.get(case=case, party="creditor").version == 1
    page = desk.get(f"/creance/{case.reference}").content.decode()
    assert "Vous avez consenti" in page
    assert "/consentir" not in page


def test_a_counter_offer_needs_words(desk: Client, people: stories.People) -> None:
    case = stories.case_in("proposed", people)
    path = f"/creance/{case.reference}/contre-proposition"
    assert desk.post(path, {**seen(case), "text": "  "}).status_code == 422
    assert not Answer.objects.filter(case=case, kind="counter_offer").exists()
    desk.post(path, {**seen(case), "text": "1 000 € en deux fois"})
    assert "1 000 € en deux fois" in desk.get(f"/creance/{case.reference}").content.decode()


@pytest.mark.parametrize(
    "given",
    [
        {"named": "Étude Martin, Lyon", "same": "same"},
        {"named": "étude lavigne UN, Paris", "same": "other"},
    ],
)
def test_the_office_of_the_title_may_not_enforce_it(
    desk: Client, people: stories.People, given: dict[str, str]
) -> None:
    case = stories.case_in("title_issued", people)
    answer = desk.post(f"/creance/{case.reference}/executer", {**seen(case), **given})
    assert answer.status_code == 409
    assert "CPCE R125-8" in answer.content.decode()
    assert not Enforcer.objects.exists()


def test_a_declined_case_is_taken_up_without_retyping(desk: Client, people: stories.People) -> None:
    case = stories.case_in("declined", people)
    answer = desk.post(f"/creance/{case.reference}/reprendre", seen(case))
    draft = Case.objects.exclude(pk=case.pk).get()
    assert answer["Location"].endswith(draft.reference)
    page = desk.get(answer["Location"]).content.decode()
    assert "Sacha Durand" in page
    assert "Prêt" in page


def test_a_draft_is_given_up(desk: Client, people: stories.People) -> None:
    case = stories.case_in("draft", people)
    assert "Abandonner ce brouillon" in desk.get(f"/creance/{case.reference}/retirer").content.decode()
    desk.post(f"/creance/{case.reference}/retirer", seen(case))
    assert trace(case)[0] == "withdrawn"
