"""Production refuses to start with what belongs to a demonstration, and says everything at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dument.config.production import reasons

GOOD = {
    "DUMENT_PRODUCTION": "1",
    "DUMENT_SECRET_KEY": "s" * 48,
    "DUMENT_CODE_KEY": "c" * 48,
    "DUMENT_LETTER_KEY": "l" * 48,
    "DUMENT_FACTOR_KEY": "f" * 48,
    "DATABASE_URL": "postgres://dument_app@127.0.0.1:5432/dument",
    "DUMENT_SITE_URL": "https://dument.example",
    "DUMENT_ALLOWED_HOSTS": "dument.example",
    "DUMENT_SIGNER": "dument.adapters.signature.pkcs11.Pkcs11Signer",
    "DUMENT_TIMESTAMPS": "dument.adapters.timestamps.http.authority",
}
PROCONNECT = {
    "DUMENT_PROCONNECT_ISSUER": "https://pc.example",
    "DUMENT_PROCONNECT_CLIENT_ID": "dument",
    "DUMENT_PROCONNECT_CLIENT_SECRET": "secret",
}
S3 = {
    "DUMENT_STORE": "dument.adapters.storage.s3.S3Store",
    "DUMENT_S3_BUCKET": "papiers",
    "DUMENT_S3_KEY": "cle",
    "DUMENT_S3_SECRET": "secret",
}
WRONG = [
    (S3 | {"DUMENT_S3_BUCKET": ""}, "DUMENT_S3_BUCKET manque"),
    (S3 | {"DUMENT_S3_SECRET": ""}, "DUMENT_S3_SECRET manque"),
    (S3 | {"DUMENT_S3_LOCK_DAYS": "un mois"}, "nombre de jours"),
    ({"DUMENT_DEBUG": "1"}, "DUMENT_DEBUG"),
    ({"DUMENT_DAY": "2026-10-13"}, "DUMENT_DAY"),
    ({"DUMENT_SECRET_KEY": ""}, "DUMENT_SECRET_KEY manque"),
    ({"DUMENT_CODE_KEY": ""}, "DUMENT_CODE_KEY manque"),
    ({"DUMENT_LETTER_KEY": ""}, "DUMENT_LETTER_KEY manque"),
    ({"DUMENT_FACTOR_KEY": ""}, "DUMENT_FACTOR_KEY manque"),
    ({"DUMENT_CODE_KEY": "c" * 47}, "trop courte"),
    ({"DUMENT_CODE_KEY": "s" * 48}, "même clé"),
    ({"DUMENT_LETTER_KEY": "d" * 60}, "clé de démonstration"),
    ({"DATABASE_URL": ""}, "PostgreSQL"),
    ({"DATABASE_URL": "sqlite:///var/x"}, "PostgreSQL"),
    ({"DUMENT_SITE_URL": "http://dument.example"}, "https"),
    ({"DUMENT_ALLOWED_HOSTS": "*"}, "DUMENT_ALLOWED_HOSTS"),
    ({"DUMENT_ALLOWED_HOSTS": "dument.example,*"}, "DUMENT_ALLOWED_HOSTS"),
    ({"DUMENT_SIGNER": "dument.adapters.signature.local.LocalSigner"}, "DUMENT_SIGNER"),
    ({"DUMENT_TIMESTAMPS": ""}, "DUMENT_TIMESTAMPS"),
    (PROCONNECT | {"DUMENT_PROCONNECT_ISSUER": "http://pc.example"}, "https"),
    (PROCONNECT | {"DUMENT_PROCONNECT_CLIENT_SECRET": ""}, "DUMENT_PROCONNECT_CLIENT_SECRET manque"),
]


@pytest.fixture
def var(tmp_path: Path) -> Path:
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "letter.key").write_text("d" * 60)
    return tmp_path


def test_a_whole_environment_starts(var: Path) -> None:
    assert reasons(GOOD, var) == []


@pytest.mark.parametrize(("changed", "said"), WRONG, ids=lambda one: str(one)[:60])
def test_each_fault_is_refused_alone(changed: dict[str, str], said: str, var: Path) -> None:
    given = {name: value for name, value in {**GOOD, **changed}.items() if value}
    found = reasons(given, var)
    assert len(found) == 1
    assert said in found[0]


def start(
    var: Path,
    environ: dict[str, str],
    asked: str = "print(settings.DEBUG, settings.SECURE_SSL_REDIRECT)",
) -> subprocess.CompletedProcess[str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("DUMENT_", "DATABASE_URL"))
    }
    code = f"import django; django.setup(); from django.conf import settings; {asked}"
    return subprocess.run(
        [sys.executable, "-c", code],
        env=kept | {"DUMENT_VAR": str(var), "DJANGO_SETTINGS_MODULE": "dument.config.settings"} | environ,
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_process_itself_starts_or_refuses(var: Path) -> None:
    assert start(var, GOOD).stdout == "False True\n"
    refused = start(var, {"DUMENT_PRODUCTION": "1", "DUMENT_DEBUG": "1"})
    assert refused.returncode != 0
    for said in ("DUMENT_DEBUG", "DUMENT_SECRET_KEY manque", "PostgreSQL", "DUMENT_SIGNER"):
        assert said in refused.stderr
    assert not list((var / "keys").glob("session.key"))
