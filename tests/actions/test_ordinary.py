"""What happens beside the procedure: facts, corrections, refiling; payments; reasons to decline or to end."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from dument.actions import filing, ordinary, readers, receipts, roles
from dument.procedure.machine import Refused
from dument.procedure.states import Act, Actor
from dument.queries.creditor import my_case
from dument.records.cases.models import Case, ClaimLine, Evidence, Party, ReportedFact
from dument.records.documents.models import Document
from dument.records.journal.models import Event
from dument.records.money.models import Receipt
from dument.records.outbox.models import Message
from dument.records.reading import facts_of, read_case
from tests import stories
from tests.tables import snapshot

OFFICER, CREDITOR, DEBTOR = Actor.OFFICER, Actor.CREDITOR, Actor.DEBTOR
AT = stories.instant("2026-10-20")


def body(case: Case) -> dict[str, Any]:
    """Return the body of the case's last journal line."""
    told: dict[str, Any] = json.loads(bytes(Event.objects.filter(case=case).latest("number").body.content))
    return told


def report(people: stories.People, case: Case, kind: str, changes: dict[str, object]) -> None:
    by = people.by(OFFICER)
    ordinary.report_fact(
        case_id=case.pk, by=by, at=AT, kind=kind, changes=changes, said_by="la mairie", text="Vu."
    )


@pytest.mark.parametrize(
    ("kind", "changes", "seen"),
    [
        ("insolvency", {"insolvency": "overindebted"}, {"insolvency": "overindebted"}),
        ("conflict", {"conflict": "doubt"}, {"conflict": "doubt"}),
        ("merchants", {"invoiced_between_merchants": None}, {"invoiced_between_merchants": None}),
        (
            "address",
            {"postcode": "13001", "insee": "13201", "city": "Marseille"},
            {"debtor_postcode": "13001", "debtor_insee": "13201"},
        ),
        ("capacity", {"kind": "protected_adult"}, {"debtor": "protected_adult"}),
    ],
)
def test_a_fact_changes_what_the_table_sees(
    people: stories.People, kind: str, changes: dict[str, object], seen: dict[str, object]
) -> None:
    case = stories.case_in("invited", people)
    report(people, case, kind, changes)
    facts = facts_of(read_case(case.pk))
    assert {name: getattr(facts, name) for name in seen} == seen
    kept = ReportedFact.objects.get(case=case)
    assert (kept.kind, kept.on, kept.said_by, kept.text) == (kind, date(2026, 10, 20), "la mairie", "Vu.")
    told = body(case)
    assert (told["kind"], told["changes"], told["said_by"]) == (kind, changes, "la mairie")


def test_the_creditor_as_filed_is_not_changed_by_the_debtors_facts(people: stories.People) -> None:
    case = stories.case_in("invited", people)
    report(people, case, "address", {"city": "Lyon"})
    assert Party.objects.get(case=case, role="creditor").city == "Montreuil"


@pytest.mark.parametrize("state", ["submitted", "prepared"])
def test_amounts_change_until_the_letter_freezes_them(people: stories.People, state: str) -> None:
    case = stories.case_in(state, people)
    before = snapshot()
    if state == "submitted":
        report(people, case, "payment", {"principal_cents": 100_000})
        assert Case.objects.get(pk=case.pk).principal_cents == 100_000
    else:
        with pytest.raises(ValueError, match="figés depuis la lettre"):
            report(people, case, "payment", {"principal_cents": 100_000})
        assert snapshot() == before


@pytest.mark.parametrize(
    ("kind", "changes", "why"),
    [
        ("rumour", {}, "rumour"),
        ("address", {"state": "agreed"}, "state"),
        ("payment", {"code_rank": 0, "office_id": None}, "code_rank, office_id"),
    ],
)
def test_an_unknown_fact_or_change_is_named(
    people: stories.People, kind: str, changes: dict[str, object], why: str
) -> None:
    case = stories.case_in("invited", people)
    before = snapshot()
    with pytest.raises(ValueError, match=why):
        report(people, case, kind, changes)
    assert snapshot() == before


@pytest.mark.parametrize("conflict", ["none", "family_tie", "doubt"])
def test_the_officer_declares(people: stories.People, conflict: str) -> None:
    case = stories.case_in("submitted", people)
    ordinary.declare_conflict(case_id=case.pk, by=people.by(OFFICER), at=AT, conflict=conflict)
    assert Case.objects.get(pk=case.pk).conflict == conflict
    assert ReportedFact.objects.get(case=case).said_by == people.officer.full_name


def test_an_unknown_declaration_is_named(people: stories.People) -> None:
    case = stories.case_in("submitted", people)
    with pytest.raises(ValueError, match="family_tie"):
        ordinary.declare_conflict(case_id=case.pk, by=people.by(OFFICER), at=AT, conflict="maybe")


