"""`dument invoice read`: what people and scripts get, and its exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dument.adapters.invoices import sample
from dument.cli.invoice import command


@pytest.fixture
def invoice(tmp_path: Path) -> Path:
    path = tmp_path / "facture.pdf"
    path.write_bytes(sample.make())
    return path


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(command, ["read", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def test_people_get_a_summary(invoice: Path) -> None:
    result = run(str(invoice))
    assert result.exit_code == 0
    for words in (
        "Facture F2026-041 du 30/04/2026  (Factur-X, profil EN 16931)",
        "Vendeur     Achille Boisdormant EI",
        "SIREN 002718286 · SIRET 00271828600012 · TVA FR80002718286",
        "Échéance    31/05/2026, écrite sur la facture",
        "6 × 40,00 € = 240,00 € HT, TVA 20 %",
        "Reste dû    1\u202f200,00 €",
        "Créance     oui",
        "Aucun défaut",
    ):
        assert words in result.output


def test_scripts_get_one_object(invoice: Path) -> None:
    result = run(str(invoice), "--json")
    told = json.loads(result.output)
    assert result.exit_code == 0
    assert told["readable"] is True
    assert (told["number"], told["amount_due"], told["due_on"]) == ("F2026-041", "1200.00", "2026-05-31")
    assert (told["seller"]["siren"], told["buyer"]["name"], told["defects"]) == (
        "002718286",
        "Aurore Sansdélai",
        [],
    )


def test_defects_do_not_fail_a_legible_invoice(tmp_path: Path) -> None:
    from tests.adapters.invoice_files import cii

    path = tmp_path / "facture.xml"
    path.write_bytes(
        cii()
        .replace(b"<ram:GrandTotalAmount>1200.00", b"<ram:GrandTotalAmount>1300.00")
        .replace(b"<ram:SubjectCode>PMT", b"<ram:SubjectCode>AAI")
    )
    result = run(str(path))
    assert result.exit_code == 0
    assert "- erreur BR-CO-15 : Le total avec taxe (BT-112)" in result.output
    assert "Règles de format de la réforme française non suivies (1) :" in result.output


def test_the_unreadable_leaves_with_1(tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n")
    spoken, scripted = run(str(path)), run(str(path), "--json")
    assert (spoken.exit_code, scripted.exit_code) == (1, 1)
    assert "« photo.png » est une image" in spoken.stderr
    assert json.loads(scripted.output)["code"] == "image"


@pytest.mark.parametrize("file", ["", "absent.pdf", "."])
def test_no_file_leaves_with_2(file: str) -> None:
    result = run(*([file] if file else []))
    assert result.exit_code == 2
    assert "dument invoice read FACTURE.pdf" in result.stderr
    assert json.loads(run(*([file] if file else []), "--json").output)["readable"] is False


def test_a_file_over_the_bound_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "gros.pdf"
    with path.open("wb") as opened:
        opened.truncate(2_000_000_000)
    result = run(str(path))
    assert result.exit_code == 1
    assert "10 Mo" in result.stderr
