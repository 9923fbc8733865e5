"""The runner contradicts: what is expected and does not come is told, and what it does not know is a failure."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from dument.cli import scenario
from dument.cli.scenario import play_file
from dument.ports.letters import carrier
from dument.records.cases.models import Case
from dument.records.outbox.models import Message

pytestmark = [pytest.mark.usefixtures("quick")]

CASE = """
title = "Essai"
source = "CPCE L125-1"
pack = "l125"

[case]
creditor = "artisan"
debtor = "consumer"
invoiced_between_merchants = false
cause = "service"
principal = "1200.00"
interest = "14.20"
other = "0.00"
due_on = 2026-05-31
debtor_postcode = "13001"
office_court = "Aix-en-Provence"
mandate_on = 2026-09-01
"""
SUBMIT = '[[act]]\non = 2026-10-05\nact = "submit"\nexpect = "done"\n'
GOOD = f'{CASE}\n{SUBMIT}\n[expect]\nstate = "submitted"\n'


@pytest.fixture
def write(tmp_path: Path) -> Any:
    """Write a scenario and return its file."""

    def written(text: str, name: str = "essai.toml") -> Path:
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        return file

    return written


def test_a_good_file_holds(db: None, write: Any) -> None:
    assert play_file(write(GOOD)) == []


def test_a_file_without_expectation_is_played(db: None, write: Any) -> None:
    assert play_file(write(CASE)) == []
    assert Case.objects.get().state == "draft"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('title = "Essai"', 'tilte = "Essai"', "clé du fichier inconnue : « tilte »"),
        ("[case]", "[case]\ncolour = 1", "clé de [case] inconnue : « colour »"),
        ('"artisan"', '"painter"', "[case] : « painter » n'est pas une valeur de « creditor »"),
        ('"artisan"', "[1]", "[case] : « [1] » n'est pas une valeur de « creditor »"),
        ('debtor = "consumer"\n', "", "[case] : il manque « debtor »"),
        ('"1200.00"', "1200.00", "[case], principal : un montant s'écrit entre guillemets, non « 1200.0 »"),
        ("due_on = 2026-05-31", 'due_on = "31 mai"', "[case], due_on : il faut un jour"),
        ("due_on = 2026-05-31", "due_on = 2026-05-31T10:00:00", "[case], due_on : il faut un jour"),
        ('interest = "14.20"', 'interest = "auto"', "un intérêt « auto » demande « interest_from »"),
        ('"submit"', '"send_pigeon"', "acte n° 1 : acte inconnu « send_pigeon »"),
        ('"submit"', "1", "acte n° 1 : acte inconnu « 1 »"),
        ('expect = "done"', 'expect = "maybe"', "acte n° 1 : « maybe » n'est pas une valeur de « expect »"),
        ("on = 2026-10-05", "", "acte n° 1 : il faut un jour"),
        ('act = "submit"', 'act = "submit"\nby = "judge"', "acte n° 1 : « judge » n'est pas une valeur de « by »"),
        ('act = "submit"', 'act = "submit"\nhow = 1', "clé de l'acte n° 1 inconnue : « how »"),
        ('act = "submit"', 'act = "submit"\nbecause = ["odd"]', "acte n° 1, because : code inconnu « odd »"),
        ('act = "submit"', 'act = "submit"\ndecide = ["odd"]', "acte n° 1, decide : code inconnu « odd »"),
        ('act = "submit"', 'act = "submit"\nchannel = "owl"', "« owl » n'est pas une valeur de « channel »"),
        ('act = "submit"', 'act = "submit"\nreason = "tired"', "« tired » n'est pas une valeur de « reason »"),
        ('act = "submit"', 'act = "submit"\nrecipient = "me"', "« me » n'est pas une valeur de « recipient »"),
        ('act = "submit"', 'act = "submit"\noffice = "mine"', "« mine » n'est pas une valeur de « office »"),
        ('act = "submit"', 'act = "submit"\nassisted = "yes"', "« yes » n'est pas une valeur de « assisted »"),
        ('act = "submit"', 'act = "submit"\namount = 10', "acte n° 1, amount : un montant s'écrit"),
        ('act = "submit"', 'act = "submit"\nby_post_sent_on = 1', "by_post_sent_on : il faut un jour"),
        ('act = "submit"', 'act = "submit"\ninstalments = [{on = 1, amount = "1.00"}]', "échéance : il faut un jour"),
        ('act = "submit"', 'act = "submit"\ninstalments = [{on = 2026-12-01}]', "échéance : il manque « amount »"),
        ("[expect]", "[expect]\nmood = 1", "clé de [expect] inconnue : « mood »"),
        ("[[act]]", "[act]", "« act » s'écrit [[act]]"),
        ("[expect]", "[[expect]]", "« expect » s'écrit [expect]"),
        ("[[act]]", "[[fact]]\ninsolvency = 'none'\n[[act]]", "fait n° 1 : il faut un jour"),
        ("[[act]]", "[[fact]]\non = 2026-10-04\ncolour = 1\n[[act]]", "clé de fait n° 1 inconnue : « colour »"),
        ('pack = "l125"', 'pack = "l127"', "La procédure « l127 » n'est pas connue"),
        ('"Aix-en-Provence"', '"Atlantide"', "Atlantide"),
        ('"1200.00"', '"beaucoup"', "[case], principal : « beaucoup » n'est pas un montant"),
        ('"1200.00"', '"0.00"', "[case], principal : une créance de 0,00 €"),
        ('"13001"', "13001", "[case] : « debtor_postcode » s'écrit entre guillemets, non « 13001 »"),
        ('title = "Essai"', "title = 1", "en tête : « title » s'écrit entre guillemets"),
        ("= false", "= 0", "« 0 » n'est pas une valeur de « invoiced_between_merchants »"),
        ("due_on = 2026-05-31", "due_on = 1899-12-31", "[case], due_on : il faut un jour de 1900 à 2199"),
        ("on = 2026-10-05", "on = 9999-12-31", "acte n° 1 : il faut un jour de 1900 à 2199"),
        ('act = "submit"', 'act = "submit"\nbecause = "late"', "because : il faut une liste de textes"),
        ('act = "submit"', 'act = "submit"\ndecide = 5', "decide : il faut une liste de textes"),
        ('act = "submit"', 'act = "submit"\ndecide = [5]', "decide : il faut une liste de textes"),
        ('act = "submit"', 'act = "submit"\nversion = "2"', "version : il faut un nombre entier, non « 2 »"),
        ('act = "submit"', 'act = "submit"\ninstalments = "x"', "échéance : il faut une liste de {on"),
        ('act = "submit"', 'act = "submit"\ninstalments = ["x"]', "échéance : il faut une liste de {on"),
        ('act = "submit"', 'act = "submit"\ninstalments = [{on = 2026-12-01, amount = "1.00", of = 1}]',
         "échéance : clé inconnue « of »"),
        ('state = "submitted"', "documents = 5", "[expect], documents : il faut une liste de textes"),
        ('state = "submitted"', "open_acts = [[]]", "[expect], open_acts : il faut une liste de textes"),
        ('state = "submitted"', 'letters_sent = "1"', "[expect], letters_sent : il faut un nombre entier"),
        ('state = "submitted"', 'last_day = "2026-11-05"', "[expect], last_day : il faut un jour"),
        ('state = "submitted"', "limitation_suspended_on = 1", "limitation_suspended_on : il faut un jour"),
    ],
)  # fmt: skip
def test_what_it_does_not_know_is_a_failure_of_the_file(
    db: None, write: Any, old: str, new: str, told: str
) -> None:
    assert old in GOOD
    failures = play_file(write(GOOD.replace(old, new, 1)))
    assert any(told in failure for failure in failures), failures


def test_an_act_is_done_unless_said_otherwise(db: None, write: Any) -> None:
    assert play_file(write(GOOD.replace('expect = "done"\n', ""))) == []


def test_a_payment_without_amount_is_of_all_that_is_claimed(db: None, write: Any) -> None:
    refused = GOOD.replace(
        '"submit"\nexpect = "done"', '"record_payment"\nbecause = ["wrong_state"]\nexpect = "refused"'
    )
    assert play_file(write(refused.replace('state = "submitted"', 'state = "draft"'))) == []


def test_the_last_act_gives_the_day_of_the_open_acts(db: None, write: Any) -> None:
    """A fact learned after the last act moves no day: in 2032 the claim would be prescribed and no letter open."""
    later = GOOD.replace("[expect]", '[[fact]]\non = 2032-01-01\nconflict = "none"\n[expect]')
    expected = 'open_acts = ["decline", "prepare", "withdraw", "end"]'
    assert play_file(write(f"{later}{expected}\n")) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[case", "ce n'est pas du TOML, à la fin du fichier"),
        ("= 1", "ce n'est pas du TOML, ligne 1, caractère 1"),
        ("a = 1\na = 2\n", "une clé ou une table y est écrite deux fois, ligne 2, caractère 6"),
        ("[case]\n[case]", "une clé ou une table y est écrite deux fois, ligne 2, caractère 6"),
        ("a = {b = 1, b = 2}", "une clé ou une table y est écrite deux fois, ligne 1, caractère 18"),
        ("on = 2026-02-30", "une date n'existe pas, ligne 1, caractère 6"),
        (f"a = {'9' * 5000}", "trop d'imbrications, ou un nombre trop long"),
        (f"a = {'[' * 5000}", "trop d'imbrications, ou un nombre trop long"),
    ],
)
def test_bad_toml_is_a_failure_of_the_file(db: None, write: Any, text: str, told: str) -> None:
    assert play_file(write(text)) == [f"fichier illisible : {told}"]


def test_bytes_that_are_no_text_are_a_failure_of_the_file(db: None, tmp_path: Path) -> None:
    file = tmp_path / "binaire.toml"
    file.write_bytes(b"\xff\xfe\x00")
    assert play_file(file) == ["fichier illisible : ce n'est pas un texte en UTF-8 ; l'enregistrer en UTF-8"]
    assert play_file(tmp_path) == ["fichier illisible : il est absent, ou sa lecture est interdite"]


@pytest.mark.parametrize(("old", "new"), [("\n", "\r\n"), ("\n", "\n\n")])
def test_the_ends_of_lines_and_a_byte_order_mark_are_no_obstacle(
    db: None, tmp_path: Path, old: str, new: str
) -> None:
    file = tmp_path / "windows.toml"
    file.write_bytes("\ufeff".encode() + GOOD.replace(old, new).encode())
    assert play_file(file) == []


def test_a_file_that_breaks_the_player_does_not_silence_the_others(
    db: None, write: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> None:
        raise RuntimeError("a name")

    monkeypatch.setattr("dument.cli.scenarios.playing.play", broken)
    told = play_file(write(GOOD))
    assert told == ["le scénario ne peut pas être joué : erreur imprévue (RuntimeError)"]


@pytest.mark.parametrize(
    ("expected", "told"),
    [
        ('state = "prepared"', "state : attendu prepared, obtenu submitted"),
        ('state = "sleeping"', "state : attendu sleeping, obtenu submitted"),
        ("last_day = 2026-11-05", "last_day : attendu 2026-11-05, obtenu None"),
        ("raw_last_day = 2026-11-05", "raw_last_day : attendu 2026-11-05, obtenu None"),
        ("payments_locked = true", "payments_locked : attendu True, obtenu False"),
        ("limitation_suspended_on = 2026-10-05", "limitation_suspended_on : attendu 2026-10-05, obtenu never"),
        ("title_issued = true", "title_issued : attendu True, obtenu False"),
        ("letters_sent = 1", "letters_sent : attendu 1, obtenu 0"),
        ('documents = ["title"]', "documents : attendu title, obtenu rien"),
        ('ending = "R125-5 2°"', "ending : attendu R125-5 2°, obtenu none"),
        ("exempts_from_750_1 = true", "exempts_from_750_1 : attendu True, obtenu False"),
        ("open_acts = []", "open_acts : attendu rien, obtenu decline, end, prepare, withdraw"),
        ('open_acts = ["decline", "end", "prepare"]', "open_acts : attendu decline, end, prepare, obtenu"),
        ('enforcement_barred_for = "same_office"', "enforcement_barred_for : attendu same_office, obtenu none"),
    ],
)  # fmt: skip
def test_what_does_not_come_is_told(db: None, write: Any, expected: str, told: str) -> None:
    (failure,) = play_file(write(GOOD.replace('state = "submitted"', expected)))
    assert failure.startswith(told)


@pytest.mark.parametrize(
    ("act", "told"),
    [
        ('act = "submit"\nexpect = "refused"', "acte n° 2 (submit le 2026-10-06) : attendu refused, obtenu done"),
        ('act = "submit"\nby = "debtor"\nexpect = "done"',
         "acte n° 2 (submit le 2026-10-06) : attendu done, obtenu refused [wrong_actor] "),
        ('act = "submit"\nby = "debtor"\nexpect = "refused"\nbecause = ["insolvency"]',
         "acte n° 2 (submit le 2026-10-06) : motif attendu insolvency, obtenu wrong_actor"),
        ('act = "submit"\nby = "debtor"\nexpect = "refused"\nbecause = ["wrong_actor", "late"]',
         "acte n° 2 (submit le 2026-10-06) : motif attendu late, obtenu wrong_actor"),
    ],
)  # fmt: skip
def test_an_act_that_comes_out_otherwise_is_told(db: None, write: Any, act: str, told: str) -> None:
    first = '[[act]]\non = 2026-10-05\nact = "prepare"\nexpect = "refused"\nbecause = ["wrong_state"]\n'
    (failure,) = play_file(write(f"{CASE}\n{first}\n[[act]]\non = 2026-10-06\n{act}\n"))
    assert failure.startswith(told)


def test_acts_and_facts_follow_their_days_and_facts_come_first(db: None, write: Any) -> None:
    text = f"""{CASE}
