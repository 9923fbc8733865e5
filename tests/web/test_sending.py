"""The office's screen of what could not be sent."""

from __future__ import annotations

from django.test import Client

from dument.records.outbox.models import Message
from tests import stories
from tests.web.conftest import told


def test_a_failure_shows_with_its_reason_and_is_tried_again(
    client: Client, people: stories.People, strangers: stories.People
) -> None:
    case = stories.case_in("submitted", people)
    client.force_login(people.clerk)
    assert "Aucun envoi" in told(client.get("/etude/envois"))
    assert "en échec" not in told(client.get("/etude/"))
    Message.objects.update(state="failed", attempts=3, problem="L'adresse ne reçoit pas nos courriels.")
    assert "1 envoi en échec" in told(client.get("/etude/"))
    page = told(client.get("/etude/envois"))
    key = Message.objects.get().key
    for shown in (case.reference, "Courriel à l'étude", "ne reçoit pas nos courriels", "3 essais", key):
        assert shown in page
    other = Client()
    other.force_login(strangers.officer)
    assert case.reference not in told(other.get("/etude/envois"))
    assert "n'attend plus rien" in told(other.post("/etude/envois", {"key": key}, follow=True))
    assert Message.objects.get().state == "failed"
    assert "est repris" in told(client.post("/etude/envois", {"key": key}, follow=True))
    assert (Message.objects.get().state, Message.objects.get().key) == ("pending", key)
    assert "n'attend plus rien" in told(client.post("/etude/envois", {"key": key + "\0"}, follow=True))
