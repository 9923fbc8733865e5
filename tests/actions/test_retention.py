"""What has been kept long enough is erased, whole, and the rest is not touched; chains and seals hold after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.db.models import F

from dument.actions import claims, codes, discarding, exchanges, holds, letters, ordinary, retention, seals
from dument.ports.letters import carrier
from dument.procedure.states import Actor, State
from dument.queries import invariants, journal
from dument.queries import retention as planning
from dument.queries.cases import NoSuchCase
from dument.queries.creditor import my_case
from dument.queries.office import Asked, office_case, queue
from dument.records.cases.models import Answer, Case, Claim, Consent, Decision, Evidence, Party
from dument.records.keeping.models import Discarded, LegalHold, Purge, Reading
from dument.records.outbox.models import Message
from dument.records.personal import emptied_with_the_case
from dument.records.reading import legal_day
from dument.records.time_over import KINDS, owned
from tests import fakes, stories

CANARY = "Zéphyrine Canarivol"
OTHER = b"%PDF-1.4 another file"
# State, the day of its last line, the last day on which it is kept.
CLOSED = [
    ("declined", "2026-10-06", "2031-10-06"),
    ("refused", "2026-10-20", "2031-10-20"),
    ("expired", "2026-11-16", "2031-11-16"),
    ("terms_refused", "2026-10-23", "2031-10-23"),
    ("withdrawn", "2026-10-20", "2031-10-20"),
    ("ended", "2026-10-20", "2031-10-20"),
    ("title_issued", "2026-10-24", "2036-10-24"),
    ("paid", "2026-10-25", "2036-10-25"),
    ("paid_by_hand", "2026-10-25", "2036-10-25"),
    ("cancelled", "2026-10-26", "2036-10-26"),
]
OPEN = [name for name in stories.STATES if name not in {closed for closed, _, _ in CLOSED} | {"draft"}]
FAR = stories.instant("2060-01-01")


def canary_in(state: str, people: stories.People) -> Case:
    debtor = claims.PartyGiven(
        name=CANARY, kind="consumer", address="7 passage du Canari", postcode="75011", city="Paris",
        email="zephyrine@canari.example", phone="0600000000",
    )  # fmt: skip
    return quiet(state, people, debtor=debtor, basis=f"Contrat de {CANARY}")


def quiet(state: str, people: stories.People, **changes: Any) -> Case:
    """Return a case in that state for which nothing is left to send."""
    case = stories.case_in(state, people, **changes)
    Message.objects.filter(case=case).update(state="done", proof={"number": "1A", "told": CANARY})
    return case


def breaches() -> list[invariants.Breach]:
    """Return what does not hold; the tests' carrier knows no letter, which is no fault of ours (I2)."""
    at = stories.instant("2026-11-12")
    return [one for one in invariants.breaches(at, legal_day(at)) if one.invariant != "I2"]


def words_of(case: Case) -> str:
    """Return everything that every row of the case says."""
    rows: list[Any] = [Case.objects.filter(pk=case.pk).values()]
    rows += [model._default_manager.filter(case=case).values() for model in owned()]
    bodies = [bytes(event.body.content).decode() for event in case.events.select_related("body")]
    return str([list(found) for found in rows]) + "".join(bodies)


@pytest.mark.parametrize(("state", "closed_on", "last_day"), CLOSED)
def test_a_closed_case_is_erased_the_day_after_its_time(
    people: stories.People, state: str, closed_on: str, last_day: str
) -> None:
    case, other = canary_in(state, people), quiet("invited", people)
    seals.seal(stories.instant("2026-11-20"))
    last = stories.instant(last_day)
    assert planning.planned(last) == []
    assert retention.purge_what_is_over(last).cases == 0
    after = last + timedelta(days=1)
    [plan] = planning.planned(after)
    assert (plan.reference, plan.kind, str(plan.since), str(plan.last_day)) == (
        case.reference, KINDS[State(case.state)], closed_on, last_day,
    )  # fmt: skip
    assert "canari" in words_of(case).lower()
    assert retention.purge_what_is_over(after).cases == 1
    assert "canari" not in words_of(case).lower()
    written = Purge.objects.get()
    assert (written.reference, written.kind, str(written.since)) == (case.reference, plan.kind, closed_on)
    assert (written.bodies, written.certainty) == (case.last_number, plan.certainty)
    assert journal.verify().broken == ()
    assert breaches() == []
    assert Party.objects.get(case=other, role="debtor").name == "Sacha Durand"
    assert retention.purge_what_is_over(FAR).cases == 0, "once"


