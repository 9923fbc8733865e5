"""Production refuses to start with what belongs to a demonstration, and says everything at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from dument.cli.backups import database as dumped
from dument.config.database import database
from dument.config.mail import SMTP, mailer
from dument.config.production import reasons
from dument.config.secrets import KEYS_OF

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
    "DUMENT_SCANNER": "dument.adapters.scanner.clamd.Clamd",
    "DUMENT_MAIL_URL": f"smtps://dument:{quote('mot/de@passe', safe='')}@courriel.example",
}
WORKER = {"DUMENT_ROLE": "worker", "DUMENT_SECRET_KEY": "", "DUMENT_FACTOR_KEY": ""}
VERIFIED = "?sslmode=verify-full&sslrootcert=/etc/dument/base-ca.pem"
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
    ({"DUMENT_SCANNER": ""}, "DUMENT_SCANNER manque"),
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
    (WORKER | {"DUMENT_CODE_KEY": ""}, "DUMENT_CODE_KEY manque"),
    (WORKER | {"DUMENT_LETTER_KEY": "d" * 60}, "clé de démonstration"),
    ({"DATABASE_URL": "postgres://dument_app@base.example/dument"}, "verify-full"),
    ({"DATABASE_URL": "postgres://dument_app@base.example/dument?sslmode=verify-ca"}, "verify-full"),
    ({"DATABASE_URL": "postgres:///dument?host=/run/postgresql,base.example"}, "verify-full"),
    ({"DUMENT_MAIL_URL": ""}, "DUMENT_MAIL_URL manque"),
    ({"DUMENT_MAIL_URL": "", "DUMENT_EMAIL_BACKEND": SMTP}, "DUMENT_MAIL_URL"),
    ({"DUMENT_MAIL_URL": "smtp://courriel.example"}, "chiffrée"),
    ({"DUMENT_TIMESTAMPS_URL": "http://horodatage.example"}, "DUMENT_TIMESTAMPS_URL"),
    (S3 | {"DUMENT_S3_ENDPOINT": "http://s3:8333"}, "DUMENT_S3_ENDPOINT"),
    (PROCONNECT | {"DUMENT_PROCONNECT_ISSUER": "http://pc.example"}, "https"),
    (PROCONNECT | {"DUMENT_PROCONNECT_CLIENT_SECRET": ""}, "DUMENT_PROCONNECT_CLIENT_SECRET manque"),
]


@pytest.fixture
def var(tmp_path: Path) -> Path:
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "letter.key").write_text("d" * 60)
    return tmp_path


ENOUGH: list[dict[str, str]] = [
    {},
    WORKER,
    dict.fromkeys(KEYS_OF["site"], "") | {"DUMENT_ROLE": "maintenance"},
    {"DATABASE_URL": f"postgres://dument_app@base.example/dument{VERIFIED}"},
    {"DATABASE_URL": "postgres:///dument?host=/run/postgresql"},
    {"DATABASE_URL": "postgres://dument_app@localhost/dument?pgbouncer=1"},
    {"DUMENT_MAIL_URL": "smtp+tls://courriel.example"},
    {"DUMENT_MAIL_URL": "smtp://localhost"},
    {"DUMENT_MAIL_URL": "", "DUMENT_EMAIL_BACKEND": "maison.Courriel"},
    {"DUMENT_TIMESTAMPS_URL": "https://horodatage.example"},
    S3 | {"DUMENT_S3_ENDPOINT": "http://127.0.0.1:8333"},
]


@pytest.mark.parametrize("changed", ENOUGH, ids=lambda one: str(one)[:60])
def test_a_whole_environment_starts(changed: dict[str, str], var: Path) -> None:
    assert reasons(GOOD | changed, var) == []


@pytest.mark.parametrize(
    ("url", "options"),
    [
        (
            GOOD["DUMENT_MAIL_URL"],
            {"port": 465, "use_ssl": True, "username": "dument", "password": "mot/de@passe"},
        ),
        ("smtp+tls://courriel.example", {"port": 587, "use_tls": True, "username": "", "password": ""}),
        ("smtp://courriel.example:2525", {"port": 2525, "username": "", "password": ""}),
    ],
)
def test_the_mail_server_is_named_by_an_address(url: str, options: dict[str, object], var: Path) -> None:
    told = mailer({"DUMENT_MAIL_URL": url}, var)
    assert told == {"BACKEND": SMTP, "OPTIONS": options | {"host": "courriel.example", "timeout": 20}}
    import_string(SMTP)(alias="default", **told["OPTIONS"])


@pytest.mark.parametrize("url", ["courriel.example", "http://courriel.example", "smtps://"])
def test_what_is_no_mail_server_is_refused(url: str, var: Path) -> None:
    with pytest.raises(ImproperlyConfigured):
        mailer({"DUMENT_MAIL_URL": url}, var)


def test_without_a_server_mail_is_written_in_files(var: Path) -> None:
    assert mailer({}, var)["OPTIONS"] == {"file_path": var / "courriels"}
    assert mailer({"DUMENT_EMAIL_BACKEND": "maison.Courriel"}, var)["OPTIONS"] == {}


def test_a_process_holds_the_keys_that_it_uses(var: Path) -> None:
    asked = "print(settings.DUMENT_CODE_KEY, bool(settings.DUMENT_FACTOR_KEY)); settings.DUMENT_FACTOR_KEY.split(',')"
    told = start(var, GOOD | {"DUMENT_ROLE": "worker"}, asked)
    assert told.stdout == f"{'c' * 48} False\n", "given or not"
    assert "DUMENT_FACTOR_KEY" in told.stderr
    refused = start(var, GOOD | WORKER, "print(settings.SECRET_KEY)")
    assert refused.stdout == ""
    assert "SECRET_KEY" in refused.stderr
    with pytest.raises(ImproperlyConfigured, match="DUMENT_ROLE"):
        reasons(GOOD | {"DUMENT_ROLE": "autre"}, var)


def test_secrets_may_be_files(var: Path, tmp_path: Path) -> None:
    given = dict(GOOD)
    (folder := tmp_path / "credentials").mkdir()
    (folder / "DUMENT_CODE_KEY").write_text(given.pop("DUMENT_CODE_KEY") + "\n")
    (folder / "DUMENT_LETTER_KEY").write_text("n" * 48)
    (folder / "PATH").write_text("/rien")
    given["CREDENTIALS_DIRECTORY"] = str(folder)
    told = start(var, given, "print(settings.DUMENT_CODE_KEY, settings.DUMENT_LETTER_KEY)")
    assert told.stdout == f"{'c' * 48} {'l' * 48}\n", told.stderr


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


def test_a_dump_verifies_the_server_as_the_site_does(var: Path) -> None:
    url = f"postgres://u:p@base.example/dument{VERIFIED}&sslcert=/etc/dument/moi.pem&connect_timeout=5"
    told = dumped._environment(database(url, var))
    assert told["PGSSLMODE"] == "verify-full"
    assert told["PGSSLROOTCERT"] == "/etc/dument/base-ca.pem"
    assert told["PGSSLCERT"] == "/etc/dument/moi.pem"
    assert told["PGPASSWORD"] == "p"
