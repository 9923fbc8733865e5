"""The local timestamp authority speaks RFC 3161, and its tokens bear no change."""

from __future__ import annotations

import random
import subprocess
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path

import pytest
from asn1crypto import cms, tsp

from dument.adapters.timestamps.local import LocalTimestamps
from dument.ports.errors import NeverAgain
from tests.adapters.signing import DAY, home
from tests.needs import program

DIGEST = sha256(b"la racine d'un sceau").digest()


def authority() -> LocalTimestamps:
    return LocalTimestamps(home("ours"), clock=lambda: DAY)


def test_a_token_says_when_and_by_whom() -> None:
    stamp = authority().verify(authority().stamp(DIGEST), DIGEST)
    assert (stamp.at, stamp.authority) == (DAY, "Autorité d'horodatage")


def test_the_clock_may_be_given_at_each_call_in_any_zone_and_is_cut_to_the_second() -> None:
    there = datetime(2027, 1, 1, 0, 30, 0, 999_999, tzinfo=timezone(timedelta(hours=1)))
    stamp = authority().verify(authority().stamp(DIGEST, at=there), DIGEST)
    assert stamp.at == datetime(2026, 12, 31, 23, 30, tzinfo=UTC)


def test_without_a_clock_it_is_the_machine_s() -> None:
    free = LocalTimestamps(home("ours"))
    before = datetime.now(UTC).replace(microsecond=0)
    assert before <= free.verify(free.stamp(DIGEST), DIGEST).at <= datetime.now(UTC)


def test_the_same_question_has_the_same_number() -> None:
    first, again = (authority().verify(authority().stamp(DIGEST), DIGEST) for _ in range(2))
    later = authority().verify(authority().stamp(DIGEST, at=DAY + timedelta(seconds=1)), DIGEST)
    assert first == again
    assert first.serial != later.serial


@pytest.mark.parametrize("size", [0, 20, 31, 33, 64])
def test_only_sha_256_is_stamped(size: int) -> None:
    with pytest.raises(NeverAgain, match="32 octets"):
        authority().stamp(bytes(size))


def test_another_digest_or_another_authority_is_refused() -> None:
    token = authority().stamp(DIGEST)
    with pytest.raises(NeverAgain, match="autre chose"):
        authority().verify(token, bytes(32))
    with pytest.raises(NeverAgain, match="étranger"):
        LocalTimestamps(home("theirs")).verify(token, DIGEST)


def test_a_flipped_bit_is_caught_anywhere_in_a_token() -> None:
    token, chance = authority().stamp(DIGEST), random.Random(3161)  # noqa: S311 - a sample to repeat
    for place in range(0, len(token), 5):
        bent = bytearray(token)
        bent[place] ^= 1 << chance.randrange(8)
        with pytest.raises(NeverAgain):
            authority().verify(bytes(bent), DIGEST)


@pytest.mark.parametrize("extra", [b"\0", b"\x05\x00", b"\x30\x00"])
def test_nothing_may_follow_or_slip_into_a_token(extra: bytes) -> None:
    token = authority().stamp(DIGEST)
    with pytest.raises(NeverAgain):
        authority().verify(token + extra, DIGEST)
    # The same, counted in the length of the outer value.
    size = int.from_bytes(token[2:4]) + len(extra)
    with pytest.raises(NeverAgain):
        authority().verify(token[:2] + size.to_bytes(2) + token[4:] + extra, DIGEST)


def test_unsigned_additions_are_refused() -> None:
    info = cms.ContentInfo.load(authority().stamp(DIGEST))
    added = cms.CMSAttribute({"type": "content_type", "values": ["data"]})
    info["content"]["signer_infos"][0]["unsigned_attrs"] = cms.CMSAttributes([added])
    with pytest.raises(NeverAgain):
        authority().verify(info.dump(force=True), DIGEST)


def test_a_detached_signature_is_no_token() -> None:
    info = cms.ContentInfo.load(authority().stamp(DIGEST))
    assert info["content"]["encap_content_info"]["content_type"].native == "tst_info"
    assert (
        tsp.TSTInfo.load(info["content"]["encap_content_info"]["content"].contents)["version"].native == "v1"
    )
    with pytest.raises(NeverAgain):
        authority().verify(b"", DIGEST)


@pytest.mark.proof
def test_openssl_agrees(tmp_path: Path) -> None:
    data = tmp_path / "sceau"
    data.write_bytes(b"la racine d'un sceau")
    token = tmp_path / "jeton.der"
    token.write_bytes(authority().stamp(DIGEST))
    root = home("ours") / "authority" / "root.pem"
    command = [program("openssl"), "ts", "-verify", "-token_in", "-in", str(token), "-CAfile", str(root)]
    good = subprocess.run([*command, "-data", str(data)], capture_output=True, text=True, check=False)
    assert good.returncode == 0, good.stderr
    assert "Verification: OK" in good.stdout
    data.write_bytes(b"autre chose")
    assert subprocess.run([*command, "-data", str(data)], capture_output=True, check=False).returncode != 0
