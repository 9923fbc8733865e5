"""T1, T2: who guesses a code, who keeps the debtor out, who stays in with a dead code."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from dument.actions import codes, ordinary
from dument.actions.codes import TooManyTrials, WrongCode, open_case
from dument.procedure.states import Actor
from dument.records.cases.models import CodeTrial
from tests import stories

AT = stories.instant("2026-10-20")
WRONG = "2222 2222 2222"


def wrongly(reference: str, times: int = 1) -> None:
    """Try a wrong code that often."""
    for _ in range(times):
        with pytest.raises(WrongCode):
            open_case(reference=reference, code=WRONG, at=AT)


def test_no_spelling_of_the_reference_escapes_the_throttle(people: stories.People) -> None:
    reference = stories.case_in("invited", people).reference
    bare = reference.replace("-", "")
    for typed in (bare, bare.lower(), f" {bare[2:]} ", bare + "ZZZZ", "–".join(bare)):
        wrongly(typed)
    assert set(CodeTrial.objects.values_list("reference", flat=True)) == {reference}
    with pytest.raises(TooManyTrials):
        open_case(reference=reference, code=WRONG, at=AT)


def test_trials_made_at_once_count_one_another(
    people: stories.People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each starts while the former is still being judged: all of them would see an empty count."""
    reference = stories.case_in("invited", people).reference
    judged, real = [], codes.code_of

    def slow(*given: Any) -> str:
        judged.append(given)
        if len(judged) < 8:
            with pytest.raises((WrongCode, TooManyTrials)):
                open_case(reference=reference, code=WRONG, at=AT + timedelta(seconds=len(judged)))
        return real(*given)

    monkeypatch.setattr(codes, "code_of", slow)
    wrongly(reference)
    assert len(judged) == codes.TRIES_AN_HOUR


def test_the_office_lets_a_locked_out_debtor_in(people: stories.People) -> None:
    """An outsider who knows the reference can spend its trials: a renewed code is the way out."""
    case, other = stories.case_in("invited", people), stories.case_in("invited", people)
    wrongly(case.reference, 5)
    wrongly(other.reference, 1)
    ordinary.renew_code(case_id=case.pk, by=people.by(Actor.OFFICER), at=AT)
    assert open_case(reference=case.reference, code=stories.code_of(case), at=AT) == case.pk
    assert CodeTrial.objects.get().reference == other.reference


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_session_dies_with_the_code_that_opened_it(people: stories.People, method: str) -> None:
    case, thief = stories.case_in("invited", people), Client()
    typed = {"reference": case.reference, "code": stories.code_of(case), "reader": "self"}
    assert thief.post("/repondre", typed)["Location"] == "/repondre/dossier"
    assert thief.get("/repondre/dossier").status_code == 200
    ordinary.renew_code(case_id=case.pk, by=people.by(Actor.OFFICER), at=AT)
    page = "/repondre/dossier/refuser"
    assert getattr(thief, method)(page)["Location"] == "/repondre"
    assert not case.answers.exists()
    honest = Client()
    assert (
        honest.post("/repondre", typed | {"code": stories.code_of(case)})["Location"] == "/repondre/dossier"
    )


def test_a_session_left_cannot_be_replayed(people: stories.People) -> None:
    case, client, replay = stories.case_in("invited", people), Client(), Client()
    client.post("/repondre", {"reference": case.reference, "code": stories.code_of(case), "reader": "self"})
    replay.cookies["sessionid"] = client.cookies["sessionid"].value
    assert replay.get("/repondre/dossier").status_code == 200
    client.post("/repondre/quitter")
    assert replay.get("/repondre/dossier")["Location"] == "/repondre"
