"""T14, T10, T18: one person may not fill the disk, the desk or the processors of all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dument.actions import claims, filing, ordinary, quotas
from dument.actions.quotas import TooMuch
from dument.procedure.states import Actor
from dument.records.cases.models import Case, Claim, Evidence, Party
from dument.web import throttle
from tests import stories
from tests.committed import at_once, emptied_after
from tests.web.test_creditor_draft import TYPED

PDF = b"%PDF-1.7 "


def test_a_creditor_has_so_many_drafts(people: stories.People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quotas, "MOST_DRAFTS", 2)
    given = stories.draft_given(people)
    first, _ = (claims.save(creditor_id=people.creditor.pk, given=given) for _ in range(2))
    with pytest.raises(TooMuch, match="2 brouillons"):
        claims.save(creditor_id=people.creditor.pk, given=given)
    assert Claim.objects.count() == 2
    other = stories.people("deux")
    claims.save(creditor_id=other.creditor.pk, given=stories.draft_given(other))
    assert claims.save(creditor_id=people.creditor.pk, given=given, case_id=first.pk) == first, "no new one"
    filing.submit(case_id=first.pk, by=people.by(Actor.CREDITOR), at=stories.instant("2026-10-05"))
    claims.save(creditor_id=people.creditor.pk, given=given)


def test_the_page_says_so(people: stories.People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quotas, "MOST_DRAFTS", 0)
    client = Client()
    client.force_login(people.creditor_user)
    answer = client.post("/creance/nouveau", TYPED)
    assert answer.status_code == 429
    assert "brouillons" in answer.content.decode()


def test_files_of_drafts_take_so_much_room(people: stories.People, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = stories.case_in("draft", people), stories.case_in("draft", people)
    Evidence.objects.all().delete()
    monkeypatch.setattr(quotas, "MOST_DRAFT_BYTES", 30)
    claims.add_evidence(case_id=one.pk, name="a.pdf", content=PDF + b"0" * 11)
    claims.add_evidence(case_id=two.pk, name="b.pdf", content=PDF + b"1")
    with pytest.raises(TooMuch, match="2 Go"):
        claims.add_evidence(case_id=two.pk, name="c.pdf", content=PDF + b"2")
    claims.remove_evidence(case_id=one.pk, sha256=Evidence.objects.get(case=one).sha256)
    claims.add_evidence(case_id=two.pk, name="c.pdf", content=PDF + b"2")
    assert Evidence.objects.count() == 2


def test_a_case_taken_up_again_is_a_draft_too(people: stories.People) -> None:
    case = stories.case_in("declined", people)
    ordinary.copy_to_draft(case_id=case.pk, by=people.by(Actor.CREDITOR), at=stories.instant("2026-10-20"))
    assert Case.objects.filter(claim__creditor=people.creditor, state="draft").count() == 1


@pytest.fixture
def rates(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    """Two uses of what is costly in ten minutes."""
    cache.clear()
    monkeypatch.setattr(throttle, "RATES", {"pdf": "2/10m/ip", "title": "2/10m/ip", "letter": "2/10m/ip"})


def test_answers_as_pdf_are_counted_by_visitor(client: Client, rates: None) -> None:
    there = "/calculs/ressort?lieu=13001&format=pdf"
    asked = [client.get(there).status_code for _ in range(3)]
    assert asked == [200, 200, 429], client.get(there).content.decode()
    assert client.get("/calculs/ressort?lieu=13001").status_code == 200, "the page itself is not counted"
    assert client.get(there, REMOTE_ADDR="203.0.113.9").status_code == 200
    assert client.get(there, headers={"X-Forwarded-For": "203.0.113.10"}).status_code == 429


def test_titles_checked_are_counted_by_visitor(client: Client, rates: None) -> None:
    def check() -> int:
        return client.post("/verifier/titre", {"pdf": SimpleUploadedFile("t.pdf", PDF)}).status_code

    assert [check() for _ in range(3)] == [200, 200, 429]


def test_references_looked_for_are_counted_by_visitor(client: Client, rates: None) -> None:
    """One letter in so many references: who asks for all of them would find them."""
    asked = [client.get(f"/verifier/lettre?reference=DU-2222-222{n}").status_code for n in "234"]
    assert asked == [200, 200, 429]
    assert client.get("/verifier").status_code == 200


def test_t18_the_same_form_sent_twice_makes_one_draft(people: stories.People) -> None:
    given = stories.draft_given(people)
    first, second = (claims.save(creditor_id=people.creditor.pk, given=given, once="a") for _ in range(2))
    assert first == second
    assert Party.objects.filter(case=first).count() == 2
    assert claims.save(creditor_id=people.creditor.pk, given=given, once="b") != first
    other = stories.people("deux")
    theirs = claims.save(creditor_id=other.creditor.pk, given=stories.draft_given(other), once="a")
    assert theirs != first, "another creditor's word is his own"


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[stories.People]:
    """An office, a creditor and their people, committed for every connection to see."""
    with emptied_after(django_db_blocker):
        yield stories.people()


@pytest.mark.postgres
def test_t18_the_same_form_sent_several_times_at_once_makes_one_draft(committed: stories.People) -> None:
    given = stories.draft_given(committed)
    came = at_once(*[lambda: claims.save(creditor_id=committed.creditor.pk, given=given, once="a")] * 4)
    assert len({one.pk for one in came if isinstance(one, Case)}) == 1
    assert not [one for one in came if isinstance(one, Exception)]
    assert (Case.objects.count(), Party.objects.count()) == (1, 2)


def test_a_copy_is_one_more_draft(people: stories.People, monkeypatch: pytest.MonkeyPatch) -> None:
    case = stories.case_in("declined", people)
    monkeypatch.setattr(quotas, "MOST_DRAFTS", 0)
    with pytest.raises(TooMuch):
        ordinary.copy_to_draft(
            case_id=case.pk, by=people.by(Actor.CREDITOR), at=stories.instant("2026-10-26")
        )
    assert Claim.objects.count() == 1