[[act]]
on = 2026-10-07
act = "prepare"
expect = "refused"
because = ["insolvency"]

{SUBMIT}
[[fact]]
on = 2026-10-07
insolvency = "collective"
"""
    assert play_file(write(text)) == []


def test_a_fact_that_can_change_no_more_is_told(db: None, write: Any) -> None:
    text = f"{CASE}\n{SUBMIT}\n[[fact]]\non = 2026-10-06\nmandate_on = 2026-10-06\n"
    assert play_file(write(text)) == ["fait n° 1 : « mandate_on » ne change plus une fois le dossier confié"]


def test_the_letter_is_at_the_carrier(db: None, write: Any) -> None:
    text = f'{CASE}\n{SUBMIT}\n[[act]]\non = 2026-10-06\nact = "prepare"\nexpect = "done"\n[expect]\nletters_sent = 1\n'
    assert play_file(write(text)) == []
    assert carrier().seen(Message.objects.get(effect="send_letter").key) is not None


# -- the command ---------------------------------------------------------------------------------------------


@pytest.fixture
def run(db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """Run the command on the tests' database instead of a throw-away one."""

    @contextmanager
    def here() -> Iterator[Path]:
        yield tmp_path

    monkeypatch.setattr(scenario, "throwaway", here)

    def ran(*arguments: object) -> Result:
        return CliRunner().invoke(scenario.command, ["run", *map(str, arguments)])

    return ran


