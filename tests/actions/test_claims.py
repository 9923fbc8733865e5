"""Drafts: what is written when it is saved, again, and the files that support it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from dument.actions import claims, filing
from dument.actions.references import ALPHABET, new_reference
from dument.procedure.machine import Refused
from dument.procedure.states import Actor
from dument.records.cases.models import Case, ClaimLine, Evidence, Party
from tests import fakes, stories
from tests.tables import added, snapshot

PNG, JPEG = b"\x89PNG\r\n\x1a\n rest", b"\xff\xd8\xff\xe0 rest"


def save(people: stories.People, case: Case | None = None, **changes: Any) -> Case:
    return claims.save(
        creditor_id=people.creditor.pk,
        given=stories.draft_given(people, **changes),
        case_id=case.pk if case else None,
    )


def add(case: Case, content: bytes, name: str = "pièce.pdf") -> Evidence:
    return claims.add_evidence(case_id=case.pk, name=name, content=content)


def test_a_draft_is_the_claim_its_parties_and_its_lines(people: stories.People) -> None:
    before = snapshot()
    lines = [
        claims.LineGiven(label="Facture 41", amount=Decimal("1000"), due_on=date(2026, 3, 31)),
        claims.LineGiven(label="Facture 42", amount=Decimal("200.05")),
        claims.LineGiven(label="Clause pénale", amount=Decimal("50"), kind="penalty"),
        claims.LineGiven(label="Indemnité", amount=Decimal("40"), kind="indemnity"),
    ]
    case = save(people, lines=lines)
    assert added(before, snapshot()) == {
        "cases.Claim": 1,
        "cases.Case": 1,
        "cases.Party": 2,
        "cases.ClaimLine": 4,
    }
    assert (case.state, case.version, case.office_id) == ("draft", 0, None)
    assert (case.principal_cents, case.other_cents, case.interest_cents) == (120_005, 9_000, 1_420)
    assert case.interest_frozen
    assert list(case.claimlines.values_list("rank", "kind", "amount_cents")) == [
        (1, "principal", 100_000),
        (2, "principal", 20_005),
        (3, "penalty", 5_000),
        (4, "indemnity", 4_000),
    ]
    debtor = Party.objects.get(case=case, role="debtor")
    assert (debtor.name, debtor.kind, debtor.postcode) == ("Sacha Durand", "consumer", "75011")


def test_interest_that_runs_is_not_frozen(people: stories.People) -> None:
    case = save(people, interest=Decimal(0), interest_from=date(2026, 4, 1), interest_rate="legal")
    assert not case.interest_frozen


def test_a_draft_saved_again_is_the_same_case_with_its_new_words(people: stories.People) -> None:
    case = save(people)
    rows = snapshot()
    again = save(people, case, basis="Devis du 3 février 2026", office_id=None)
    assert added(rows, snapshot()) == {}
    assert (again.pk, again.reference, again.version) == (case.pk, case.reference, 1)
    kept = Case.objects.get(pk=case.pk)
    assert (kept.basis, kept.chosen_office) == ("Devis du 3 février 2026", None)
    assert ClaimLine.objects.filter(case=case).count() == 1


def test_a_draft_of_another_creditor_is_not_found(people: stories.People) -> None:
    case = save(people)
    before = snapshot()
    with pytest.raises(Case.DoesNotExist):
        claims.save(
            creditor_id=stories.people("deux").creditor.pk,
            given=stories.draft_given(people),
            case_id=case.pk,
        )
    assert {key: rows for key, rows in snapshot().items() if key.startswith("cases.")} == {
        key: rows for key, rows in before.items() if key.startswith("cases.")
    }


def test_a_case_that_was_filed_is_a_draft_no_more(people: stories.People) -> None:
    case = stories.case_in("submitted", people)
    digest = Evidence.objects.get(case=case).sha256
    before = snapshot()
    for change in (
        lambda: save(people, case),
        lambda: add(case, PNG),
        lambda: claims.remove_evidence(case_id=case.pk, sha256=digest),
        lambda: claims.move_evidence(case_id=case.pk, sha256=digest, earlier=True),
    ):
        with pytest.raises(claims.NotADraft, match="confié à l'étude"):
            change()
    assert snapshot() == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"lines": []},
        {"lines": [claims.LineGiven(label="Rien", amount=Decimal(0))]},
        {"lines": [claims.LineGiven(label="Indemnité", amount=Decimal(40), kind="indemnity")]},
        {"interest": Decimal(-1)},
    ],
)
def test_the_database_refuses_amounts_that_make_no_sense(
    people: stories.People, wrong: dict[str, Any]
) -> None:
    before = snapshot()
    with pytest.raises(IntegrityError), transaction.atomic():
        save(people, **wrong)
    assert snapshot() == before


def test_a_part_of_a_cent_is_refused(people: stories.People) -> None:
    with pytest.raises(ValueError, match="centimes"):
        save(people, interest=Decimal("0.001"))


@pytest.mark.parametrize(
    ("content", "media_type"),
    [(stories.INVOICE, "application/pdf"), (PNG, "image/png"), (JPEG, "image/jpeg")],
)
def test_evidence_is_told_by_its_first_bytes(people: stories.People, content: bytes, media_type: str) -> None:
    case = save(people)
    row = add(case, content, "n" * 300)
    assert (row.rank, row.media_type, row.size, len(row.name)) == (1, media_type, len(content), 160)
    assert fakes.MemoryStore().get(row.sha256) == content


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a", b"<html>", b"PK\x03\x04", b" %PDF-1.7", b"\0\0\0\x18ftypheic"]
)
def test_other_files_are_refused(people: stories.People, content: bytes) -> None:
    case = save(people)
    with pytest.raises(claims.BadEvidence, match=r"ni un PDF|HEIC"):
        add(case, content)
    assert not fakes.MemoryStore.papers
    assert not Evidence.objects.exists()


def test_ten_megabytes_pass_and_one_byte_more_does_not(people: stories.People) -> None:
    case = save(people)
    whole = b"%PDF-" + bytes(claims.MAX_EVIDENCE_BYTES - 5)
    assert add(case, whole).size == 10 * 1024 * 1024
    with pytest.raises(claims.BadEvidence, match="10 Mo"):
        add(case, whole + b"\0")


def test_twenty_files_pass_and_one_more_does_not(people: stories.People) -> None:
    case = save(people)
    for number in range(20):
        assert add(case, PNG + bytes([number])).rank == number + 1
    with pytest.raises(claims.BadEvidence, match="20 pièces"):
        add(case, PNG + b"one more")
    assert add(case, PNG + bytes([7])).rank == 8, "a file already there is not one more"
    assert Evidence.objects.filter(case=case).count() == 20


def test_a_file_taken_off_leaves_no_gap(people: stories.People) -> None:
    case = save(people)
    rows = [add(case, PNG + bytes([number])) for number in range(4)]
    claims.remove_evidence(case_id=case.pk, sha256=rows[1].sha256)
    left = [rows[0], rows[2], rows[3]]
    assert list(Evidence.objects.filter(case=case).values_list("rank", "sha256")) == [
        (rank, row.sha256) for rank, row in enumerate(left, start=1)
    ]
    claims.remove_evidence(case_id=case.pk, sha256=rows[1].sha256)
    assert Evidence.objects.filter(case=case).count() == 3


def test_filing_stamps_the_office_on_every_row(people: stories.People) -> None:
    case = save(people)
    add(case, stories.INVOICE)
    filing.submit(case_id=case.pk, by=people.by(Actor.CREDITOR), at=stories.instant("2026-10-05"))
    for model in (Party, ClaimLine, Evidence):
        assert set(model.objects.filter(case=case).values_list("office", flat=True)) == {people.office.pk}
    assert Case.objects.get(pk=case.pk).office_id == people.office.pk


def test_a_draft_without_an_office_can_be_withdrawn_and_not_filed(people: stories.People) -> None:
    case = save(people, office_id=None)
    told: dict[str, Any] = {"case_id": case.pk, "at": stories.instant("2026-10-05")}
    with pytest.raises(Refused, match="aucune étude n'est choisie"):
        filing.submit(by=people.by(Actor.CREDITOR), **told)
    done = filing.withdraw(by=people.by(Actor.CREDITOR), **told)
    assert (done.case.state, done.case.office_id) == ("withdrawn", None)


def test_totals_are_by_kind(people: stories.People) -> None:
    given = stories.draft_given(people)
    lines = [*given.lines, claims.LineGiven(label="Clause", amount=Decimal("0.01"), kind="penalty")]
    whole = replace(given, lines=lines)
    assert (whole.total("principal"), whole.total("penalty", "indemnity"), whole.total()) == (120_000, 1, 0)


def test_references_are_short_and_unlike_one_another() -> None:
    made = {new_reference() for _ in range(500)}
    assert len(made) == 500
    for reference in made:
        du, one, two = reference.split("-")
        assert (du, len(one), len(two)) == ("DU", 4, 4)
        assert set(one + two) <= set(ALPHABET)
    assert not set(ALPHABET) & set("01OILU")


@settings(max_examples=20)
@given(st.decimals("0.01", "5000", places=2))
def test_amounts_are_kept_to_the_cent(amount: Decimal) -> None:
    line = claims.LineGiven(label="Facture", amount=amount)
    given = claims.DraftGiven(
        creditor=claims.PartyGiven(name="A", kind="artisan"),
        debtor=claims.PartyGiven(name="B", kind="consumer"),
        lines=[line],
        cause="service",
        basis="",
        due_on=date(2026, 3, 31),
    )
    assert Decimal(given.total("principal")).scaleb(-2) == amount


def test_a_file_sent_twice_at_once_is_kept_once(
    people: stories.People, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, put = save(people), fakes.MemoryStore.put

    def overtaken(self: fakes.MemoryStore, content: bytes) -> str:
        monkeypatch.setattr(fakes.MemoryStore, "put", put)
        add(case, content)
        return put(self, content)

    monkeypatch.setattr(fakes.MemoryStore, "put", overtaken)
    assert add(case, PNG).rank == 1
    assert Evidence.objects.filter(case=case).count() == 1


def order(case: Case) -> list[str]:
    return list(Evidence.objects.filter(case=case).order_by("rank").values_list("name", flat=True))


def test_a_file_goes_before_or_after_its_neighbour(people: stories.People) -> None:
    case = save(people)
    first, second, third = (add(case, PNG + bytes([n]), f"{n}.png") for n in (1, 2, 3))
    claims.move_evidence(case_id=case.pk, sha256=third.sha256, earlier=True)
    assert order(case) == ["1.png", "3.png", "2.png"]
    claims.move_evidence(case_id=case.pk, sha256=first.sha256, earlier=False)
    assert order(case) == ["3.png", "1.png", "2.png"]
    for sha256, earlier in ((third.sha256, True), (second.sha256, False), ("0" * 64, True)):
        claims.move_evidence(case_id=case.pk, sha256=sha256, earlier=earlier)
        assert order(case) == ["3.png", "1.png", "2.png"]


def test_the_files_of_a_filed_case_stay_in_their_order(people: stories.People) -> None:
    case = stories.case_in("submitted", people)
    with pytest.raises(claims.NotADraft):
        claims.move_evidence(case_id=case.pk, sha256="0" * 64, earlier=True)
