"""The settings name the providers; nothing else does."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from dument.adapters.signature.local import LocalSigner
from dument.adapters.signature.pkcs11 import TokenSettings, TokenSigner
from dument.adapters.timestamps.http import AuthoritySettings, HttpTimestamps
from dument.adapters.timestamps.local import LocalTimestamps
from dument.ports.errors import NeverAgain
from dument.ports.signature import signer
from dument.ports.timestamps import authority

TOKEN = {
    "DUMENT_PKCS11_MODULE": "/usr/lib/module.so",
    "DUMENT_PKCS11_TOKEN": "etude",
    "DUMENT_PKCS11_PIN": "1234",
    "DUMENT_PKCS11_LABEL": "cle-{officer}",
    "DUMENT_PKCS11_TRUST": "/srv/confiance",
}
OUTSIDE = {"DUMENT_TIMESTAMPS_URL": "https://tsa.example/", "DUMENT_TIMESTAMPS_TRUST": "/srv/confiance"}


def give(settings: Settings, values: dict[str, str]) -> None:
    for name, value in values.items():
        setattr(settings, name, value)


def test_the_local_providers_share_the_folder_of_the_settings(settings: Settings, tmp_path: Path) -> None:
    give(settings, {"DUMENT_SIGNER": "dument.adapters.signature.local.LocalSigner"})
    give(settings, {"DUMENT_TIMESTAMPS": "dument.adapters.timestamps.local.LocalTimestamps"})
    settings.DUMENT_VAR = tmp_path
    assert isinstance(signer(), LocalSigner)
    assert isinstance(authority(), LocalTimestamps)
    assert (tmp_path / "authority" / "root.pem").is_file()


def test_the_real_providers_are_named_the_same_way(settings: Settings) -> None:
    give(settings, {"DUMENT_SIGNER": "dument.adapters.signature.pkcs11.TokenSigner"})
    give(settings, {"DUMENT_TIMESTAMPS": "dument.adapters.timestamps.http.HttpTimestamps"})
    give(settings, TOKEN | OUTSIDE)
    assert isinstance(signer(), TokenSigner)
    assert isinstance(authority(), HttpTimestamps)
    assert TokenSettings.read() == TokenSettings(
        "/usr/lib/module.so", "etude", "1234", "cle-{officer}", Path("/srv/confiance")
    )
    assert AuthoritySettings.read() == AuthoritySettings("https://tsa.example/", Path("/srv/confiance"))


@pytest.mark.parametrize("missing", TOKEN)
def test_a_missing_setting_of_the_token_is_named(settings: Settings, missing: str) -> None:
    give(settings, {**TOKEN, missing: ""})
    with pytest.raises(NeverAgain, match=missing):
        TokenSettings.read()


@pytest.mark.parametrize("missing", OUTSIDE)
def test_a_missing_setting_of_the_outside_authority_is_named(settings: Settings, missing: str) -> None:
    give(settings, {**OUTSIDE, missing: ""})
    with pytest.raises(NeverAgain, match=missing):
        AuthoritySettings.read()