def test_a_correction_leaves_the_line_it_corrects(people: stories.People) -> None:
    case = stories.case_in("invited", people)
    lines = list(Event.objects.filter(case=case).values_list())
    ordinary.correct(case_id=case.pk, by=people.by(OFFICER), at=AT, number=3, words="Le 14, non le 13.")
    assert list(Event.objects.filter(case=case, number__lte=3).values_list()) == lines
    told = body(case)
    assert (told["corrects"], told["words"]) == (3, "Le 14, non le 13.")
    assert told["from"] == told["to"] == "invited"


@pytest.mark.parametrize(("number", "words"), [(0, "x"), (-1, "x"), (4, "x"), (3, ""), (3, "  ")])
def test_a_correction_names_a_line_and_says_something(
    people: stories.People, number: int, words: str
) -> None:
    case = stories.case_in("invited", people)
    before = snapshot()
    with pytest.raises(ValueError, match=r"inscription"):
        ordinary.correct(case_id=case.pk, by=people.by(OFFICER), at=AT, number=number, words=words)
    assert snapshot() == before


@pytest.mark.parametrize("state", ["declined", "withdrawn", "ended"])
def test_a_case_given_up_is_taken_up_again(people: stories.People, state: str) -> None:
    case = stories.case_in(state, people)
    draft = ordinary.copy_to_draft(case_id=case.pk, by=people.by(CREDITOR), at=AT)
    assert (draft.state, draft.office_id, draft.version, draft.last_number) == ("draft", None, 0, 0)
    assert draft.reference != case.reference
    assert (draft.claim_id, draft.chosen_office_id) == (case.claim_id, people.office.pk)
    assert (draft.mandate_on, draft.dispatched_on, draft.code_rank) == (None, None, 0)
    for model in (Party, ClaimLine, Evidence):
        left_out = {"id", "case", "office"}
        names = [f.name for f in model._meta.concrete_fields if f.name not in left_out]
        copied = model.objects.filter(case=draft).order_by("pk")
        source = model.objects.filter(case=case).order_by("pk")
        assert list(copied.values_list(*names)) == list(source.values_list(*names))
        assert set(copied.values_list("office", flat=True)) == {None}
        assert not set(copied.values_list("pk", flat=True)) & set(source.values_list("pk", flat=True))


def test_what_the_office_learned_of_the_debtor_is_in_no_draft_of_the_creditor(
    people: stories.People,
) -> None:
    """A new address, a measure of protection: the debtor's; what the creditor said himself comes back."""
    case = stories.case_in("invited", people)
    his = Party.objects.get(case=case, role="debtor")
    secret = {"address": "3 rue du Zyzomys", "postcode": "75012", "protection": "guardianship"}
    told: dict[str, Any] = {"case_id": case.pk, "at": AT, "kind": "address"}
    ordinary.report_fact(**told, by=people.by(CREDITOR), changes={"phone": "0199000000", "city": "Paris 11"})
    ordinary.report_fact(**told, by=people.by(OFFICER), changes=secret)
    ordinary.report_fact(**told, by=people.by(OFFICER), changes={"address": "4 rue du Zyzomys"})
    ordinary.report_fact(**told, by=people.by(OFFICER), changes={"city": "Lyon"})
    ordinary.report_fact(**told, by=people.by(CREDITOR), changes={"city": "Paris 12"})
    filing.withdraw(case_id=case.pk, by=people.by(CREDITOR), at=AT)
    copy = Party.objects.get(
        case=ordinary.copy_to_draft(case_id=case.pk, by=people.by(CREDITOR), at=AT), role="debtor"
    )
    assert (copy.address, copy.postcode, copy.protection) == (his.address, his.postcode, his.protection)
    assert (copy.phone, copy.city) == ("0199000000", "Paris 12")
    read = my_case(creditor_ids=[people.creditor.pk], reference=case.reference, at=AT)
    assert (read.debtor.address, read.debtor.postcode) == (his.address, his.postcode)


def test_interest_that_ran_and_was_frozen_runs_again_in_the_copy(people: stories.People) -> None:
    plan = {"interest": Decimal(0), "interest_from": date(2026, 4, 1), "interest_rate": "legal"}
    case = stories.case_in("ended", people, **plan)
    assert case.interest_frozen
    draft = ordinary.copy_to_draft(case_id=case.pk, by=people.by(CREDITOR), at=AT)
    assert not draft.interest_frozen
    assert facts_of(read_case(draft.pk)).interest == 0


