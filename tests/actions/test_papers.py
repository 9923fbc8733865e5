"""What the papers of an act say of the case: facts, never more than the journal and the rows hold."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from dument.actions import _decided, _recital, answers, letters, negotiation, ordinary, outcomes, titles
from dument.actions.codes import MASKED
from dument.law.parameters import parameter
from dument.procedure.states import Actor
from dument.records.cases.models import Case
from dument.records.reading import read_case
from tests import stories
from tests.actions.recording import paper, read

OFFICER, CREDITOR, DEBTOR = Actor.OFFICER, Actor.CREDITOR, Actor.DEBTOR
SOURCES = Path(__file__).parents[2] / "src" / "dument"


def by_officer(people: stories.People, case: Case, day: str) -> dict[str, Any]:
    return {"case_id": case.pk, "by": people.by(OFFICER), "at": stories.instant(day)}


def by_debtor(people: stories.People, case: Case, day: str) -> dict[str, Any]:
    return {"case_id": case.pk, "by": people.by(DEBTOR), "at": stories.instant(day)}


def steps(case: Case, kind: str) -> list[tuple[str, str, str]]:
    return [(one["on"], one["what"], one["article"]) for one in paper(case, kind)["steps"]]


def agreed_on_extension(people: stories.People) -> Case:
    """Return a case whose month ended on Sunday 15 November, agreed on the Monday."""
    case = stories.case_in("prepared", people)
    letters.record_dispatch(**by_officer(people, case, "2026-10-15"), proof="1A 000")
    answers.accept(**by_debtor(people, case, "2026-10-20"))
    outcomes.note_acceptance(**by_officer(people, case, "2026-10-21"))
    negotiation.propose(**by_officer(people, case, "2026-10-22"), amount=Decimal(1000))
    negotiation.consent_creditor(case_id=case.pk, by=people.by(CREDITOR), at=stories.instant("2026-10-23"))
    negotiation.consent_debtor(**by_debtor(people, case, "2026-11-16"))
    return read_case(case.pk)


# ── Answers ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("said_by", "assisted", "told"),
    [
        ("", False, ""),
        ("le destinataire", False, ""),
        ("Sacha Durand, pièce d'identité vue", False, ""),
        ("le destinataire", True, ", avec l'assistance de son curateur"),
        ("Dominique Martin", False, ", par Dominique Martin, mandataire"),
        ("Dominique Martin", True, ", par Dominique Martin, mandataire, avec l'assistance de son curateur"),
    ],
)
def test_through_whom_and_with_whose_help_the_debtor_accepted_and_consented(
    people: stories.People, said_by: str, assisted: bool, told: str
) -> None:
    case = stories.case_in("invited", people)
    said = answers.Said(said_by=said_by, assisted=assisted)
    answers.accept(**by_debtor(people, case, "2026-10-19"), said=said)
    outcomes.note_acceptance(**by_officer(people, case, "2026-10-20"))
    negotiation.propose(**by_officer(people, case, "2026-10-21"), amount=Decimal(1000))
    negotiation.consent_creditor(case_id=case.pk, by=people.by(CREDITOR), at=stories.instant("2026-10-22"))
    negotiation.consent_debtor(**by_debtor(people, case, "2026-10-22"), said=said)
    outcomes.note_agreement(**by_officer(people, case, "2026-10-23"))
    expected = _recital.CHANNELS["online"] + told
    assert paper(case, "acceptance_record")["acceptance"]["channel"] == expected
    agreement = paper(case, "agreement")
    assert agreement["acceptance"]["channel"] == expected
    assert agreement["debtor_consent"]["means"] == expected
    assert agreement["creditor_consent"]["means"] == _recital.FROM_HIS_ACCOUNT
    sentences = [what for _, what, _ in steps(case, "outcome_record")]
    helped = [what for what in sentences if "curateur" in what]
    assert len(helped) == (2 if assisted else 0)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (answers.Said(), "le 19 octobre 2026, en ligne, avec la référence et le code remis par la lettre"),
        (answers.Said(channel="post", posted_on=date(2026, 10, 16)), "le 16 octobre 2026, par courrier"),
        (answers.Said(channel="office"), "le 19 octobre 2026, à l'étude"),
        (
            answers.Said(channel="phone", said_by="Dominique Martin"),
            "le 19 octobre 2026, par téléphone, par Dominique Martin, mandataire",
        ),
    ],
)
def test_a_refusal_is_recorded_with_its_day_and_means(
    people: stories.People, said: answers.Said, told: str
) -> None:
    case = stories.case_in("invited", people)
    act = by_debtor if said.channel == "online" else by_officer
    answers.refuse(**act(people, case, "2026-10-19"), said=said)
    outcomes.note_refusal(**by_officer(people, case, "2026-10-20"))
    facts = paper(case, "outcome_record")["noted_facts"]
    assert facts == f"Le destinataire de la lettre a refusé de participer à la procédure, {told}."


def test_a_refusal_of_terms_names_its_day_means_and_version(people: stories.People) -> None:
    case = stories.case_in("terms_refused", people)
    assert paper(case, "outcome_record")["noted_facts"] == (
        "Le débiteur a refusé expressément, le 22 octobre 2026, en ligne, avec la référence et le code remis par la "
        "lettre, le montant ou les modalités de la proposition n° 1."
    )


# ── How the month ended ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("story", "told"),
    [
        (
            "invited",
            "Aucune réponse n'est parvenue dans le délai : refus implicite (article R. 125-2, III, 4°).",
        ),
        (
            "accepted",
            "Le débiteur a accepté de participer le 19 octobre 2026, en ligne, avec la référence et le code remis par "
            "la lettre ; aucun accord sur le montant et les modalités n'a été établi dans le délai.",
        ),
        (
            "proposed",
            "Le débiteur participait à la procédure, comme il a été constaté le 20 octobre 2026 ; aucun accord sur le "
            "montant et les modalités n'a été établi dans le délai.",
        ),
        (
            "refusal_received",
            "Le destinataire de la lettre a refusé de participer à la procédure, le 19 octobre 2026, en ligne, avec la "
            "référence et le code remis par la lettre.",
        ),
    ],
)
def test_silence_is_told_apart_from_what_came_to_nothing(
    people: stories.People, story: str, told: str
) -> None:
    case = stories.case_in(story, people)
    outcomes.note_expiry(**by_officer(people, case, "2026-11-16"))
    record = paper(case, "outcome_record")
    assert record["noted_facts"] == told
    assert ("acceptance" in record) == (story == "proposed"), "only a noted acceptance suspends"


@pytest.mark.parametrize(("cause", "forclusion"), [("service", False), ("consumer_credit", True)])
def test_the_outcome_tells_what_the_acceptance_suspended(
    people: stories.People, cause: str, forclusion: bool
) -> None:
    case = stories.case_in("participating", people, cause=cause)
    outcomes.note_expiry(**by_officer(people, case, "2026-11-16"))
    record = paper(case, "outcome_record")
    assert record["acceptance"]["on"] == "2026-10-19"
    assert (record["forclusion"], record["time_barred"]) == (forclusion, False)


@pytest.mark.parametrize("state", ["terms_refused", "agreed"])
def test_a_failed_negotiation_keeps_its_amounts(people: stories.People, state: str) -> None:
    case = stories.case_in(state, people)
    proposed = [what for _, what, _ in steps(case, "outcome_record") if what.startswith("Proposition")]
    amount = ", pour 1\u202f214,20\u00a0€" if state == "agreed" else ""
    assert proposed == [f"Proposition d'accord n° 1{amount}"]


# ── The month and its extension ─────────────────────────────────────────────────────────────────────────────


def test_the_month_is_told_with_and_without_its_extension(people: stories.People) -> None:
    case = agreed_on_extension(people)
    decide = {"relies_on_extension": "Le 15 est un dimanche."}
    outcomes.note_agreement(**by_officer(people, case, "2026-11-17"), decide=decide)
    for kind in ("acceptance_record", "proposal", "agreement", "outcome_record"):
        told = paper(case, kind)
        assert (told["raw_last_day"], told["last_day"]) == ("2026-11-15", "2026-11-16"), kind


def test_the_title_recites_the_decision_to_rely_on_the_extension_once(people: stories.People) -> None:
    case = agreed_on_extension(people)
    decide = {"relies_on_extension": "Le 15 est un dimanche."}
    outcomes.note_agreement(**by_officer(people, case, "2026-11-17"), decide=decide)
    titles.issue_title(**by_officer(people, case, "2026-11-18"))
    decision = (
        "2026-11-17",
        "Décision du commissaire de justice : le délai d'un mois, qui finissait le 15 novembre 2026, est tenu pour "
        "reporté au 16 novembre 2026 ; l'accord du 16 novembre 2026 est dans le délai",
        "C. proc. civ. 642",
    )
    for kind in ("outcome_record", "title", "debtor_copy"):
        assert [one for one in steps(case, kind) if one[1].startswith("Décision")] == [decision], kind


def test_an_agreement_set_aside_is_told_as_such(people: stories.People) -> None:
    case = agreed_on_extension(people)
    decide = {"relies_on_extension": "Le report ne s'applique pas."}
    outcomes.note_expiry(**by_officer(people, case, "2026-11-17"), decide=decide)
    told = [what for _, what, _ in steps(case, "outcome_record") if what.startswith("Décision")]
    assert told == [
        "Décision du commissaire de justice : le délai d'un mois n'est pas tenu pour reporté après le 15 novembre 2026 "
        "; l'accord du 16 novembre 2026 est tardif"
    ]


def test_every_finding_left_to_the_officer_has_its_sentence() -> None:
    source = "".join(path.read_text("utf-8") for path in sorted((SOURCES / "law").glob("*.py")))
    source += (SOURCES / "procedure" / "guards.py").read_text("utf-8")
    findings = re.findall(r'Finding\(\s*"(\w+)",(.*?)\n {4,12}\)', source, re.DOTALL)
    decidable = {code for code, rest in findings if "decidable=True" in rest}
    assert decidable == set(_decided.SENTENCES)


# ── What may be time-barred ─────────────────────────────────────────────────────────────────────────────────


def test_a_claim_that_may_be_time_barred_is_told_to_the_debtor_and_later(people: stories.People) -> None:
    case = stories.case_in("submitted", people, due_on=date(2024, 3, 31))
    decide = {"limitation_expired": "Le débiteur en est averti."}
    shown = letters.preview(
        office_id=people.office.pk,
        reference=case.reference,
        officer=people.officer.full_name,
        at=stories.instant("2026-10-12"),
    )
    letters.prepare(**by_officer(people, case, "2026-10-12"), decide=decide)
    assert paper(case, "invitation")["time_barred"] is True
    assert read(shown) == paper(case, "invitation")
    letters.record_dispatch(**by_officer(people, case, "2026-10-13"), proof="1A 000")
    answers.accept(**by_debtor(people, case, "2026-10-19"))
    outcomes.note_acceptance(**by_officer(people, case, "2026-10-20"))
    assert paper(case, "acceptance_record")["time_barred"] is True
    assert read(letters.letter_for_carrier(read_case(case.pk), 1))["time_barred"] is True
    outcomes.note_expiry(**by_officer(people, case, "2026-11-16"))
    assert paper(case, "outcome_record")["time_barred"] is True
    decision = next(one for one in steps(case, "outcome_record") if one[1].startswith("Décision"))
    assert (decision[0], decision[2]) == ("2026-10-12", "C. civ. 2247")


@pytest.mark.parametrize(("due_on", "barred"), [(date(2024, 10, 12), False), (date(2024, 10, 11), True)])
def test_the_last_useful_day_is_not_time_barred(people: stories.People, due_on: date, barred: bool) -> None:
    case = stories.case_in("submitted", people, due_on=due_on)
    decide = {"limitation_expired": "Averti."} if barred else None
    letters.prepare(**by_officer(people, case, "2026-10-12"), decide=decide)
    assert ("time_barred" in paper(case, "invitation")) is barred


# ── Clauses ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_clauses_are_the_same_from_the_proposal_to_the_title(people: stories.People) -> None:
    case = stories.case_in("participating", people)
    negotiation.propose(**by_officer(people, case, "2026-10-21"), amount=Decimal(1000), acceleration=True)
    negotiation.consent_creditor(case_id=case.pk, by=people.by(CREDITOR), at=stories.instant("2026-10-22"))
    negotiation.consent_debtor(**by_debtor(people, case, "2026-10-22"))
    outcomes.note_agreement(**by_officer(people, case, "2026-10-23"))
    titles.issue_title(**by_officer(people, case, "2026-10-24"))
    terms = paper(case, "proposal")["terms"]
    assert terms["acceleration_days"] == parameter("acceleration_days").on(date(2026, 10, 21)).amount == 30
    assert terms["method"].startswith("Par virement sur le compte affecté de l'étude")
    assert terms["interest"].startswith("Aucun intérêt conventionnel n'est stipulé.")
    for kind in ("agreement", "outcome_record", "title", "debtor_copy"):
        assert paper(case, kind)["terms"] == terms, kind


# ── The letter of a new code ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("story", "over"),
    [("invited", False), ("proposed", False), ("expired", True), ("refused", True), ("title_issued", True)],
)
def test_the_letter_of_a_new_code_tells_the_true_last_day_or_the_end(
    people: stories.People, story: str, over: bool
) -> None:
    case = stories.case_in(story, people)
    ordinary.renew_code(**by_officer(people, case, "2026-11-17"))
    told = read(letters.code_letter(read_case(case.pk)))
    assert (told["kind"], told["over"], told["day"]) == ("code_letter", over, "2026-11-17")
    assert (told["last_day"], told["raw_last_day"]) == ("2026-11-13", "2026-11-13")
    assert told["code"] == stories.code_of(case) != MASKED
    assert told["office"]["officer"] == people.officer.full_name
