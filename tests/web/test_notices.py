"""The page where one chooses how to be told, and what shows while a mailbox refuses."""

from __future__ import annotations

from django.test import Client

from dument.queries import notices
from dument.records.accounts.models import User
from tests import stories
from tests.web.conftest import told

AT = stories.instant("2026-10-26")


def test_a_choice_is_kept(client: Client, people: stories.People) -> None:
    client.force_login(people.creditor_user)
    page = told(client.get("/compte/avis"))
    assert people.creditor_user.email in page
    assert page.count("checked") == 3
    assert "/compte/avis" in told(client.get("/compte"))
    given = {"case": "digest", "exchange": "none", "title": "digest"}
    assert "est enregistré" in told(client.post("/compte/avis", given, follow=True))
    assert notices.chosen(people.creditor_user.pk) == given
    refused = client.post("/compte/avis", given | {"title": "none"})
    assert refused.status_code == 422
    assert notices.chosen(people.creditor_user.pk) == given


def test_an_office_has_nothing_to_choose(client: Client, people: stories.People) -> None:
    client.force_login(people.officer)
    assert "adresse commune" in told(client.get("/compte/avis"))
    client.post("/compte/avis", {"case": "none", "exchange": "none", "title": "digest"})
    assert set(notices.chosen(people.officer.pk).values()) == {"at_once"}


def test_a_mailbox_that_refuses_shows(client: Client, people: stories.People) -> None:
    client.force_login(people.creditor_user)
    for path in ("/creance/", "/compte", "/compte/avis"):
        assert "ne reçoit pas nos courriels" not in told(client.get(path))
    User.objects.filter(pk=people.creditor_user.pk).update(mail_refused_at=AT)
    for path in ("/creance/", "/compte", "/compte/avis"):
        assert "ne reçoit pas nos courriels" in told(client.get(path))