@pytest.mark.parametrize("state", ["invited", "agreed", "title_issued", "refused"])
def test_a_living_case_is_not_copied(people: stories.People, state: str) -> None:
    case = stories.case_in(state, people)
    before = snapshot()
    with pytest.raises(Refused) as refusal:
        ordinary.copy_to_draft(case_id=case.pk, by=people.by(CREDITOR), at=stories.instant("2026-10-25"))
    assert refusal.value.codes == ("wrong_state",)
    assert snapshot() == before


@pytest.mark.parametrize("reason", filing.REASONS)
@pytest.mark.parametrize(("act", "state"), [(filing.decline, "submitted"), (filing.end, "agreed")])
def test_declining_and_ending_give_their_reason(
    people: stories.People, act: Any, state: str, reason: str
) -> None:
    case = stories.case_in(state, people)
    act(case_id=case.pk, by=people.by(OFFICER), at=stories.instant("2026-10-25"), reason=reason, words="Vu.")
    assert (body(case)["reason"], body(case)["words"]) == (reason, "Vu.")


@pytest.mark.parametrize("act", [filing.decline, filing.end])
def test_an_unknown_reason_is_named(people: stories.People, act: Any) -> None:
    case = stories.case_in("submitted", people)
    before = snapshot()
    with pytest.raises(ValueError, match="competence_lost"):
        act(case_id=case.pk, by=people.by(OFFICER), at=AT, reason="boredom")
    assert snapshot() == before


def test_a_reason_alone_is_enough(people: stories.People) -> None:
    case = stories.case_in("submitted", people)
    filing.decline(case_id=case.pk, by=people.by(OFFICER), at=AT, reason="other")
    assert "words" not in body(case)


@pytest.mark.parametrize(("state", "told"), [("submitted", False), ("prepared", False), ("invited", True)])
def test_a_debtor_who_was_never_invited_is_told_nothing(
    people: stories.People, state: str, told: bool
) -> None:
    case = stories.case_in(state, people)
    filing.withdraw(case_id=case.pk, by=people.by(CREDITOR), at=AT)
    left = Message.objects.filter(case=case, key__contains=f"/{case.last_number + 1}/")
    assert set(left.values_list("effect", flat=True)) == {"tell_office"} | (
        {"tell_debtor"} if told else set()
    )


@pytest.mark.parametrize(("amount", "recipient"), [("414.20", "officer"), ("0.01", "creditor")])
def test_a_payment_is_kept_to_the_cent(people: stories.People, amount: str, recipient: str) -> None:
    case = stories.case_in("agreed", people)
    receipts.record_payment(
        case_id=case.pk,
        by=people.by(OFFICER),
        at=stories.instant("2026-10-25"),
        amount=Decimal(amount),
        recipient=recipient,
    )
    kept = Receipt.objects.get(case=case)
    assert (Decimal(kept.amount_cents).scaleb(-2), kept.recipient) == (Decimal(amount), recipient)
    assert (body(case)["amount"], body(case)["recipient"]) == (amount, recipient)


@pytest.mark.parametrize(
    ("amount", "recipient"), [("0", "officer"), ("-1", "officer"), ("1", "debtor"), ("0.001", "officer")]
)
def test_a_payment_that_makes_no_sense_is_refused(
    people: stories.People, amount: str, recipient: str
) -> None:
    case = stories.case_in("agreed", people)
    before = snapshot()
    with pytest.raises(ValueError, match=r"positif|étude|centimes"):
        receipts.record_payment(
            case_id=case.pk,
            by=people.by(OFFICER),
            at=stories.instant("2026-10-25"),
            amount=Decimal(amount),
            recipient=recipient,
        )
    assert snapshot() == before


@pytest.mark.parametrize("state", ["invited", "participating", "proposed"])
def test_no_payment_in_the_month(people: stories.People, state: str) -> None:
    case = stories.case_in(state, people)
    before = snapshot()
    with pytest.raises(Refused) as refusal:
        receipts.record_payment(
            case_id=case.pk, by=people.by(OFFICER), at=stories.instant("2026-10-25"), amount=Decimal(1)
        )
    assert refusal.value.codes == ("payment_locked",)
    assert refusal.value.act is Act.RECORD_PAYMENT
    assert snapshot() == before


# -- what the letter's holder says, and the certificate of full payment ------------------------------------


def test_not_him_is_told_once_a_day(people: stories.People) -> None:
    case = stories.case_in("invited", people)
    by = people.by(Actor.DEBTOR)
    days = ("2026-10-20", "2026-10-20", "2026-10-21")
    done = [
        readers.declare(case_id=case.pk, by=by, at=stories.instant(day), what="not_addressee") for day in days
    ]
    assert [one is not None for one in done] == [True, False, True]
    assert readers.declare(case_id=case.pk, by=by, at=stories.instant("2026-10-20"), what="moved")
    assert ReportedFact.objects.filter(case=case).count() == 3
    assert Case.objects.get(pk=case.pk).state == "invited"


