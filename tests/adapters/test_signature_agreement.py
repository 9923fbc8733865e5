"""Tools that are not ours agree with the verifier: pdfsig, openssl, qpdf, veraPDF."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from dument.adapters.signature.envelope import find
from tests.adapters.signing import act, home, title
from tests.needs import program
from tests.proof.verapdf import failures, missing

pytestmark = pytest.mark.proof

FILES = {"B-T": act, "B-LTA": title}


@pytest.fixture(params=FILES)
def signed(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "titre.pdf"
    path.write_bytes(FILES[request.param]())
    return path


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(one) for one in command], capture_output=True, text=True, check=False)


def bend(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


def test_pdfsig_finds_the_officer_s_signature_valid_then_broken(signed: Path) -> None:
    answer = run(program("pdfsig"), "-nocert", signed).stdout
    assert "Signer Certificate Common Name: Claire Dupont" in answer
    assert "Signature Type: ETSI.CAdES.detached" in answer
    assert "Signature is Valid." in answer
    assert "Total document signed" in answer.replace("Not total", "")
    bend(signed, 2_000)
    assert "Signature is Valid." not in run(program("pdfsig"), "-nocert", signed).stdout


def test_qpdf_finds_no_fault(signed: Path) -> None:
    answer = run(program("qpdf"), "--check", signed)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "No syntax or stream encoding errors found" in answer.stdout


def test_openssl_verifies_the_signature_and_the_bytes_it_covers(signed: Path, tmp_path: Path) -> None:
    pdf = signed.read_bytes()
    envelope = find(pdf)[0]
    cms, covered = tmp_path / "signature.der", tmp_path / "couvert.bin"
    cms.write_bytes(envelope.cms)
    covered.write_bytes(pdf[: envelope.hole[0]] + pdf[envelope.hole[1] : envelope.end])
    command: list[str | Path] = [
        *(program("openssl"), "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-purpose", "any"),
        *("-in", cms, "-content", covered, "-CAfile", home("ours") / "authority" / "root.pem"),
        *("-out", tmp_path / "vide"),
    ]
    good = run(*command)
    assert good.returncode == 0, good.stderr
    bend(covered, 2_000)
    assert run(*command).returncode != 0


def test_openssl_refuses_a_foreign_root(signed: Path, tmp_path: Path) -> None:
    pdf = signed.read_bytes()
    envelope = find(pdf)[0]
    (tmp_path / "signature.der").write_bytes(envelope.cms)
    (tmp_path / "couvert.bin").write_bytes(pdf[: envelope.hole[0]] + pdf[envelope.hole[1] : envelope.end])
    answer = run(
        *(program("openssl"), "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-purpose", "any"),
        *("-in", tmp_path / "signature.der", "-content", tmp_path / "couvert.bin"),
        *("-CAfile", home("theirs") / "authority" / "root.pem", "-out", tmp_path / "vide"),
    )
    assert answer.returncode != 0


def test_openssl_verifies_the_timestamp_of_the_whole_title(tmp_path: Path) -> None:
    pdf = title()
    last = find(pdf)[-1]
    (tmp_path / "jeton.der").write_bytes(last.cms)
    (tmp_path / "couvert.bin").write_bytes(pdf[: last.hole[0]] + pdf[last.hole[1] :])
    answer = run(
        *(program("openssl"), "ts", "-verify", "-token_in", "-in", tmp_path / "jeton.der"),
        *("-data", tmp_path / "couvert.bin", "-CAfile", home("ours") / "authority" / "root.pem"),
    )
    assert answer.returncode == 0, answer.stderr


@pytest.mark.parametrize("flavour", ["2a", "ua1"])
def test_a_signed_file_is_still_pdf_a_and_pdf_ua(signed: Path, flavour: str) -> None:
    if why := missing():
        pytest.skip(why)
    assert failures(signed.read_bytes(), flavour) == set()  # type: ignore[arg-type]
