"""What every signature provider does, and what a token does when it fails."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from dument.adapters.signature.local import LocalSigner
from dument.adapters.signature.pkcs11 import TokenSettings, TokenSigner
from dument.adapters.signature.verifier import verify
from dument.adapters.timestamps.local import LocalTimestamps
from dument.ports.errors import NeverAgain, TryAgain
from dument.ports.signature import Level, Signer
from dument.ports.timestamps import TimestampAuthority
from tests.adapters.signing import DAY, authority, home, sample, trust
from tests.contracts.signers import token

Make = Callable[[TimestampAuthority], Signer]


class Down(LocalTimestamps):
    """A timestamp authority out of reach."""

    def stamp(self, digest: bytes, *, at: datetime | None = None) -> bytes:
        raise TryAgain("L'autorité d'horodatage ne répond pas.")


def stamps() -> LocalTimestamps:
    return LocalTimestamps(home("ours"))


@pytest.fixture(scope="session")
def settings_of_token(tmp_path_factory: pytest.TempPathFactory) -> TokenSettings:
    return token(tmp_path_factory.mktemp("softhsm"))


@pytest.fixture(params=["local", "token"])
def make(request: pytest.FixtureRequest) -> Make:
    if request.param == "local":
        return lambda timestamps: LocalSigner(home("ours"), timestamps)
    settings = request.getfixturevalue("settings_of_token")
    return lambda timestamps: TokenSigner(settings, timestamps)


def signed(
    signer: Signer, level: Level = "B-T", pdf: bytes | None = None, name: str = "Claire Dupont"
) -> bytes:
    return signer.sign(
        sample() if pdf is None else pdf,
        officer=f"officier-{name}",
        name=name,
        level=level,
        reason="Procès-verbal",
        place="Lyon",
        at=DAY,
    )


@pytest.mark.parametrize("level", ["B-T", "B-LTA"])
def test_a_signature_holds_and_names_the_officer_and_the_day(make: Make, level: Level) -> None:
    answer = verify(signed(make(stamps()), level), trust=trust())
    assert answer.valid, answer.findings
    (signer,) = answer.signers
    assert (signer.name, signer.level, signer.signed_at) == ("Claire Dupont", level, DAY)
    assert signer.timestamp is not None
    assert signer.timestamp.time == DAY
    assert signer.covers_whole_file


def test_a_signature_is_added_and_never_rewrites_what_was_there(make: Make) -> None:
    signer = make(stamps())
    once = signed(signer)
    twice = signed(signer, pdf=once, name="Paul Martin")
    assert once.startswith(sample())
    assert twice.startswith(once)
    assert [one.name for one in verify(twice, trust=trust()).signers] == ["Claire Dupont", "Paul Martin"]


def test_a_title_is_closed_to_later_signatures(make: Make) -> None:
    signer = make(stamps())
    with pytest.raises(NeverAgain, match="n'admet plus de signature"):
        signed(signer, pdf=signed(signer, "B-LTA"))


@pytest.mark.parametrize("pdf", [b"", b"bonjour", b"%PDF-1.7\n"])
def test_what_is_no_pdf_is_refused_for_good(make: Make, pdf: bytes) -> None:
    with pytest.raises(NeverAgain, match="PDF"):
        signed(make(stamps()), pdf=pdf)


@pytest.mark.parametrize("level", ["B-T", "B-LTA"])
def test_without_a_timestamp_there_is_no_file_and_it_may_be_asked_again(make: Make, level: Level) -> None:
    with pytest.raises(TryAgain):
        signed(make(Down(home("ours"))), level)


def test_several_threads_may_sign_at_once(make: Make) -> None:
    signer = make(stamps())
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda _: signed(signer), range(6)))
    assert all(verify(pdf, trust=trust()).valid for pdf in made)


def test_only_the_private_authority_must_be_told_on_the_page(make: Make) -> None:
    signer = make(stamps())
    assert bool(signer.notice) is isinstance(signer, LocalSigner)


# --- the token alone -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "error", "said"),
    [
        ({"pin": "000000"}, NeverAgain, "DUMENT_PKCS11_PIN"),
        ({"token": "absent"}, TryAgain, "absent"),
        ({"module": "/nulle/part.so"}, NeverAgain, "DUMENT_PKCS11_MODULE"),
        ({"label": "inconnu-{officer}"}, NeverAgain, "0 certificats"),
        ({"trust": Path("nulle-part")}, NeverAgain, "n'est pas un dossier"),
    ],
)
def test_a_token_that_fails_says_what_to_do_and_the_next_try_works(
    settings_of_token: TokenSettings, change: dict[str, object], error: type[Exception], said: str
) -> None:
    broken = TokenSigner(replace(settings_of_token, **change), stamps())  # type: ignore[arg-type]
    broken.close()
    with pytest.raises(error, match=said) as told:
        signed(broken)
    assert settings_of_token.pin not in str(told.value)
    assert verify(signed(TokenSigner(settings_of_token, stamps())), trust=trust()).valid


def test_the_certificate_must_bear_the_officer_s_name(settings_of_token: TokenSettings) -> None:
    signer = TokenSigner(settings_of_token, stamps())
    with pytest.raises(NeverAgain, match="au nom de « Claire Dupont »"):
        signer.sign(
            sample(),
            officer="officier-Claire Dupont",
            name="Usurpée",
            level="B-T",
            reason="",
            place="",
            at=DAY,
        )


def test_a_title_needs_lists_in_force_and_an_act_does_not(
    settings_of_token: TokenSettings, tmp_path: Path
) -> None:
    for name in ("root.pem", "issuing.pem"):
        (tmp_path / name).write_bytes((settings_of_token.trust / name).read_bytes())
    signer = TokenSigner(replace(settings_of_token, trust=tmp_path), stamps())
    assert verify(signed(signer), trust=trust()).valid
    with pytest.raises(NeverAgain, match="révocation"):
        signed(signer, "B-LTA")
    old = authority().revocation_lists(DAY - timedelta(days=60))
    for number, content in enumerate(old):
        (tmp_path / f"{number}.crl").write_bytes(content)
    with pytest.raises(NeverAgain, match="révocation"):
        signed(signer, "B-LTA")


def test_a_foreign_certificate_on_the_token_signs_nothing(
    settings_of_token: TokenSettings, tmp_path: Path
) -> None:
    (tmp_path / "root.pem").write_bytes((home("theirs") / "authority" / "root.pem").read_bytes())
    with pytest.raises(NeverAgain, match="étranger"):
        signed(TokenSigner(replace(settings_of_token, trust=tmp_path), stamps()))


def test_the_pin_is_never_shown(settings_of_token: TokenSettings) -> None:
    assert settings_of_token.pin not in repr(settings_of_token)