def test_contact_is_given_then_withdrawn(people: stories.People) -> None:
    case = stories.case_in("invited", people)
    for email in ("sacha@exemple.fr", ""):
        readers.give_contact(
            case_id=case.pk,
            by=people.by(Actor.DEBTOR),
            at=stories.instant("2026-10-20"),
            email=email,
            phone="",
        )
        assert Party.objects.get(case=case, role="debtor").email == email


def test_a_contact_given_to_be_reached_is_not_copied(people: stories.People) -> None:
    case, by = stories.case_in("invited", people), people.by(CREDITOR)
    readers.give_contact(
        case_id=case.pk,
        by=people.by(Actor.DEBTOR),
        at=stories.instant("2026-10-20"),
        email="sacha@exemple.fr",
        phone="01 99 00 00 00",
    )
    filing.withdraw(case_id=case.pk, by=by, at=stories.instant("2026-10-21"))
    draft = ordinary.copy_to_draft(case_id=case.pk, by=by, at=stories.instant("2026-10-22"))
    copied = Party.objects.get(case=draft, role="debtor")
    assert (copied.name, copied.email, copied.phone) == ("Sacha Durand", "", "")


def test_shared_budget_is_a_fact_for_the_office(people: stories.People) -> None:
    case = stories.case_in("invited", people)
    readers.share_budget(
        case_id=case.pk, by=people.by(Actor.DEBTOR), at=stories.instant("2026-10-20"), text="Reste : 200 €."
    )
    assert ReportedFact.objects.get(case=case).text == "Reste : 200 €."


@pytest.mark.parametrize(("story", "amounts", "made"), [
    ("title_issued", ["1214.19"], 0),
    ("title_issued", ["1214.20"], 1),
    ("agreed", ["1000", "214.20", "5"], 1),
    ("refused", ["1214.20"], 0),
])  # fmt: skip
def test_certificate_of_full_payment_comes_once_with_the_payment_that_completes(
    people: stories.People, story: str, amounts: list[str], made: int
) -> None:
    case = stories.case_in(story, people)
    for amount in amounts:
        receipts.record_payment(
            case_id=case.pk,
            by=people.by(Actor.OFFICER),
            at=stories.instant("2026-12-01"),
            amount=Decimal(amount),
        )
    papers = Document.objects.filter(case=case, kind="discharge")
    assert papers.count() == made
    assert all(paper.signed for paper in papers)


def test_offers_are_counted_and_the_fourth_is_refused(people: stories.People) -> None:
    case = stories.case_in("invited", people)

    def say(count: int) -> object:
        return readers.offer(
            case_id=case.pk, by=people.by(Actor.DEBTOR), at=AT, amount=Decimal("600.00"), count=count
        )

    assert [say(count) is not None for count in (1, 1, 2, 3)] == [True, False, True, True]
    with pytest.raises(readers.TooManyAskings):
        say(4)
    assert Case.objects.get(pk=case.pk).version == case.version + 3


def pay(people: stories.People, case: Case, amount: str, role: str = "officer") -> None:
    by = replace(people.by(Actor.OFFICER), role=role)
    receipts.record_payment(case_id=case.pk, by=by, at=stories.instant("2026-12-01"), amount=Decimal(amount))


def test_the_accountant_never_makes_the_officer_sign_that_all_is_paid(people: stories.People) -> None:
    case = stories.case_in("title_issued", people)
    pay(people, case, "1214.19", "accountant")
    with pytest.raises(roles.Reserved, match="Seul le commissaire de justice"):
        pay(people, case, "0.01", "accountant")
    assert not Document.objects.filter(case=case, kind="discharge").exists()
    pay(people, case, "0.01")
    assert Document.objects.filter(case=case, kind="discharge").count() == 1
    pay(people, case, "5", "accountant")  # the certificate is there: nothing more is signed


@pytest.mark.parametrize(("corrected", "made"), [("record_payment", 0), ("record_dispatch", 1)])
def test_no_certificate_rests_on_a_payment_that_was_corrected(
    people: stories.People, corrected: str, made: int
) -> None:
    case = stories.case_in("title_issued", people)
    pay(people, case, "1000")
    number = Event.objects.filter(case=case, type=corrected).latest("number").number
    ordinary.correct(
        case_id=case.pk, by=people.by(Actor.OFFICER), at=stories.instant("2026-12-01"),
        number=number, words="Cent euros, non mille.",
    )  # fmt: skip
    pay(people, case, "214.20")
    assert Document.objects.filter(case=case, kind="discharge").count() == made