def test_status_0_when_every_file_holds(run: Any, write: Any, tmp_path: Path) -> None:
    write(GOOD, "a.toml")
    write(GOOD, "b.toml")
    came = run(tmp_path)
    assert came.exit_code == 0
    assert came.output.splitlines() == [
        "tient         a.toml",
        "tient         b.toml",
        "2 scénario(s) sur 2 tiennent.",
    ]


def test_status_1_and_the_sentences_when_one_does_not(run: Any, write: Any) -> None:
    good, bad = write(GOOD, "a.toml"), write(GOOD.replace('"submitted"', '"draft"'), "b.toml")
    came = run(bad, good)
    assert came.exit_code == 1
    assert came.output.splitlines() == [
        "NE TIENT PAS  b.toml",
        "              – state : attendu draft, obtenu submitted",
        "tient         a.toml",
        "1 scénario(s) sur 2 tiennent.",
    ]


def test_one_object_a_line_in_json(run: Any, write: Any, tmp_path: Path) -> None:
    write(GOOD, "a.toml")
    write("[case", "b.toml")
    came = run(tmp_path, "--json")
    assert came.exit_code == 1
    one, other = [json.loads(line) for line in came.output.splitlines()]
    assert one == {"file": "a.toml", "holds": True, "failures": []}
    assert (other["file"], other["holds"], len(other["failures"])) == ("b.toml", False, 1)


def test_status_2_when_there_is_nothing_to_play(run: Any, tmp_path: Path) -> None:
    for arguments in ((tmp_path,), (tmp_path / "absent",), ()):
        came = run(*arguments)
        assert came.exit_code == 2
        assert "Traceback" not in came.output


def test_the_real_command_leaves_nothing_behind(write: Any, tmp_path: Path) -> None:
    good = write(GOOD)
    came = subprocess.run(
        [sys.executable, "-m", "dument.cli.main", "scenario", "run", str(good), "--json"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert (came.returncode, came.stderr) == (0, "")
    assert json.loads(came.stdout) == {"file": "essai.toml", "holds": True, "failures": []}
    assert [path.name for path in tmp_path.iterdir()] == ["essai.toml"]
