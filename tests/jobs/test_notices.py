"""Who is told, when and how: each as he chose; a digest a day at most; a mailbox that refuses is shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction

from dument.actions.notices import choose
from dument.jobs import digests, reconcilers
from dument.jobs.outbox import deliver, drain
from dument.queries import running
from dument.records.accounts.models import CreditorMember, User
from dument.records.cases.models import Party
from dument.records.outbox.models import HeldNotice, Message, ReconcilerRun
from tests import stories
from tests.jobs.lately import the

AT = stories.instant("2026-10-26")
SEVEN = stories.instant("2026-10-27", hour=7)
Refuse = Callable[[str, int], None]


@pytest.fixture
def refuse(monkeypatch: pytest.MonkeyPatch) -> Refuse:
    """A server that refuses one address with that code."""

    def refusing(address: str, code: int) -> None:
        sent = EmailMessage.send

        def send(self: EmailMessage, *given: Any, **more: Any) -> int:
            if self.to == [address]:
                raise SMTPRecipientsRefused({address: (code, b"no")})
            return sent(self, *given, **more)

        monkeypatch.setattr(EmailMessage, "send", send)

    return refusing


def choosing(person: User, how: str) -> None:
    choose(user_id=person.pk, chosen={"case": how, "exchange": how})


def told() -> list[str]:
    return [address for sent in mail.outbox for address in sent.to]


def test_each_is_told_as_he_chose(people: stories.People) -> None:
    partner = stories.user("associee@aubepine.example", "Sam Aubépine")
    silent = stories.user("muet@aubepine.example", "Lou Aubépine")
    for person in (partner, silent):
        CreditorMember.objects.create(creditor=people.creditor, user=person)
    choosing(partner, "digest")
    choosing(silent, "none")
    case = stories.case_in("title_issued", people)
    message = the(case, "tell_creditor")
    assert deliver(message.pk, AT)
    assert told() == [people.creditor_user.email]
    message.refresh_from_db()
    assert message.proof == {"told": "creditor", "at_once": 1, "digest": 1, "none": 1, "boxes": 0}
    assert list(HeldNotice.objects.values_list("user", "message")) == [(partner.pk, message.pk)]
    title = the(case, "deliver_title")
    assert deliver(title.pk, AT)
    assert sorted(told()[1:]) == sorted([people.creditor_user.email, partner.email, silent.email])


def test_the_address_of_the_case_is_told_at_once_and_nobody_twice(people: stories.People) -> None:
    choosing(people.creditor_user, "none")
    case = stories.case_in("invited", people)
    Party.objects.filter(case=case, role="creditor").update(email="contact@aubepine.example")
    assert deliver(the(case, "tell_creditor").pk, AT)
    assert told() == ["contact@aubepine.example"]
    Party.objects.filter(case=case, role="creditor").update(email=people.creditor_user.email)
    Message.objects.filter(pk=the(case, "tell_creditor").pk).update(state="pending")
    assert deliver(the(case, "tell_creditor").pk, AT)
    assert told() == ["contact@aubepine.example"], "his choice holds for his own address"


def test_one_digest_a_day_and_a_missed_morning_caught_up(people: stories.People) -> None:
    choosing(people.creditor_user, "digest")
    first = stories.case_in("invited", people)
    drain(AT)
    mail.outbox.clear()
    ReconcilerRun.objects.all().delete()
    at = SEVEN + timedelta(hours=3)  # nobody ran at seven
    assert reconcilers.run_due(at)["digests"] == 1
    second = stories.case_in("submitted", people)
    Message.objects.filter(case=second, effect="tell_office").update(effect="tell_creditor")
    drain(at)
    assert digests.gather(at + timedelta(hours=1)) == 0, "never two of one day"
    assert told() == [people.creditor_user.email]
    [sent] = mail.outbox
    body = str(sent.body)
    assert first.reference in body and second.reference not in body
    for secret in ("Durand", "1200", "1214", people.creditor.name):
        assert secret not in body + sent.subject
    key = f"digest/{people.creditor_user.pk}/2026-10-27"
    message = Message.objects.get(case=None)
    assert (message.key, message.state, message.proof) == (key, "done", {"told": "digest", "cases": 1})
    assert "digests" not in reconcilers.due_at(SEVEN + timedelta(hours=23))
    assert reconcilers.run_due(SEVEN + timedelta(days=1))["digests"] == 1
    drain(SEVEN + timedelta(days=1))
    assert second.reference in str(mail.outbox[-1].body)
    assert first.reference not in str(mail.outbox[-1].body)


def test_who_no_longer_acts_for_the_creditor_learns_nothing(people: stories.People) -> None:
    choosing(people.creditor_user, "digest")
    stories.case_in("invited", people)
    drain(AT)
    mail.outbox.clear()
    CreditorMember.objects.filter(user=people.creditor_user).delete()
    assert digests.gather(SEVEN) == 1
    drain(SEVEN)
    assert mail.outbox == []
    assert Message.objects.get(case=None).state == "done"


@pytest.mark.parametrize(("code", "state"), [(550, "failed"), (450, "pending")])
def test_a_refused_address_is_work_for_the_office(
    people: stories.People, refuse: Refuse, code: int, state: str
) -> None:
    case = stories.case_in("submitted", people)
    message = the(case, "tell_office")
    refuse(people.office.email, code)
    assert not deliver(message.pk, AT)
    message.refresh_from_db()
    assert message.state == state
    assert people.office.email not in message.problem
    assert bool(running.failed()) == (state == "failed")


def test_a_persons_mailbox_that_refuses_is_shown_to_him_until_it_takes(
    people: stories.People, refuse: Refuse, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = people.creditor_user
    case = stories.case_in("invited", people)
    message = the(case, "tell_creditor")
    with monkeypatch.context():
        refuse(person.email, 550)
        assert not deliver(message.pk, AT)
        assert _since(person) == AT
        Party.objects.filter(case=case, role="creditor").update(email="contact@aubepine.example")
        Message.objects.filter(pk=message.pk).update(state="pending")
        assert deliver(message.pk, AT), "somebody was told"
        assert told() == ["contact@aubepine.example"]
    monkeypatch.undo()
    Message.objects.filter(pk=message.pk).update(state="pending")
    assert deliver(message.pk, AT)
    assert _since(person) is None


def test_a_refused_digest_fails_for_good_and_is_told_to_its_person(
    people: stories.People, refuse: Refuse
) -> None:
    choosing(people.creditor_user, "digest")
    stories.case_in("invited", people)
    drain(AT)
    digests.gather(SEVEN)
    refuse(people.creditor_user.email, 550)
    drain(SEVEN)
    assert _since(people.creditor_user) == SEVEN
    [failed] = running.failed()
    assert (failed.effect, failed.reference) == ("send_digest", "")


def _since(person: User) -> datetime | None:
    return User.objects.values_list("mail_refused_at", flat=True).get(pk=person.pk)


@pytest.mark.parametrize("of_a_case", [True, False])
def test_only_a_digest_is_of_no_case(people: stories.People, of_a_case: bool) -> None:
    case = stories.case_in("submitted", people) if of_a_case else None
    effect = "send_digest" if of_a_case else "tell_office"
    with pytest.raises(IntegrityError, match="only_a_digest_is_of_no_case"), transaction.atomic():
        Message.objects.create(case=case, key="une clé", effect=effect, next_at=AT, created_at=AT)
