"""The private authority is made once, kept private, and signs on any day of the demonstration."""

from __future__ import annotations

import asyncio
import json
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from dument.adapters.signature.local import LocalSigner
from dument.adapters.signature.verifier import verify
from dument.adapters.timestamps.local import LocalTimestamps
from dument.adapters.trust.authority import PrivateAuthority
from dument.adapters.trust.certificates import CRL_LIFE, Credential
from dument.adapters.trust.store import TrustStore
from dument.ports.errors import NeverAgain, TryAgain
from tests.adapters.signing import DAY, act, authority, home, provider, sample, signed, trust

SOURCE = Path(__file__).resolve().parents[2] / "src"


def subject(certificate: x509.Certificate, oid: x509.ObjectIdentifier) -> str:
    return str(certificate.subject.get_attributes_for_oid(oid)[0].value)


def test_every_certificate_says_that_it_is_a_demonstration() -> None:
    ours = authority()
    officer = ours.officer("officier-1", "Élise Ramon-Œuvray")
    for one in (ours.root, ours.issuing, ours.timestamps, officer):
        assert (
            subject(one.certificate, NameOID.ORGANIZATIONAL_UNIT_NAME) == "démonstration, sans valeur légale"
        )
        assert isinstance(one.key.curve, ec.SECP256R1)
        assert one.certificate.not_valid_before_utc.year == 2016
        assert one.certificate.not_valid_after_utc.year == 2056
    assert subject(officer.certificate, NameOID.COMMON_NAME) == "Élise Ramon-Œuvray"
    assert subject(officer.certificate, NameOID.SERIAL_NUMBER) == "officier-1"
    assert "sans valeur légale" in LocalSigner.notice


def test_keys_are_for_their_owner_alone() -> None:
    authority().officer("officier-2", "Paul Martin")
    folder = home("ours") / "authority"
    keys = [path for path in folder.rglob("*") if path.is_file() and b"PRIVATE KEY" in path.read_bytes()]
    assert len(keys) >= 4
    assert {stat.S_IMODE(path.stat().st_mode) for path in keys} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_an_officer_keeps_one_certificate_and_a_homonym_has_another() -> None:
    first = authority().officer("officier-3", "Jean Petit").certificate
    again = PrivateAuthority(home("ours")).officer("officier-3", "Jean Petit").certificate
    homonym = authority().officer("officier-4", "Jean Petit").certificate
    assert first == again
    assert first.serial_number != homonym.serial_number


@pytest.mark.parametrize("officer", ["../../etc/passwd", "", "é" * 300, "a/b\0c"])
def test_any_identifier_makes_a_harmless_file(officer: str) -> None:
    before = set(home("ours").rglob("*"))
    found = authority().officer(officer, "N" * 80)
    made = set(home("ours").rglob("*")) - before
    assert all(path.parent.name == "officers" for path in made)
    assert len(subject(found.certificate, NameOID.COMMON_NAME)) == 64


def test_processes_and_threads_starting_together_make_one_authority(tmp_path: Path) -> None:
    script = (
        "import sys, pathlib; from dument.adapters.trust.authority import PrivateAuthority;"
        "one = PrivateAuthority(pathlib.Path(sys.argv[1]));"
        "print(one.root.certificate.serial_number, one.officer('o', 'Nom').certificate.serial_number)"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path)],
            env={"PYTHONPATH": str(SOURCE)},
            stdout=subprocess.PIPE,
        )
        for _ in range(4)
    ]
    with ThreadPoolExecutor(4) as threads:
        here = list(threads.map(lambda _: PrivateAuthority(tmp_path).officer("o", "Nom"), range(4)))
    said = {process.communicate()[0] for process in started}
    root = PrivateAuthority(tmp_path).root.certificate.serial_number
    assert said == {f"{root} {here[0].certificate.serial_number}\n".encode()}
    assert len({one.certificate.serial_number for one in here}) == 1
    assert not list(tmp_path.glob(".authority-*"))


def test_signatures_made_by_threads_together_all_hold() -> None:
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda n: signed("B-LTA", officer=f"Fil {n % 3}"), range(8)))
    assert all(verify(pdf, trust=trust()).valid for pdf in made)


@pytest.mark.parametrize("year", [2016, 2026, 2056])
def test_the_day_is_an_argument(year: int) -> None:
    day = datetime(year, 6, 1, 8, 30, 12, tzinfo=UTC)
    pdf = provider().sign(
        sample(), officer="o", name="Claire Dupont", level="B-LTA", reason="Titre", place="Lyon", at=day
    )
    answer = verify(pdf, trust=trust())
    assert answer.valid, answer.findings
    stamp = answer.signers[0].timestamp
    assert stamp is not None
    assert (answer.signers[0].signed_at, stamp.time) == (day, day)


