"""What each message does in the world: letters to the carrier, notices that tell nothing of the debt."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.core import mail
from django.core.mail import EmailMessage

from dument.actions import filing, negotiation, ordinary
from dument.actions.letters import carrier_copy
from dument.adapters.letters.local import LocalCarrier
from dument.jobs.outbox import deliver, drain
from dument.ports.letters import Handover, Letter
from dument.procedure.states import Actor
from dument.queries.invariants import breaches
from dument.queries.parts import handover_read
from dument.records.accounts.models import CreditorMember
from dument.records.cases.models import Party
from dument.records.outbox.models import WITHHELD, Message
from dument.records.reading import read_case
from tests import fakes, stories
from tests.actions.recording import read
from tests.jobs.lately import slips, the

AT = stories.instant("2026-10-12")
LATER = stories.instant("2026-10-26")


def test_the_letter_goes_to_the_debtor_with_its_code_and_its_forms(
    people: stories.People, courier: LocalCarrier, tmp_path: Path
) -> None:
    case = stories.case_in("prepared", people)
    drain(AT)
    (slip,) = slips(tmp_path)
    message = the(case, "send_letter")
    assert slip["cle"] == message.key
    assert slip["recommande"] is True
    assert slip["destinataire"] == ["Sacha Durand", "7 passage du Jeu-de-Boules", "75011 Paris"]
    assert read(courier.papers(message.key)["invitation"])["code"] == stories.code_of(case)
    for form in ("acceptance_form", "refusal_form"):
        assert read(courier.papers(message.key)[form])["kind"] == form
    assert message.proof == {
        "number": slip["numero"],
        "taken_at": AT.isoformat(),
        "already_seen": False,
    }
    assert stories.code_of(case) not in json.dumps(message.proof)


def test_a_copy_that_is_gone_is_rendered_again(people: stories.People, courier: LocalCarrier) -> None:
    case = stories.case_in("prepared", people)
    copy = fakes.MemoryStore().reveal(carrier_copy(case, 1))
    fakes.MemoryStore().destroy(carrier_copy(case, 1))
    drain(AT)
    assert courier.papers(the(case, "send_letter").key)["invitation"] == copy


def test_a_case_given_up_sends_no_letter(
    people: stories.People, courier: LocalCarrier, tmp_path: Path
) -> None:
    case = stories.case_in("prepared", people)
    filing.withdraw(case_id=case.pk, by=people.by(Actor.CREDITOR), at=AT)
    drain(AT)
    assert slips(tmp_path) == []
    assert "rien ne lui est remis" in the(case, "send_letter").proof[WITHHELD]
    told = handover_read(the(case, "send_letter"))
    assert (told.number, "rien ne lui est remis" in told.problem) == ("", True), "the office reads why"
    assert [one for one in breaches(AT, AT.date()) if one.invariant in {"I2", "I7"}] == []


def test_a_letter_taken_while_the_case_is_given_up_is_forgotten_by_the_carrier(
    people: stories.People, courier: LocalCarrier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, hand_over = stories.case_in("prepared", people), LocalCarrier.hand_over

    def taken(self: LocalCarrier, letter: Letter, at: datetime) -> Handover:
        filing.withdraw(case_id=case.pk, by=people.by(Actor.CREDITOR), at=AT)
        return hand_over(self, letter, at)

    monkeypatch.setattr(LocalCarrier, "hand_over", taken)
    drain(AT)
    (slip,) = slips(tmp_path)
    assert slip["destinataire"] == []
    message = the(case, "send_letter")
    assert message.proof["number"] == slip["numero"], (
        "the office reads that the carrier has it, and recalls it"
    )
    assert courier.papers(message.key) == {}
    assert [one for one in breaches(AT, AT.date()) if one.invariant in {"I2", "I7"}] == []


def test_an_unknown_effect_is_kept_for_somebody_to_look_at(people: stories.People) -> None:
    case = stories.case_in("submitted", people)
    message = the(case, "tell_office")
    Message.objects.filter(pk=message.pk).update(effect="send_pigeon")
    assert not deliver(message.pk, AT)
    failed = Message.objects.get(pk=message.pk)
    assert failed.state == "failed"
    assert "send_pigeon" in failed.problem


def test_an_incomplete_address_is_work_for_somebody(people: stories.People) -> None:
    case = stories.case_in("prepared", people)
    Party.objects.filter(case=case, role="debtor").update(address=" ")
    drain(AT)
    letter = the(case, "send_letter")
    assert letter.state == "failed"
    assert "adresse" in letter.problem


def test_a_paper_that_the_store_lost_is_waited_for(people: stories.People) -> None:
    case = stories.case_in("title_issued", people)
    copy = case.documents.get(kind="debtor_copy")
    content = fakes.MemoryStore.papers.pop(copy.sha256)
    pk = the(case, "deliver_debtor_copy").pk
    assert not deliver(pk, LATER)
    assert Message.objects.get(pk=pk).state == "pending"
    fakes.MemoryStore.papers[copy.sha256] = content
    assert deliver(pk, LATER)


def test_a_new_code_goes_by_an_ordinary_letter(
    people: stories.People, courier: LocalCarrier, tmp_path: Path
) -> None:
    case = stories.case_in("invited", people)
    ordinary.renew_code(case_id=case.pk, by=people.by(Actor.OFFICER), at=LATER)
    drain(LATER)
    message = the(case, "send_code")
    assert {slip["cle"]: slip["recommande"] for slip in slips(tmp_path)}[message.key] is False
    told = read(courier.papers(message.key)["nouveau-code"])
    assert (told["kind"], told["code"]) == ("code_letter", stories.code_of(case))
    code = stories.code_of(case).encode()
    assert not any(code in content for content in fakes.MemoryStore.papers.values())
    assert sum(slip["recommande"] for slip in slips(tmp_path)) == 1, "it starts no new month"


def test_the_debtors_free_copy_is_posted(
    people: stories.People, courier: LocalCarrier, tmp_path: Path
) -> None:
    case = stories.case_in("title_issued", people)
    drain(LATER)
    key = the(case, "deliver_debtor_copy").key
    assert {slip["cle"]: slip["recommande"] for slip in slips(tmp_path)}[key] is False
    assert b"debtor_copy" in courier.papers(key)["copie-du-titre"]


@pytest.mark.parametrize(
    ("effect", "address"),
    [("tell_office", "etude-un@etude.example"), ("tell_creditor", "créancier@aubepine.example"),
     ("tell_debtor", "sacha@durand.example"), ("deliver_title", "créancier@aubepine.example")],
)  # fmt: skip
def test_a_notice_says_that_something_is_new_and_nothing_of_the_debt(
    people: stories.People, effect: str, address: str
) -> None:
    case = stories.case_in("title_issued", people)
    Party.objects.filter(case=case, role="creditor").update(email="créancier@aubepine.example")
    Party.objects.filter(case=case, role="debtor").update(email="sacha@durand.example")
    message = the(case, effect)
    assert deliver(message.pk, LATER)
    [sent] = [sent for sent in mail.outbox if sent.to == [address]]
    assert case.reference in sent.subject
    for secret in ("Durand", "1200", "1214", stories.code_of(case)):
        assert secret not in sent.subject + str(sent.body)
    assert sent.extra_headers["Message-ID"] == f"<{message.key.replace('/', '.')}@dument>"


def test_without_an_address_there_is_nothing_to_send(people: stories.People) -> None:
    case = stories.case_in("invited", people)
    CreditorMember.objects.all().delete()
    drain(LATER)
    told = the(case, "tell_creditor")
    assert told.state == "done"
    assert "aucune adresse" in told.proof["told"]
    assert read_case(case.pk).state == "invited"


def test_a_mail_server_that_is_down_is_asked_again(
    people: stories.People, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: EmailMessage, fail_silently: bool = False) -> int:
        raise ConnectionRefusedError

    case = stories.case_in("submitted", people)
    monkeypatch.setattr(EmailMessage, "send", refuse)
    pk = the(case, "tell_office").pk
    assert not deliver(pk, AT)
    assert Message.objects.get(pk=pk).state == "pending"


@pytest.mark.parametrize(
    ("story", "kinds"),
    [
        ("participating", {"acceptance_record"}),
        ("proposed", {"proposal"}),
        ("refused", {"outcome_record"}),
        ("expired", {"outcome_record"}),
        ("agreed", {"agreement", "outcome_record"}),
    ],
)
def test_a_debtor_without_an_address_is_posted_the_papers_of_the_act(
    people: stories.People, courier: LocalCarrier, tmp_path: Path, story: str, kinds: set[str]
) -> None:
    case = stories.case_in(story, people)
    at = stories.instant("2026-11-17")
    drain(at)
    message = the(case, "tell_debtor")
    (slip,) = [slip for slip in slips(tmp_path) if slip["cle"] == message.key]
    assert slip["recommande"] is False
    assert slip["destinataire"] == ["Sacha Durand", "7 passage du Jeu-de-Boules", "75011 Paris"]
    assert set(courier.papers(message.key)) == kinds
    for kind in kinds:
        stored = case.documents.filter(kind=kind).latest("rank").sha256
        assert courier.papers(message.key)[kind] == fakes.MemoryStore.papers[stored]
    assert message.proof == {"number": slip["numero"], "taken_at": at.isoformat(), "already_seen": False}


def test_each_version_of_the_proposal_is_posted_with_its_own_act(
    people: stories.People, courier: LocalCarrier
) -> None:
    case = stories.case_in("proposed", people)
    negotiation.propose(
        case_id=case.pk, by=people.by(Actor.OFFICER), at=stories.instant("2026-10-24"), amount=Decimal(900)
    )
    drain(LATER)
    sent = Message.objects.filter(case=case, effect="tell_debtor").order_by("created_at")
    proposals = [key for key in sent.values_list("key", flat=True) if "proposal" in courier.papers(key)]
    assert [read(courier.papers(key)["proposal"])["version"] for key in proposals] == [1, 2]
