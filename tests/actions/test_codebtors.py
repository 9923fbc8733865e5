"""Several debtors of one claim: for the whole or a share, to the cent, taken back whole, and under one ceiling."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from dument.actions import _papers, claims, codebtors, filing
from dument.procedure.machine import Refused
from dument.procedure.states import Actor
from dument.queries.creditor import my_case
from dument.queries.office import office_case
from dument.records.cases.models import Case, ClaimLine, Evidence
from dument.records.journal.models import Event
from dument.records.reading import facts_of, read_case
from tests import stories

AT = stories.instant("2026-10-05")
CLAUSE = "clause de solidarité, art. 7 du bail"
LINES = [
    claims.LineGiven(label="Loyer", amount=Decimal("1000.01"), due_on=date(2026, 3, 31)),
    claims.LineGiven(label="Clause pénale", amount=Decimal("0.01"), kind="penalty", due_on=date(2026, 3, 31)),
]


def begun(people: stories.People, **changes: Any) -> Case:
    given = stories.draft_given(
        people, **{"lines": LINES, "interest": Decimal("10.00"), "mandate_on": None, **changes}
    )
    return claims.save(creditor_id=people.creditor.pk, given=given)


def add(people: stories.People, case: Case, **how: Any) -> Case:
    debtor = replace(stories.draft_given(people).debtor, name="Camille Durand")
    return codebtors.add(creditor_id=people.creditor.pk, case_id=case.pk, debtor=debtor, **how)


def remove(people: stories.People, case: Case, other: Case) -> None:
    codebtors.remove(
        creditor_id=people.creditor.pk,
        case_id=case.pk,
        other_id=other.pk,
        by=people.by(Actor.CREDITOR),
        at=AT,
    )


def sums(case: Case) -> tuple[int, ...]:
    case = Case.objects.get(pk=case.pk)
    return (case.principal_cents, case.other_cents, case.interest_cents)


def lines(case: Case) -> list[tuple[int, str, int]]:
    return list(ClaimLine.objects.filter(case=case).values_list("rank", "label", "amount_cents"))


def file(people: stories.People, case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(mandate_on="2026-10-05")
    filing.submit(case_id=case.pk, by=people.by(Actor.CREDITOR), at=AT)


def test_a_solidary_debtor_owes_the_whole_and_follows(people: stories.People) -> None:
    case = begun(people)
    claims.add_evidence(case_id=case.pk, name="bail.pdf", content=b"%PDF-bail")
    other = add(people, case, solidarity=CLAUSE)
    assert (other.claim_id, other.mandate_on, other.reference != case.reference) == (
        case.claim_id,
        None,
        True,
    )
    assert (sums(other), lines(other)) == (sums(case), lines(case))
    assert Evidence.objects.get(case=other).name == "bail.pdf"
    claims.save(creditor_id=people.creditor.pk, given=stories.draft_given(people), case_id=other.pk)
    assert sums(case) == sums(other) == (120_000, 0, 1_420)
    assert lines(case) == lines(other)
    assert {party.name for party in case.parties.all()} & {"Camille Durand"} == set()


def test_a_share_leaves_the_draft_and_comes_back_to_the_cent(people: stories.People) -> None:
    case = begun(people)
    other = add(people, case, share=Decimal("333.34"))
    assert sums(other) == (33_333, 1, 333)
    assert sums(case) == (66_668, 0, 667)
    assert lines(case) == [(1, "Loyer", 66_668)]
    remove(people, case, other)
    assert sums(case) == (100_001, 1, 1_000)
    assert lines(case) == [(1, "Loyer", 100_001), (2, "Clause pénale", 1)]
    assert Case.objects.get(pk=other.pk).state == "withdrawn"


@pytest.mark.parametrize(
    ("share", "taken"),
    [("0.01", False), ("0.02", True), ("1000.00", True), ("1000.01", True), ("1000.02", False)],
)
def test_a_share_leaves_a_principal_to_each(people: stories.People, share: str, taken: bool) -> None:
    case = begun(people)
    if taken:
        add(people, case, share=Decimal(share))
    else:
        with pytest.raises(codebtors.BadCodebtor, match="garder une part"):
            add(people, case, share=Decimal(share))
    assert Case.objects.count() == 1 + taken


def test_shares_are_equal_unless_told_and_come_to_the_claim(people: stories.People) -> None:
    case = begun(people)
    others = [add(people, case) for _ in range(2)]
    assert [sums(one) for one in (case, *others)] == [
        (33_333, 1, 333),
        (33_334, 0, 333),
        (33_334, 0, 334),
    ]
    claim = Case.objects.get(pk=case.pk).claim
    assert (claim.debtors, claim.whole_cents, claim.solidarity_basis) == (3, 100_002, "")
    remove(people, case, others[0])
    remove(people, case, others[1])
    assert sums(case) == (100_001, 1, 1_000)
    claim.refresh_from_db()
    assert (claim.debtors, claim.whole_cents) == (1, 100_002)
    assert Case.objects.get(pk=others[0].pk).claim_id != claim.pk, (
        "taken up again, it owes nothing to this claim"
    )


def test_he_owes_the_whole_or_a_share(people: stories.People) -> None:
    with pytest.raises(codebtors.BadCodebtor, match="pas les deux"):
        add(people, begun(people), solidarity=CLAUSE, share=Decimal(1))


@pytest.mark.parametrize(
    ("first", "then", "why"),
    [
        ({"solidarity": CLAUSE}, {"share": Decimal(5)}, "tous le tout"),
        ({"solidarity": CLAUSE}, {"solidarity": "C. civ. 220"}, "tient déjà à"),
        ({}, {"solidarity": CLAUSE}, "chacun leur part"),
    ],
)
def test_all_owe_alike(people: stories.People, first: Any, then: Any, why: str) -> None:
    case = begun(people)
    other = add(people, case, **first)
    with pytest.raises(codebtors.BadCodebtor, match=why):
        add(people, case, **then)
    remove(people, case, other)
    add(people, case, **then)


def test_not_a_cent_for_each_nor_a_crowd(people: stories.People, monkeypatch: pytest.MonkeyPatch) -> None:
    cent = claims.LineGiven(label="Solde", amount=Decimal("0.01"), due_on=date(2026, 3, 31))
    with pytest.raises(codebtors.BadCodebtor, match="garder une part"):
        add(people, begun(people, lines=[cent]))
    monkeypatch.setattr(codebtors, "MOST_DEBTORS", 1)
    with pytest.raises(codebtors.BadCodebtor, match="débiteurs au plus"):
        add(people, begun(people))


def together(people: stories.People, case: Case) -> list[str]:
    done = codebtors.submit_together(
        creditor_id=people.creditor.pk, case_id=case.pk, by=people.by(Actor.CREDITOR), at=AT
    )
    return [one.case.reference for one in done]


@pytest.mark.parametrize(
    ("how", "passes"), [({"share": Decimal("100")}, False), ({}, False), ({"solidarity": CLAUSE}, True)]
)
def test_the_ceiling_counts_the_claim_once_and_all_file_or_none(
    people: stories.People, how: Any, passes: bool
) -> None:
    line = claims.LineGiven(
        label="Loyer", amount=Decimal(5000 if passes else "5000.01"), due_on=date(2026, 3, 31)
    )
    case = begun(people, lines=[line], interest=Decimal(0))
    other = add(people, case, **how)
    if passes:
        assert together(people, case) == [case.reference, other.reference]
    else:
        with pytest.raises(Refused, match=r"Camille Durand : .*plafond") as refusal:
            together(people, case)
        assert refusal.value.codes == ("over_ceiling", "over_ceiling")
    states = set(Case.objects.values_list("state", "mandate_on", "office"))
    assert states == (
        {("submitted", date(2026, 10, 5), people.office.pk)} if passes else {("draft", None, None)}
    )
    assert Event.objects.count() == 2 * passes


def test_interest_that_runs_counts_on_the_whole_claim(people: stories.People) -> None:
    line = claims.LineGiven(label="Loyer", amount=Decimal("4990.00"), due_on=date(2026, 3, 31))
    plan = {"interest": Decimal(0), "interest_from": date(2026, 4, 1), "interest_rate": "legal"}
    case = begun(people, lines=[line], **plan)
    add(people, case)
    # On one half alone, six months of the legal rate would still fit.
    with pytest.raises(Refused, match="plafond"):
        together(people, case)


def test_each_goes_to_his_own_office(people: stories.People) -> None:
    lyon = stories.people("deux", court="Lyon", city="Lyon", departement="69")
    case = begun(people)
    debtor = replace(stories.draft_given(people).debtor, name="Camille Durand", postcode="69003", city="Lyon")
    other = codebtors.add(creditor_id=people.creditor.pk, case_id=case.pk, debtor=debtor)
    with pytest.raises(Refused, match="Camille Durand"):
        together(people, case)
    given = stories.draft_given(people, debtor=debtor, lines=LINES, office_id=lyon.office.pk)
    claims.save(creditor_id=people.creditor.pk, given=given, case_id=other.pk)
    together(people, case)
    seen = my_case(creditor_ids=[people.creditor.pk], reference=case.reference, at=AT)
    assert [(one.debtor.name, one.office and one.office.city) for one in seen.codebtors] == [
        ("Camille Durand", "Lyon")
    ]
    theirs = office_case(office_id=people.office.pk, reference=case.reference, at=AT)
    assert (theirs.debtors, theirs.codebtors) == (2, ()), "an office sees its own cases alone"


def test_what_is_said_of_the_claim_is_said_in_each_draft(people: stories.People) -> None:
    case = begun(people)
    other = add(people, case, share=Decimal(100))
    given = stories.draft_given(
        people,
        lines=LINES,
        cause="rent",
        basis="Bail",
        interest_rate="legal",
        interest_from=date(2026, 4, 1),
    )
    claims.save(creditor_id=people.creditor.pk, given=given, case_id=case.pk)
    other.refresh_from_db()
    assert (other.cause, other.basis, other.interest_rate, other.interest_frozen) == (
        "rent", "Bail", "legal", False,
    )  # fmt: skip
    assert sums(other)[::2] == (9_999, 0)
    assert Case.objects.get(pk=case.pk).claim.whole_cents == 100_002 + 10_000


def test_what_is_filed_changes_no_more(people: stories.People) -> None:
    case = begun(people)
    other = add(people, case, solidarity=CLAUSE)
    third = add(people, case, solidarity=CLAUSE)
    file(people, other)
    claims.save(creditor_id=people.creditor.pk, given=stories.draft_given(people), case_id=case.pk)
    assert sums(other) == (100_001, 1, 1_000)
    with pytest.raises(claims.NotADraft, match="depuis sa page"):
        remove(people, case, other)
    for one in (case, other):
        with pytest.raises(claims.NotADraft):
            add(people, one, solidarity=CLAUSE)
    remove(people, case, third)
    with pytest.raises(Case.DoesNotExist):
        remove(people, case, begun(people))
    file(people, case)
    theirs = office_case(office_id=people.office.pk, reference=other.reference, at=AT)
    assert [one.reference for one in theirs.codebtors] == [case.reference]


def test_a_line_with_no_match_comes_back_after_the_others(people: stories.People) -> None:
    case = begun(people)
    other = add(people, case, share=Decimal("500.01"))
    ClaimLine.objects.filter(case=other, rank=1).update(label="Sa part du loyer")
    remove(people, case, other)
    assert [label for _, label, _ in lines(case)][-1] in {"Sa part du loyer", "Clause pénale"}
    assert sums(case)[0] == 100_001


@pytest.mark.parametrize("how", [{}, {"solidarity": CLAUSE}])
def test_the_letter_of_each_says_how_far_he_is_bound(people: stories.People, how: dict[str, str]) -> None:
    case = begun(people)
    add(people, case, **how)
    together(people, case)
    read = read_case(case.pk)
    printed = _papers.claim(read, facts_of(read), [])
    assert printed["several"] == {"solidarity": how.get("solidarity", "")}
    alone = read_case(stories.case_in("submitted", people).pk)
    assert "several" not in _papers.claim(alone, facts_of(alone), [])
