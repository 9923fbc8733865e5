"""What was typed when a session ended comes back to the same person only, and is never carried out by itself."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from dument.records.accounts.models import CreditorMember, User
from dument.records.cases.models import Answer, Case
from dument.web import access, refilling
from dument.web.account import lifetimes
from tests import stories
from tests.web.conftest import told
from tests.web.test_account import sign_in, totp
from tests.web.test_debtor import enter

BACK = "Rien n'a encore été envoyé"
TYPED = {"cause": "service", "basis": "le devis du 2 mars", "merchants": "no"}


def ended(client: Client) -> None:
    """Let the session be forgotten, as it is after eight hours; the browser still shows its name."""
    client.session.delete()


def typed_too_late(client: Client, people: stories.People) -> tuple[Case, str]:
    """Return a draft and its step, sent by the creditor after his session ended."""
    case = stories.case_in("draft", people)
    step = f"/creance/{case.reference}/origine"
    sign_in(client, people.creditor_user.email)
    assert client.get(step).status_code == 200
    ended(client)
    answer = client.post(step, TYPED | {"csrfmiddlewaretoken": "x", "password": "secret"})
    assert (answer.status_code, answer["Location"]) == (302, f"/connexion?next={step}")
    return case, step


def test_a_creditor_finds_what_he_typed_and_sends_it_himself(client: Client, people: stories.People) -> None:
    case, step = typed_too_late(client, people)
    assert set(client.session.keys()) == {refilling.KEY}
    assert "secret" not in str(client.session[refilling.KEY])
    assert "csrf" not in str(client.session[refilling.KEY])
    sign_in(client, people.creditor_user.email)
    for _ in range(2):  # reloaded, the page shows it again
        page = told(client.get(step))
        assert BACK in page
        assert "le devis du 2 mars" in page
    assert Case.objects.get(pk=case.pk).basis != "le devis du 2 mars", "shown, not carried out"
    assert BACK not in told(client.get(f"/creance/{case.reference}/marge"))
    assert client.post(step, TYPED).status_code == 302
    assert Case.objects.get(pk=case.pk).basis == "le devis du 2 mars"
    assert BACK not in told(client.get(step))


def test_nobody_else_finds_it(client: Client, people: stories.People) -> None:
    """Not even a colleague, who may open the same page from the same browser."""
    _, step = typed_too_late(client, people)
    colleague: User = stories.user("collegue@artisan.example", "Col Lègue")
    CreditorMember.objects.create(creditor=people.creditor, user=colleague)
    sign_in(client, colleague.email)
    page = told(client.get(step))
    assert BACK not in page
    assert "le devis du 2 mars" not in page


def test_it_is_forgotten_after_half_an_hour(
    client: Client, people: stories.People, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, step = typed_too_late(client, people)
    sign_in(client, people.creditor_user.email)
    monkeypatch.setattr(refilling, "LASTS", -1)
    assert BACK not in told(client.get(step))


@pytest.mark.parametrize(
    ("path", "given"),
    [
        ("/creance/{}/verifier", {"consent": "on"}),
        ("/creance/{}/origine", {"basis": "x" * refilling.MOST}),
        ("/creance/{}/retirer", {}),
    ],
)
def test_what_binds_and_what_is_too_long_is_not_kept(
    client: Client, people: stories.People, path: str, given: dict[str, str]
) -> None:
    case = stories.case_in("draft", people)
    sign_in(client, people.creditor_user.email)
    ended(client)
    assert client.post(path.format(case.reference), given).status_code == 302
    assert refilling.KEY not in client.session


def test_a_browser_where_nobody_signed_in_keeps_nothing(client: Client, people: stories.People) -> None:
    case = stories.case_in("draft", people)
    assert client.post(f"/creance/{case.reference}/origine", TYPED).status_code == 302
    assert refilling.KEY not in client.session


def test_a_form_of_elsewhere_is_kept_by_nobody(people: stories.People) -> None:
    case = stories.case_in("draft", people)
    client = Client(enforce_csrf_checks=True)
    assert client.post(f"/creance/{case.reference}/origine", TYPED).status_code == 403
    assert refilling.KEY not in client.session


def office_too_late(client: Client, how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the officer's session end: left idle, too old, or its second factor shown too long ago."""
    session = client.session
    if how == "idle":
        session[access.IDLE_KEY] = 1
    elif how == "old":
        monkeypatch.setattr(lifetimes, "_too_old", lambda request: request.method == "POST")
    else:
        for one in session["account_authentication_methods"]:
            one["at"] = 1.0
    session.save()


@pytest.mark.parametrize("how", ["idle", "old", "unproven"])
def test_an_officer_finds_his_act_as_he_filled_it(
    client: Client, people: stories.People, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    case = stories.case_in("invited", people)
    act = f"/etude/dossiers/{case.reference}/actes/correct"
    sign_in(client, people.officer.email)
    client.post("/connexion/second-facteur", {"code": totp()})
    office_too_late(client, how, monkeypatch)
    typed: dict[str, Any] = {"number": "1", "words": "Le mandat est du 4.", "version": str(case.version)}
    answer = client.post(act, typed)
    assert answer.status_code == 302
    assert act in answer["Location"]
    client.force_login(people.officer)
    page = told(client.get(act))
    assert BACK in page
    assert "Le mandat est du 4." in page
    assert Case.objects.get(pk=case.pk).version == case.version
    monkeypatch.undo()
    assert client.post(act, typed).status_code == 302
    assert Case.objects.get(pk=case.pk).version == case.version + 1


@pytest.mark.parametrize("renewed", [False, True])
def test_a_debtor_finds_what_he_wrote_with_the_same_code(
    client: Client, people: stories.People, renewed: bool
) -> None:
    """A code renewed since is another letter: whoever holds it does not read what was typed with the former one."""
    case = stories.case_in("proposed", people)
    page = "/repondre/dossier/proposition/autre"
    enter(client, case)
    session = client.session
    session[access.DEBTOR_KEY] |= {"until": 1}
    session.save()
    assert client.post(page, {"text": "Cent euros par mois", "monthly": "100"})["Location"] == "/repondre"
    if renewed:
        Case.objects.filter(pk=case.pk).update(code_rank=2)
        case.refresh_from_db()
    back = enter(client, case)["Location"]
    assert back == ("/repondre/dossier" if renewed else page)
    shown = told(client.get(page))
    assert (BACK in shown) is ("Cent euros par mois" in shown) is not renewed
    assert not Answer.objects.filter(case=case, kind="counter_offer").exists()