def test_without_a_day_the_clock_is_the_machine_s() -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    pdf = provider().sign(sample(), officer="o", name="Claire Dupont", level="B-T", reason="", place="")
    stamp = verify(pdf, trust=trust()).signers[0].timestamp
    assert stamp is not None
    assert before <= stamp.time <= datetime.now(UTC)


def test_a_file_without_a_last_line_end_is_given_one() -> None:
    pdf = signed("B-T", pdf=sample().rstrip())
    assert verify(pdf, trust=trust()).valid
    assert pdf.startswith(sample())


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7\n", b"bonjour", sample()[:900]])
def test_what_is_no_pdf_is_not_signed(pdf: bytes) -> None:
    with pytest.raises(NeverAgain, match="PDF"):
        provider().sign(pdf, officer="o", name="N", level="B-T", reason="", place="", at=DAY)


def test_lists_are_written_again_only_when_they_are_stale_or_short(tmp_path: Path) -> None:
    ours, path = PrivateAuthority(tmp_path), tmp_path / "authority" / "issuing.crl"

    def number() -> int:
        read = x509.load_der_x509_crl(path.read_bytes())
        return read.extensions.get_extension_for_class(x509.CRLNumber).value.crl_number

    ours.publish(DAY)
    first = number()
    ours.publish(DAY + CRL_LIFE - timedelta(hours=2))
    assert number() == first
    ours.publish(DAY + CRL_LIFE)
    assert number() > first
    certificate = ours.officer("o", "N").certificate
    ours.revoke(certificate, DAY)
    ours.publish(DAY + CRL_LIFE)
    entry = x509.load_der_x509_crl(path.read_bytes()).get_revoked_certificate_by_serial_number(
        certificate.serial_number
    )
    assert entry is not None
    assert entry.revocation_date_utc == DAY


def test_a_first_revocation_date_stands(tmp_path: Path) -> None:
    ours = PrivateAuthority(tmp_path)
    certificate = ours.officer("o", "N").certificate
    ours.revoke(certificate, DAY)
    ours.revoke(certificate, DAY + timedelta(days=9))
    written = json.loads((tmp_path / "authority" / "revoked.json").read_text())
    assert written == {str(certificate.serial_number): DAY.isoformat()}


class Wrong(LocalTimestamps):
    """An authority that answers wrongly: another digest, another hour, garbage, or nothing."""

    def __init__(self, fault: str) -> None:
        super().__init__(home("ours"))
        self.fault = fault

    def stamp(self, digest: bytes, *, at: datetime | None = None) -> bytes:
        moment = at or DAY
        if self.fault == "down":
            raise TryAgain("L'autorité d'horodatage ne répond pas.")
        if self.fault == "digest":
            return super().stamp(bytes(32), at=moment)
        if self.fault == "clock":
            return super().stamp(digest, at=moment + timedelta(seconds=301))
        return b"bonjour"


@pytest.mark.parametrize("fault", ["down", "digest", "clock", "garbage"])
def test_a_faulty_timestamp_authority_means_again_and_no_file(fault: str) -> None:
    signer = LocalSigner(home("ours"), Wrong(fault))
    with pytest.raises(TryAgain, match="horodatage"):
        signer.sign(sample(), officer="o", name="N", level="B-T", reason="", place="", at=DAY)


def test_a_spoilt_key_is_told() -> None:
    with pytest.raises(ValueError, match=r".+"):
        Credential.from_pem(b"bonjour")


def test_the_authorities_of_a_folder_are_told_from_their_steps() -> None:
    store = TrustStore.load(home("ours") / "authority")
    assert [one.subject.native["common_name"] for one in store.anchors] == ["Autorité racine"]


def test_a_folder_without_authority_or_with_spoilt_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="aucun certificat d'autorité"):
        TrustStore.load(tmp_path)
    leaf = authority().officer("o", "N")
    (tmp_path / "officer.pem").write_bytes(leaf.certificate_pem())
    with pytest.raises(ValueError, match="aucun certificat d'autorité"):
        TrustStore.load(tmp_path)
    (tmp_path / "bad.pem").write_bytes(b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    with pytest.raises(ValueError, match=r"bad\.pem"):
        TrustStore.load(tmp_path)


def test_an_event_loop_in_this_thread_is_no_obstacle() -> None:
    async def browsing() -> bool:
        return verify(act(), trust=trust()).valid and verify(signed("B-T"), trust=trust()).valid

    with ThreadPoolExecutor(1) as apart:  # a browser's own loop may live in this thread
        assert apart.submit(asyncio.run, browsing()).result()