def test_an_open_case_is_never_erased(people: stories.People) -> None:
    for state in OPEN:
        quiet(state, people)
    assert planning.planned(FAR) == []
    assert retention.purge_what_is_over(FAR) == retention.Erased(cases=0, readings=0, unconfirmed=0)


def test_a_draft_goes_whole_six_months_after_its_last_change(people: stories.People) -> None:
    case = canary_in("draft", people)
    Case.objects.filter(pk=case.pk).update(
        created_at=stories.instant("2026-01-01"), changed_at=stories.instant("2026-02-28", 23)
    )
    assert retention.purge_what_is_over(stories.instant("2026-08-28", 23)).cases == 0
    assert retention.purge_what_is_over(stories.instant("2026-08-29", 0)).cases == 1
    assert (Case.objects.count(), Claim.objects.count(), Party.objects.count()) == (0, 0, 0)
    assert Purge.objects.get().reference == case.reference
    assert discarding.erase_discarded() == 1
    assert fakes.MemoryStore.papers == {}


def test_a_draft_older_than_the_column_runs_from_its_birth_and_its_claim_may_have_others(
    people: stories.People,
) -> None:
    withdrawn = stories.case_in("withdrawn", people)
    draft = ordinary.copy_to_draft(
        case_id=withdrawn.pk, by=people.by(Actor.CREDITOR), at=stories.instant("2026-10-21")
    )
    Case.objects.filter(pk=draft.pk).update(created_at=stories.instant("2026-02-01"), changed_at=None)
    assert retention.purge_what_is_over(stories.instant("2026-08-02")).cases == 1
    assert list(Case.objects.all()) == [withdrawn]
    assert discarding.erase_discarded() == 0
    assert Discarded.objects.count() == 0, "the other case still wants the file"


def test_a_claim_keeps_its_words_until_its_last_case_goes(people: stories.People) -> None:
    one, other = canary_in("refused", people), quiet("invited", people)
    Case.objects.filter(pk=other.pk).update(claim=one.claim)
    Claim.objects.filter(pk=one.claim_id).update(solidarity_basis="Bail signé à deux", debtors=2)
    retention.purge_what_is_over(FAR)
    assert Claim.objects.get(pk=one.claim_id).solidarity_basis == "Bail signé à deux"


def test_files_go_but_the_title_its_copy_and_what_another_case_holds(people: stories.People) -> None:
    titled, other = quiet("title_issued", people), quiet("invited", people)
    extra = claims.save(creditor_id=people.creditor.pk, given=stories.draft_given(people))
    claims.add_evidence(case_id=extra.pk, name="autre.pdf", content=OTHER)
    Evidence.objects.filter(case=extra).update(case=titled, rank=2)
    papers = dict(titled.documents.values_list("kind", "sha256"))
    retention.purge_what_is_over(stories.instant("2040-01-01"))
    discarding.erase_discarded()
    held = set(fakes.MemoryStore.papers)
    assert {papers["title"], papers["debtor_copy"]} <= held
    assert held.isdisjoint(papers[kind] for kind in papers if kind not in {"title", "debtor_copy"})
    assert set(other.documents.values_list("sha256", flat=True)) <= held
    assert OTHER not in fakes.MemoryStore.papers.values()
    assert stories.INVOICE in fakes.MemoryStore.papers.values(), "the other case holds the same invoice"
    assert breaches() == []


def test_what_a_provider_cannot_erase_yet_is_asked_again(people: stories.People, monkeypatch: Any) -> None:
    quiet("refused", people)
    retention.purge_what_is_over(FAR)
    monkeypatch.setattr(fakes.MemoryStore, "erase", lambda *_: False)
    waiting = Discarded.objects.filter(provider="store").exclude(name__contains="/").count()
    discarding.erase_discarded()
    assert 0 < waiting == Discarded.objects.count()
    monkeypatch.undo()
    assert discarding.erase_discarded() == waiting


