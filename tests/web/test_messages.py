"""Messages between the creditor and the office on their pages; the debtor sees none."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from dument.records.cases.models import Case
from tests import stories
from tests.web.conftest import told
from tests.web.test_debtor import enter

PNG = b"\x89PNG\r\n\x1a\n rest"
CANARY = "Le débiteur m'a dit zyzomys"


def signed(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client


@pytest.fixture
def case(people: stories.People) -> Case:
    """A case whose debtor may answer."""
    return stories.case_in("proposed", people)


def test_a_question_is_asked_read_and_answered(people: stories.People, case: Case) -> None:
    creditor, clerk = signed(people.creditor_user), signed(people.clerk)
    mine, theirs = f"/creance/{case.reference}", f"/etude/dossiers/{case.reference}"
    asked = clerk.post(f"{theirs}/messages", {"text": CANARY, "question": "on"})
    assert asked["Location"] == f"{theirs}/messages"
    assert "1 message non lu" in told(creditor.get(mine))
    assert "1 message non lu" in told(creditor.get("/creance/"))
    page = told(creditor.get(f"{mine}/messages"))
    assert CANARY in page
    assert "Attend une réponse" in page
    assert "non lu" not in told(creditor.get(mine))
    file = SimpleUploadedFile("devis <b>.png", PNG)
    sent = creditor.post(f"{mine}/messages", {"text": "Le voici", "answers": "1", "file": file})
    assert sent.status_code == 302
    page = told(clerk.get(f"{theirs}/messages"))
    assert "Répondu" in page
    assert "devis &lt;b&gt;.png" in clerk.get(f"{theirs}/messages").content.decode()
    for client, area in ((creditor, mine), (clerk, theirs)):
        given = client.get(f"{area}/messages/2")
        assert given.content == PNG
        assert given["Content-Disposition"].startswith("attachment")
        assert client.get(f"{area}/messages/1").status_code == 404
        assert client.get(f"{area}/messages/3").status_code == 404


@pytest.mark.parametrize(
    ("posted", "why"),
    [
        ({"text": " "}, "obligatoire"),
        ({"text": "a" * 4001}, "4000"),
        ({"text": "Voici", "file": SimpleUploadedFile("a.exe", b"MZ")}, "ni un PDF"),
    ],
)
def test_a_message_that_cannot_go_is_sent_back_as_typed(
    people: stories.People, case: Case, posted: dict[str, object], why: str
) -> None:
    answer = signed(people.creditor_user).post(f"/creance/{case.reference}/messages", posted)
    assert answer.status_code == 422
    assert why in told(answer)
    assert str(posted["text"]).strip() in told(answer)


def test_a_draft_has_no_messages(people: stories.People) -> None:
    draft = stories.case_in("draft", people)
    answer = signed(people.creditor_user).get(f"/creance/{draft.reference}/messages")
    assert answer["Location"] == f"/creance/{draft.reference}"


def test_the_debtor_sees_none_of_it(people: stories.People, case: Case) -> None:
    signed(people.clerk).post(f"/etude/dossiers/{case.reference}/messages", {"text": CANARY})
    debtor = Client()
    assert enter(debtor, case).status_code == 302
    for page in (
        "/repondre/dossier",
        f"/creance/{case.reference}/messages",
        f"/etude/dossiers/{case.reference}/messages",
    ):
        assert "zyzomys" not in told(debtor.get(page, follow=True))


def test_pages_cost_few_queries(
    people: stories.People, case: Case, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    creditor, officer = signed(people.creditor_user), signed(people.officer)
    with django_assert_max_num_queries(8):
        creditor.get(f"/creance/{case.reference}/messages")
    officer.get("/etude/")
    with django_assert_max_num_queries(9):
        officer.get(f"/etude/dossiers/{case.reference}/messages")
