"""`dument title verify`, as a person and as a script use it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dument.cli.title import command
from tests.adapters.signing import act, home, other_text, revised, sample, signed, title
from tests.adapters.test_signature_proof import written


@pytest.fixture(autouse=True)
def _no_local_authority(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DUMENT_VAR", str(tmp_path / "var"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "titre.pdf"
    path.write_bytes(title())
    return path


@pytest.fixture
def anchors(tmp_path: Path) -> Path:
    folder = tmp_path / "confiance"
    folder.mkdir()
    (folder / "racine.pem").write_bytes((home("ours") / "authority" / "root.pem").read_bytes())
    return folder


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, ["verify", *map(str, arguments)])


def test_a_title_is_told_to_a_person(file: Path, anchors: Path) -> None:
    answer = run(file, "--trust", anchors)
    assert answer.exit_code == 0, answer.output
    lines = answer.output.splitlines()
    assert lines[0] == "VALIDE"
    assert "  Signé le : 13/10/2026 à 12:00:00 heure de Paris, déclarée par le signataire" in lines
    assert "  Horodaté le : 13/10/2026 à 12:00:00 heure de Paris, par « Autorité d'horodatage »" in lines
    assert "  Chaîne de certificats : vérifiée jusqu'à une autorité de confiance" in lines
    assert "  Modification depuis : aucune" in lines
    assert "  Format annoncé : PDF/A-2a, PDF/UA-1" in lines
    assert "  Journal : non consulté" in lines
    assert "  Liste des titres : non consulté" in lines
    assert "  À savoir : Autorité de démonstration, sans valeur légale." in lines
    assert "Signé par : Claire Dupont (Dûment)" in answer.output


def test_without_anchors_the_verdict_says_that_the_signer_is_not_verified(file: Path) -> None:
    answer = run(file)
    assert answer.exit_code == 0
    assert answer.output.startswith("INTACT, mais l'identité du signataire n'est pas vérifiée")


def test_the_local_authority_serves_when_there_is_no_folder(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUMENT_VAR", str(home("ours")))
    assert run(file).output.startswith("VALIDE")
    monkeypatch.setenv("DUMENT_VAR", str(home("theirs")))
    assert run(file).exit_code == 1


def test_json_is_one_object(file: Path, anchors: Path) -> None:
    answer = json.loads(run(file, "--trust", anchors, "--json").output)
    assert answer["valid"] is True
    assert answer["trusted"] is True
    assert answer["findings"] == []
    assert answer["signers"][0]["timestamp"]["time"] == "2026-10-13T10:00:00+00:00"


def test_a_proof_beside_the_anchors_is_consulted(file: Path, anchors: Path) -> None:
    (anchors / "titre.proof.json").write_text(json.dumps(written()))
    answer = run(file, "--trust", anchors)
    assert answer.exit_code == 0
    assert "  Journal : connu, scellé le 13/10/2026" in answer.output
    assert "  Liste des titres : en vigueur" in answer.output
    (anchors / "titre.proof.json").write_text(json.dumps(written(status="withdrawn")))
    assert run(file, "--trust", anchors).exit_code == 1
    (anchors / "titre.proof.json").write_text("bonjour")
    assert run(file, "--trust", anchors).exit_code == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "vide"),
        (b"bonjour", "n'est pas un PDF"),
        (sample(), "n'est pas signé"),
        (title()[:-40], "ne couvre pas"),
        (revised(act(), other_text), "remplace une page"),
        (signed("B-LTA", by="theirs"), "ertificat étranger"),
    ],
)
def test_what_is_not_valid_is_told_in_french_and_leaves_with_1(
    content: bytes, said: str, tmp_path: Path, anchors: Path
) -> None:
    path = tmp_path / "faux.pdf"
    path.write_bytes(content)
    answer = run(path, "--trust", anchors)
    assert answer.exit_code == 1
    assert answer.output.startswith("NON VALIDE")
    assert said in answer.output
    assert "Traceback" not in answer.output


def test_unusable_arguments_leave_with_2(tmp_path: Path, file: Path) -> None:
    for arguments in ([tmp_path / "absent.pdf"], [tmp_path], [file, "--trust", tmp_path / "absent"], []):
        answer = run(*arguments)
        assert answer.exit_code == 2, answer.output
    assert "n'existe pas" in run(tmp_path / "absent.pdf").output
    told = json.loads(run(tmp_path / "absent.pdf", "--json").output)
    assert told["valid"] is False


def test_it_works_with_no_settings_no_network_and_no_database(file: Path, anchors: Path) -> None:
    script = (
        "import socket, sys\n"
        "def refuse(*a, **k): raise AssertionError('réseau')\n"
        "socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse\n"
        "sys.argv = ['dument', 'title', 'verify', *sys.argv[1:]]\n"
        "from dument.cli.main import main\n"
        "try: main()\n"
        "finally: assert not any(name.split('.')[0] == 'django' for name in sys.modules), 'django'\n"
    )
    source = Path(__file__).resolve().parents[2] / "src"
    done = subprocess.run(
        [sys.executable, "-c", script, str(file), "--trust", str(anchors)],
        env={"PYTHONPATH": str(source), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
        cwd=file.parent,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("VALIDE")
    assert done.stderr == ""
