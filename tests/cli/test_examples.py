"""`dument examples run`: one line a row, and the status of the whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dument.cli.main import main

HEADER = "id,topic,kind,input_json,expected_json,tolerance,source,notes\n"
GOOD = 'G,paques,DERIVED,"{""year"": 2026}","{""paques"": ""2026-04-05""}",0.00,,\n'
BAD = 'B,paques,DERIVED,"{""year"": 2026}","{""paques"": ""2026-04-06""}",0.00,,\n'


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["examples", "run", *map(str, arguments)])


def written(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def test_all_rows_hold(tmp_path: Path) -> None:
    files = [written(tmp_path, name, HEADER + GOOD) for name in ("a.csv", "b.csv")]
    result = run(*files, "--json")
    assert result.exit_code == 0
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert lines == [{"id": "G", "holds": True, "got": {"paques": "2026-04-05"}}] * 2
    in_french = run(*files)
    assert in_french.stdout.splitlines() == ["G tient", "G tient", "2 exemple(s) sur 2 tiennent."]


def test_one_row_that_does_not_hold_fails_the_run(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", HEADER + GOOD + BAD)
    result = run(path, "--json")
    assert result.exit_code == 1
    assert [json.loads(line)["holds"] for line in result.stdout.splitlines()] == [True, False]
    in_french = run(path)
    assert in_french.exit_code == 1
    assert "B ne tient pas" in in_french.stdout
    assert "2026-04-06" in in_french.stdout
    assert "2026-04-05" in in_french.stdout


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("a,b\n1,2\n", "Colonne(s) absente(s)"),
        (HEADER + 'G,paques,DERIVED,{,"{}",,,\n', "JSON"),
        (HEADER + GOOD.replace("0.00", "beaucoup"), "Tolérance"),
        ("", "aucun exemple dedans"),
        (HEADER, "aucun exemple dedans"),
        (HEADER + GOOD.replace('""year"": 2026', '""year"": 2025, ""year"": 2026'), "écrit deux fois"),
    ],
)
def test_a_file_that_cannot_be_read_is_unusable(tmp_path: Path, content: str, words: str) -> None:
    result = run(written(tmp_path, "a.csv", content))
    assert result.exit_code == 2
    assert words in result.stderr
    assert "a.csv" in result.stderr


def test_of_a_folder_only_the_files_of_examples_are_replayed(tmp_path: Path) -> None:
    written(tmp_path, "a.csv", HEADER + GOOD)
    written(tmp_path, "rates.csv", "semestre,taux\n2026-S1,2.62\n")
    written(tmp_path, "empty.csv", "")
    (tmp_path / "bytes.csv").write_bytes(b"\xff\xfe")
    result = run(tmp_path)
    assert (result.exit_code, result.stdout.splitlines()) == (0, ["G tient", "1 exemple(s) sur 1 tiennent."])
    (tmp_path / "a.csv").unlink()
    assert "aucun fichier d'exemples" in (none := run(tmp_path)).stderr
    assert none.exit_code == 2


def test_a_file_that_is_not_there_is_unusable(tmp_path: Path) -> None:
    result = run(tmp_path / "none.csv")
    assert result.exit_code == 2
    assert "none.csv" in result.stderr


def test_bytes_that_are_not_text_are_unusable(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xff\xfe\x00id")
    result = run(path)
    assert result.exit_code == 2
    assert "ce n'est pas un texte en UTF-8" in result.stderr


def test_a_byte_order_mark_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("\ufeff" + HEADER + GOOD, encoding="utf-8")
    assert run(path).exit_code == 0
