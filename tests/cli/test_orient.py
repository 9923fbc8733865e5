"""The command `dument orient`: one claim, a file of cases, and unusable arguments."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dument.cli.orient import command

CASES = Path(__file__).resolve().parents[2] / ".." / "shared" / "law" / "tables" / "orientation_cases.csv"
CLAIM = {
    "today": "2026-11-23",
    "amount_principal": 2480.5,
    "creditor": "artisan",
    "debtor": "consumer",
    "debtor_residence": "FR",
    "cause": "service",
    "limitation_end": "2029-01-01",
}


def run(*arguments: str) -> Result:
    """Run the command and return its result; an exception that is not an exit is an error."""
    result = CliRunner().invoke(command, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_one_claim_in_json() -> None:
    result = run(json.dumps(CLAIM), "--json")
    assert result.exit_code == 0
    got = json.loads(result.stdout)
    assert (got["gate"], got["main_route"], got["certainty"]) == (14, "PSRPC", "confirmed")
    assert {"addons", "court", "form", "alarms", "references"} <= set(got)
    assert got["alarms"][0]["on"] == "2029-01-01"
    assert len(result.stdout.splitlines()) == 1


def test_one_claim_in_french() -> None:
    result = run(json.dumps({**CLAIM, "risk_assets": 1, "cheque": "opposition"}))
    assert result.exit_code == 0
    for words in ("Voie : Référé provision", "En plus :", "Autres voies :", "À ne pas faire :", "Échéance :"):
        assert words in result.stdout
    assert "Certitude de l'ensemble :" in result.stdout
    assert "Supposé, faute d'indication" in result.stdout
    wage = run(json.dumps({**CLAIM, "cause": "wage"}))
    assert "Formulaire" not in wage.stdout


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "JSON lisible"),
        ("", "JSON lisible"),
        ("[" * 100_000, "JSON lisible"),
        ("[1]", "objet JSON"),
        ('{"today": "2026-11-23", "today": "2027-11-23"}', "« today » est écrit deux fois"),
        ("{}", "Il manque le champ « today »"),
        (json.dumps({**CLAIM, "creditor": "roi"}), "« creditor » ne peut pas valoir « roi »"),
        (json.dumps({**CLAIM, "\ud800": 1}), "Champ inconnu"),
        (json.dumps({**CLAIM, "amount_principal": float("nan")}), "n'est pas un montant"),
    ],
)
def test_bad_input_is_told_in_french_with_status_2(text: str, words: str) -> None:
    result = run(text)
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stdout == ""


def test_a_claim_or_a_file_but_not_both_nor_none() -> None:
    assert run().exit_code == 2
    assert run("{}", "--cases", str(CASES)).exit_code == 2


def test_the_shared_cases_hold() -> None:
    result = run("--cases", str(CASES), "--json")
    assert result.exit_code == 0
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(rows) >= 12
    assert all(set(row) == {"case_id", "holds", "got_gate", "got_route"} and row["holds"] for row in rows)
    assert "tous tiennent" in run("--cases", str(CASES)).stdout


def test_a_case_that_does_not_hold_or_cannot_be_read_gives_status_1(tmp_path: Path) -> None:
    header = [*CLAIM, "case_id", "expected_gate", "expected_main_route"]
    values = [str(v) for v in CLAIM.values()]
    wrong, unreadable = [*values, "W", "15", "IP"], ["x", *values[1:], "U", "14", "PSRPC"]
    right = [*values, "R", "14", "PSRPC"]
    file = tmp_path / "cases.csv"
    file.write_text(
        "\n".join(",".join(line) for line in (header, right, wrong, unreadable)), encoding="utf-8"
    )
    result = run("--cases", str(file), "--json")
    assert result.exit_code == 1
    good, bad, ugly = (json.loads(line) for line in result.stdout.splitlines())
    assert (good["holds"], bad["holds"], ugly["holds"]) == (True, False, False)
    assert (bad["got_gate"], bad["got_route"]) == (14, "PSRPC")
    assert "AAAA-MM-JJ" in ugly["error"]
    spoken = run("--cases", str(file)).stdout
    assert "W : NE TIENT PAS (porte 14, PSRPC)" in spoken
    assert "certains ne tiennent pas" in spoken
    assert "U : NE TIENT PAS («" in spoken


def test_an_unusable_file_gives_status_2(tmp_path: Path) -> None:
    empty, binary = tmp_path / "empty.csv", tmp_path / "binary.csv"
    empty.write_text("case_id,expected_gate\nA,1\n", encoding="utf-8")
    binary.write_bytes(b"\xff\xfe\x00\x81")
    for path in (empty, binary, tmp_path / "missing.csv", tmp_path):
        result = run("--cases", str(path))
        assert result.exit_code == 2
        assert "fichier" in result.stderr