def test_a_file_taken_off_a_draft_is_erased(people: stories.People) -> None:
    case = stories.case_in("draft", people)
    [there] = Evidence.objects.filter(case=case)
    claims.remove_evidence(case_id=case.pk, sha256="0" * 64)
    assert Discarded.objects.count() == 0
    claims.remove_evidence(case_id=case.pk, sha256=there.sha256)
    assert discarding.erase_discarded() == 1
    assert fakes.MemoryStore.papers == {}


def test_an_erased_case_is_read_and_moved_by_nobody(people: stories.People) -> None:
    case = quiet("refused", people)
    code = stories.code_of(case)
    retention.purge_what_is_over(FAR)
    with pytest.raises(NoSuchCase):
        office_case(office_id=people.office.pk, reference=case.reference, at=FAR)
    with pytest.raises(NoSuchCase):
        my_case(creditor_ids=[people.creditor.pk], reference=case.reference, at=FAR)
    assert queue(office_id=people.office.pk, at=FAR, asked=Asked(scope="all")).rows == ()
    with pytest.raises(codes.WrongCode):
        codes.open_case(reference=case.reference, code=code, at=FAR)
    with pytest.raises(Case.DoesNotExist):
        ordinary.renew_code(case_id=case.pk, by=people.by(Actor.OFFICER), at=FAR)
    with pytest.raises(Case.DoesNotExist):
        holds.place(case_id=case.pk, by=people.by(Actor.OFFICER), at=FAR, reason="trop tard")
    with pytest.raises(Case.DoesNotExist):
        exchanges.write(case_id=case.pk, by=people.by(Actor.OFFICER), at=FAR, text="trop tard")
    assert [one.reference for one in planning.purges(people.office.pk)] == [case.reference]


def test_nothing_is_erased_while_something_is_left_to_send(people: stories.People) -> None:
    case = stories.case_in("refused", people)
    assert planning.planned(FAR) == []
    Message.objects.filter(case=case).update(state="failed")
    assert retention.purge_what_is_over(FAR).cases == 1


def test_a_held_case_stays_until_the_order_is_lifted(people: stories.People) -> None:
    case, officer = quiet("refused", people), people.by(Actor.OFFICER)
    order = holds.place(case_id=case.pk, by=officer, at=FAR, reason="  Procès en cours  ")
    assert holds.place(case_id=case.pk, by=officer, at=FAR, reason="encore") == order
    assert [one.reason for one in planning.holds(people.office.pk)] == ["Procès en cours"]
    assert planning.planned(FAR) == []
    assert retention.purge_what_is_over(FAR).cases == 0
    assert retention.purge(case_id=case.pk, at=FAR) is False
    assert holds.lift(case_id=case.pk, by=officer, at=FAR)
    assert not holds.lift(case_id=case.pk, by=officer, at=FAR)
    assert retention.purge_what_is_over(FAR).cases == 1
    assert LegalHold.objects.get().reason == ""


def test_a_hold_needs_an_officer_and_a_reason(people: stories.People) -> None:
    case = quiet("refused", people)
    with pytest.raises(holds.HoldRefused, match="Dites pourquoi"):
        holds.place(case_id=case.pk, by=people.by(Actor.OFFICER), at=FAR, reason=" ")
    with pytest.raises(holds.HoldRefused, match="Seul un commissaire"):
        holds.place(case_id=case.pk, by=people.by(Actor.CREDITOR), at=FAR, reason="Procès")
    with pytest.raises(holds.HoldRefused, match="Seul un commissaire"):
        holds.lift(case_id=case.pk, by=people.by(Actor.CREDITOR), at=FAR)
    with pytest.raises(holds.HoldRefused, match="Seul un commissaire"):
        clerk = replace(people.by(Actor.OFFICER), role="clerk")
        holds.place(case_id=case.pk, by=clerk, at=FAR, reason="Procès")


def test_production_leaves_what_no_text_confirms(people: stories.People, settings: Any) -> None:
    quiet("title_issued", people)
    settings.PRODUCTION = True
    assert retention.purge_what_is_over(FAR) == retention.Erased(cases=0, readings=0, unconfirmed=1)
    assert Purge.objects.count() == 0


