"""`dument journal`: what it says, and its exit status."""

from __future__ import annotations

import json

from click.testing import CliRunner, Result

from dument.cli.journal import command
from dument.records.journal.models import Event
from tests import stories
from tests.tampering import tampering


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, list(arguments))


def test_everything_holds(people: stories.People) -> None:
    case = stories.case_in("agreed", people)
    came = run("verify")
    assert (came.exit_code, came.output.splitlines()) == (
        0,
        [f"1 dossier(s), {case.last_number} ligne(s), 0 sceau(x) relus.", "Tout tient."],
    )


def test_one_object_in_json(people: stories.People) -> None:
    case = stories.case_in("agreed", people)
    stories.case_in("submitted", people)
    came = run("verify", "--case", case.reference, "--json")
    assert came.exit_code == 0
    assert json.loads(came.output) == {
        "valid": True,
        "cases": 1,
        "events": case.last_number,
        "seals": 0,
        "broken": [],
    }
    assert came.output.count("\n") == 1


def test_a_broken_link_is_named_and_the_status_is_1(people: stories.People) -> None:
    case = stories.case_in("agreed", people)
    with tampering():
        Event.objects.filter(case=case, number=3).update(actor_id="x")
    came = run("verify")
    assert came.exit_code == 1
    assert came.output.splitlines()[1:] == [f"ROMPU  {case.reference} : ligne n° 3 : elle a été modifiée"]
    told = json.loads(run("verify", "--json").output)
    assert (told["valid"], told["broken"]) == (
        False,
        [{"where": case.reference, "why": "ligne n° 3 : elle a été modifiée"}],
    )
    assert run("verify", "--json").exit_code == run("verify", "--case", case.reference).exit_code == 1


def test_an_unknown_case_is_an_unusable_argument(db: None) -> None:
    came = run("verify", "--case", "DU-2222-2222")
    assert came.exit_code == 2
    assert "DU-2222-2222" in came.output
    assert "Traceback" not in came.output


def test_sealing_says_its_number_then_that_nothing_moved(people: stories.People) -> None:
    stories.case_in("submitted", people)
    came = run("seal")
    assert came.exit_code == 0
    assert came.output.startswith("Sceau n° 1 : ")
    assert run("seal").output == "Rien n'a avancé depuis le dernier sceau.\n"
    assert json.loads(run("verify", "--json").output)["seals"] == 1
