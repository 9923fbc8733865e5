"""The letter: two renderings, frozen amounts, its code kept from everybody, its proof of deposit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dument.actions import claims, filing, letters, ordinary
from dument.actions.codes import MASKED, code_of, grouped
from dument.law.interest import accrue
from dument.ports.errors import TryAgain
from dument.ports.storage import Missing
from dument.procedure.machine import Refused
from dument.procedure.states import Actor
from dument.records.cases.models import Case, Claim, Decision, InterestLine
from dument.records.reading import read_case
from tests import fakes, stories
from tests.actions.recording import paper, read
from tests.tables import snapshot

AT = stories.instant("2026-10-12")


def prepare(people: stories.People, case: Case, **more: Any) -> Case:
    letters.prepare(case_id=case.pk, by=people.by(Actor.OFFICER), at=AT, **more)
    return read_case(case.pk)


def dispatch(people: stories.People, case: Case, **more: Any) -> Case:
    told: dict[str, Any] = {"at": stories.instant("2026-10-13"), "proof": "1A 001 002 0034 5"} | more
    letters.record_dispatch(case_id=case.pk, by=people.by(Actor.OFFICER), **told)
    return read_case(case.pk)


def running_interest(people: stories.People, **changes: Any) -> Case:
    """Return a submitted case whose interest runs since 1 April over two semesters."""
    plan = {"interest": Decimal(0), "interest_from": date(2026, 4, 1), "interest_rate": "legal"}
    return stories.case_in("submitted", people, **(plan | changes))


def test_the_carriers_copy_bears_the_code_and_the_one_kept_does_not(people: stories.People) -> None:
    case = prepare(people, stories.case_in("submitted", people))
    copy = read(fakes.MemoryStore().reveal(letters.carrier_copy(case, 1)))
    kept = paper(case, "invitation")
    assert copy.pop("code") == grouped(code_of(case.pk, 1))
    assert kept.pop("code") == MASKED
    assert copy == kept
    code = grouped(code_of(case.pk, 1)).encode()
    assert not any(code in content for content in fakes.MemoryStore.papers.values())
    assert code not in repr(snapshot()).encode()


def test_the_carriers_copy_is_destroyed_at_dispatch_and_can_be_rendered_again(people: stories.People) -> None:
    case = prepare(people, running_interest(people))
    copy = fakes.MemoryStore().reveal(letters.carrier_copy(case, 1))
    case = dispatch(people, case)
    with pytest.raises(Missing):
        fakes.MemoryStore().reveal(letters.carrier_copy(case, 1))
    assert not fakes.MemoryStore.hidden
    assert letters.letter_for_carrier(case, 1) == copy
    second = read(letters.letter_for_carrier(case, 2))
    assert second["code"] == grouped(code_of(case.pk, 2)) != read(copy)["code"]


def test_nothing_is_hidden_when_the_letter_cannot_be_signed(
    people: stories.People, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: object, pdf: bytes, *, reason: str, **_: object) -> bytes:
        if "Invitation" in reason:
            raise TryAgain("La signature ne répond pas.")
        return pdf

    case = stories.case_in("submitted", people)
    monkeypatch.setattr(fakes.FastSigner, "sign", refuse)
    with pytest.raises(TryAgain):
        prepare(people, case)
    assert not fakes.MemoryStore.hidden


def test_the_preview_is_what_will_be_sealed_and_keeps_nothing(people: stories.People) -> None:
    case = running_interest(people)
    before = snapshot(), dict(fakes.MemoryStore.papers), dict(fakes.MemoryStore.hidden)
    shown = letters.preview(
        office_id=people.office.pk, reference=case.reference, officer=people.officer.full_name, at=AT
    )
    assert before == (snapshot(), fakes.MemoryStore.papers, fakes.MemoryStore.hidden)
    assert read(shown) == paper(prepare(people, case), "invitation")


def test_a_preview_is_of_a_filed_case_of_the_office(people: stories.People) -> None:
    sealed = stories.case_in("prepared", people)
    for office, reference in ((people.office.pk, sealed.reference), (uuid4(), "DU-2222-3333")):
        with pytest.raises(letters.NoLetter):
            letters.preview(office_id=office, reference=reference, officer=people.officer.full_name, at=AT)


def test_interest_is_frozen_at_the_day_of_the_letter(people: stories.People) -> None:
    case = prepare(people, running_interest(people))
    due = accrue(
        principal=Decimal(1200),
        first_day=date(2026, 4, 1),
        last_day=date(2026, 10, 12),
        rate="legal",
        creditor="artisan",
    )
    rows = list(InterestLine.objects.filter(case=case).order_by("rank"))
    assert case.interest_frozen
    assert Decimal(case.interest_cents).scaleb(-2) == due.amount > 0
    assert sum(row.amount_cents for row in rows) == case.interest_cents
    assert [(row.since, row.until) for row in rows] == [
        (date(2026, 4, 1), date(2026, 6, 30)),
        (date(2026, 7, 1), date(2026, 10, 12)),
    ]
    told = paper(case, "invitation")["claim"]
    assert (told["interest"], told["total"]) == (str(due.amount), str(1200 + due.amount))
    assert [line["amount"] for line in told["interest_lines"]] == [
        str(Decimal(row.amount_cents).scaleb(-2)) for row in rows
    ]


def test_a_fixed_sum_of_interest_has_no_lines(people: stories.People) -> None:
    case = prepare(people, stories.case_in("submitted", people))
    assert not InterestLine.objects.filter(case=case).exists()
    assert paper(case, "invitation")["claim"]["interest"] == "14.20"


@given(
    st.decimals("0.01", "5000", places=2),
    st.dates(date(2020, 1, 1), date(2026, 12, 31)),
    st.dates(date(2020, 1, 1), date(2026, 12, 31)),
    st.sampled_from(["legal", "late_payment"]),
)
def test_printed_interest_sums_to_the_cent_and_is_never_negative(
    principal: Decimal, one: date, other: date, rate: str
) -> None:
    found = accrue(
        principal=principal,
        first_day=min(one, other),
        last_day=max(one, other),
        rate=rate,
        creditor="artisan",
    )
    lines = letters.interest_lines(found)
    assert sum(Decimal(line["amount"]) for line in lines) == found.amount
    assert all(Decimal(line["amount"]) >= 0 for line in lines)
    for line, segment in zip(lines, found.segments, strict=True):
        assert abs(Decimal(line["amount"]) - segment.amount_unrounded) < Decimal("0.011")


def test_no_interest_has_no_lines() -> None:
    assert letters.interest_lines(None) == []


@pytest.mark.parametrize(
    ("changes", "lacking"),
    [
        ({"basis": ""}, "CPCE R125-2"),
        ({"lines": []}, "CPCE R125-2"),
    ],
)
def test_a_letter_that_lacks_a_mention_is_refused(
    people: stories.People, changes: dict[str, Any], lacking: str
) -> None:
    case = stories.case_in("submitted", people, basis=changes.get("basis", "Contrat"))
    if "lines" in changes:
        case.claimlines.all().delete()
    before = snapshot()
    with pytest.raises(Refused) as refusal:
        prepare(people, case)
    assert refusal.value.codes == ("missing_mention",)
    assert lacking in str(refusal.value)
    assert snapshot() == before
    assert not fakes.MemoryStore.hidden


def test_production_refuses_texts_that_nobody_checked(people: stories.People, settings: Any) -> None:
    case = stories.case_in("submitted", people)
    settings.PRODUCTION = True
    before = snapshot()
    with pytest.raises(Refused, match=r"article L\. 125-1, texte non vérifié") as refusal:
        prepare(people, case)
    assert refusal.value.codes == ("missing_mention",)
    assert snapshot() == before
    settings.PRODUCTION = False
    assert prepare(people, case).state == "prepared"


def test_a_draft_has_no_letter_to_look_at(people: stories.People) -> None:
    with pytest.raises(Refused) as refusal:
        prepare(people, stories.case_in("draft", people))
    assert refusal.value.codes == ("wrong_state",)


def test_a_decision_is_kept_once_with_its_first_reason(people: stories.People) -> None:
    case = stories.case_in("submitted", people, invoiced_between_merchants=None)
    with pytest.raises(Refused):
        prepare(people, case)
    prepare(
        people, case, decide={"quality_unknown": "Facture à un particulier.", "insolvency": "Sans objet."}
    )
    kept = Decision.objects.get(case=case)
    assert (kept.code, kept.reason, kept.on) == (
        "quality_unknown",
        "Facture à un particulier.",
        date(2026, 10, 12),
    )


@pytest.mark.parametrize("conflict", ["none", "doubt"])
def test_the_declaration_says_what_became_of_a_doubt(people: stories.People, conflict: str) -> None:
    case = stories.case_in("submitted", people)
    ordinary.declare_conflict(
        case_id=case.pk, by=people.by(Actor.OFFICER), at=stories.instant("2026-10-06"), conflict=conflict
    )
    prepare(
        people,
        case,
        decide={"conflict_doubt": "Le président de la chambre régionale n'y voit pas d'obstacle."},
    )
    told = paper(case, "conflict_declaration")
    assert told["conflict"] == conflict
    assert ("referral" in told) == (conflict == "doubt")


@pytest.mark.parametrize(("second", "refused"), [("3785.80", False), ("3785.81", True)])
def test_the_ceiling_counts_what_the_other_debtors_owe(
    people: stories.People, second: str, refused: bool
) -> None:
    first = stories.case_in("submitted", people)
    other = stories.case_in(
        "draft",
        people,
        interest=Decimal(0),
        lines=[claims.LineGiven(label="Le reste", amount=Decimal(second))],
    )
    Case.objects.filter(pk=other.pk).update(claim=first.claim)
    Claim.objects.filter(pk=first.claim_id).update(debtors=2)
    filed: dict[str, Any] = {
        "case_id": other.pk,
        "by": people.by(Actor.CREDITOR),
        "at": stories.instant("2026-10-06"),
    }
    if not refused:
        assert filing.submit(**filed).case.state == "submitted"
        return
    with pytest.raises(Refused) as refusal:
        filing.submit(**filed)
    assert refusal.value.codes == ("over_ceiling",)
    # Each owes the whole: it is one and the same sum.
    Claim.objects.filter(pk=first.claim_id).update(solidarity_basis="Bail, article 9", debtors=2)
    assert filing.submit(**filed).case.state == "submitted"


@pytest.mark.parametrize("gone", ["declined", "withdrawn", "ended"])
def test_the_ceiling_does_not_count_a_case_given_up(people: stories.People, gone: str) -> None:
    big = [claims.LineGiven(label="Travaux", amount=Decimal(4000), due_on=date(2026, 3, 31))]
    case = stories.case_in(gone, people, lines=big)
    draft = ordinary.copy_to_draft(
        case_id=case.pk, by=people.by(Actor.CREDITOR), at=stories.instant("2026-10-21")
    )
    Case.objects.filter(pk=draft.pk).update(mandate_on=date(2026, 10, 21))
    filed = filing.submit(case_id=draft.pk, by=people.by(Actor.CREDITOR), at=stories.instant("2026-10-22"))
    assert filed.case.state == "submitted"
    assert filed.case.claim_id == case.claim_id


def test_the_month_starts_on_the_day_of_the_proof(people: stories.People) -> None:
    case = stories.case_in("prepared", people)
    moved = dispatch(people, case, at=stories.instant("2026-10-16"), deposited_on=date(2026, 10, 13))
    assert (moved.dispatched_on, moved.raw_last_day, moved.last_day) == (
        date(2026, 10, 13),
        date(2026, 11, 13),
        date(2026, 11, 13),
    )
    assert moved.dispatch_proof == "1A 001 002 0034 5"


def test_without_another_day_the_letter_left_that_day(people: stories.People) -> None:
    moved = dispatch(people, stories.case_in("prepared", people), at=stories.instant("2026-10-16"))
    assert moved.dispatched_on == date(2026, 10, 16)
    assert (moved.raw_last_day, moved.last_day) == (date(2026, 11, 16), date(2026, 11, 16))


@pytest.mark.parametrize("proof", ["", "  ", "- ."])
def test_a_dispatch_needs_its_proof(people: stories.People, proof: str) -> None:
    case = stories.case_in("prepared", people)
    before = snapshot()
    with pytest.raises(ValueError, match="preuve de dépôt"):
        dispatch(people, case, proof=proof)
    assert snapshot() == before


def test_a_proof_of_a_day_to_come_is_refused(people: stories.People) -> None:
    case = stories.case_in("prepared", people)
    before = snapshot(), dict(fakes.MemoryStore.hidden)
    with pytest.raises(Refused) as refusal:
        dispatch(people, case, deposited_on=date(2026, 10, 14))
    assert refusal.value.codes == ("too_early",)
    assert (snapshot(), fakes.MemoryStore.hidden) == before


def test_a_letter_renewed_after_a_new_address_goes_there(people: stories.People) -> None:
    case = stories.case_in("invited", people)
    ordinary.report_fact(
        case_id=case.pk,
        by=people.by(Actor.OFFICER),
        at=AT.replace(day=15),
        kind="address",
        changes={"address": "1 rue Neuve"},
    )
    assert read(letters.letter_for_carrier(read_case(case.pk), 2))["debtor"]["address"][0] == "1 rue Neuve"