def test_readings_are_forgotten_after_a_year(people: stories.People) -> None:
    case = quiet("invited", people)
    for day in ("2026-10-12", "2026-10-13"):
        Reading.objects.create(
            case=case, office=people.office, reader="x", role="clerk", what="case", at=stories.instant(day, 0)
        )
    assert retention.purge_what_is_over(stories.instant("2027-10-13")).readings == 1
    assert Reading.objects.get().at == stories.instant("2026-10-13", 0)


def test_what_was_erased_is_written_for_good(people: stories.People) -> None:
    quiet("refused", people)
    retention.purge_what_is_over(FAR)
    for change in (lambda: Purge.objects.update(bodies=0), lambda: Purge.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.mark.parametrize("model", [Answer, Consent, Decision])
def test_words_are_emptied_and_nothing_else(people: stories.People, model: Any) -> None:
    case = stories.case_in("consented", people)
    Decision.objects.create(case=case, office=people.office, code="x", on=case.due_on, reason="parce que")
    rows = model.objects.filter(case=case)
    words = emptied_with_the_case()[model]
    before = list(rows.values_list(*(field.name for field in model._meta.fields if field.name not in words)))
    kept = [field.name for field in model._meta.concrete_fields if field.name not in words]
    changes: list[dict[str, Any]] = [{next(iter(words)): "autre"}, *({name: F(name)} for name in kept)]
    for change in changes:
        with pytest.raises(DatabaseError, match="ne se modifie"), transaction.atomic():
            rows.update(**change)
    assert rows.update(**words) == len(before)
    assert before == list(
        rows.values_list(*(field.name for field in model._meta.fields if field.name not in words))
    )


def test_a_body_emptied_without_a_trace_is_a_breach(people: stories.People) -> None:
    case = quiet("refused", people)
    retention.purge_what_is_over(FAR)
    other = quiet("refused", people)
    for event in other.events.select_related("body"):
        event.body.content = b""
        event.body.save()
    Case.objects.filter(pk=case.pk).update(reference="DU-2222-2222")
    told = {one.where: one.why for one in invariants.breaches(FAR, legal_day(FAR)) if one.invariant == "I5"}
    assert "sans effacement consigné" in told[other.reference]
    assert "rien ne le consigne" in told["DU-2222-2222"]


def test_the_carrier_keeps_nothing_with_a_code_once_the_deposit_is_proven(
    people: stories.People, settings: Any
) -> None:
    settings.DUMENT_CARRIER = "dument.adapters.letters.local.LocalCarrier"
    from dument.adapters.letters.local import LocalCarrier
    from dument.jobs.outbox import drain

    case = stories.case_in("prepared", people)
    drain(stories.instant("2026-10-12"))
    key = case.messages.get(effect="send_letter").key
    kept = LocalCarrier()
    assert set(kept.papers(key)) == {"invitation", "acceptance_form", "refusal_form"}
    code = stories.code_of(case).encode()
    assert code in kept.papers(key)["invitation"]
    assert [path for path in kept.root.rglob("*") if path.is_file() and code in path.read_bytes()] == []
    letters.record_dispatch(
        case_id=case.pk, by=people.by(Actor.OFFICER), at=stories.instant("2026-10-13"), proof="1A 001"
    )
    assert LocalCarrier().papers(key) == {}
    assert carrier().seen(key) is not None
    assert b"Durand" not in b"".join(path.read_bytes() for path in kept.root.rglob("*") if path.is_file())
    assert Discarded.objects.count() == 0


def test_an_act_judged_before_the_erasure_is_not_written_after_it(
    people: stories.People, monkeypatch: Any
) -> None:
    """Its words would stay for ever: an erased case is never looked at again."""
    case = quiet("title_issued", people)

    def erased_meanwhile(point: str) -> None:
        if point == "act.judged":
            assert retention.purge(case_id=case.pk, at=FAR)

    monkeypatch.setattr("dument.actions._move.reached", erased_meanwhile)
    with pytest.raises(Case.DoesNotExist):
        ordinary.report_fact(
            case_id=case.pk, by=people.by(Actor.OFFICER), at=FAR, kind="contact", changes={}, text=CANARY
        )
