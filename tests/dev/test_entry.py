"""The entry script and what it stands on: clear refusals, no silent skip, a cluster that leaves nothing."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scripts.dev.secrets_scan import secrets_in
from tests.postgres import Cluster

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ["sh", "cat", "sed", "awk", "cut", "cksum", "mkdir", "rm", "sleep", "dirname", "sha256sum", "shasum"]


def dev(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Call `./dev`."""
    return subprocess.run(
        ["sh", "dev", *words], cwd=ROOT, env=os.environ | env, capture_output=True, text=True, check=False
    )


def test_alone_it_lists_what_it_can_do() -> None:
    said = dev().stdout
    for command in ("demo", "test", "check", "fix", "docs", "bench", "setup", "system", "lock", "sbom"):
        assert f"\n  {command}" in said


def test_an_unknown_command_is_refused() -> None:
    done = dev("dmeo")
    assert done.returncode == 2
    assert "Commande inconnue : dmeo" in done.stderr


def test_without_a_python_it_says_how_to_get_one(tmp_path: Path) -> None:
    """A machine of which nothing but the shell's own tools is visible."""
    for tool in TOOLS:
        if path := shutil.which(tool):
            (tmp_path / tool).symlink_to(path)
    script = (ROOT / "dev").read_text()
    for place in ("~root", "/usr/bin", "/usr/local/bin", "/opt"):
        script = script.replace(f" {place}/", f" {tmp_path}/none/")
    (tmp_path / "dev").write_text(script)
    (tmp_path / "requirements-dev.lock").touch()
    (tmp_path / "pyproject.toml").touch()
    env = {"PATH": str(tmp_path), "HOME": str(tmp_path), "PYENV_ROOT": str(tmp_path)}
    done = subprocess.run(
        ["sh", tmp_path / "dev", "setup"], env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "Aucun CPython 3.13 ou 3.12" in done.stderr
    assert "./dev system" in done.stderr
    assert not (tmp_path / "var" / "setup.lock").exists()


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("-----BEGIN EC PRIVATE" + " KEY-----", "clé privée"),
        ("key = 'AKIA" + "ABCDEFGHIJKLMNOP'", "clé AWS"),
        ("postgres://app:hun" + "ter22@db/dument", "mot de passe dans une adresse"),
        ("API_KEY = '" + "0123456789abcdef0123'", "secret écrit"),
    ],
)
def test_a_secret_is_found(line: str, kind: str) -> None:
    assert secrets_in(f"\n{line}\n") == [(2, kind)]
    assert secrets_in(f"{line}  # allow-secret: vecteur d'essai") == []


@pytest.mark.parametrize(
    "line", ["postgres://dument@127.0.0.1/dument", "token = os.environ['TOKEN']", "password = 'court'"]
)
def test_what_is_no_secret_is_left_alone(line: str) -> None:
    assert secrets_in(line) == []


@pytest.mark.parametrize(
    "body",
    [
        "import pytest\n\n\ndef test_one():\n    pytest.skip('manque')\n",
        "import pytest\n\npytest.skip('manque', allow_module_level=True)\n",
    ],
    ids=["test", "module"],
)
def test_nothing_is_skipped_under_continuous_integration(tmp_path: Path, body: str) -> None:
    (tmp_path / "test_it.py").write_text(body)
    plugins = ["-p", "no:django", "-p", "no:cacheprovider", "-p", "tests.conftest"]
    command = [sys.executable, "-m", "pytest", *plugins, str(tmp_path)]

    def status(ci: str) -> int:
        env = os.environ | {"PYTHONPATH": str(ROOT), "CI": ci}
        return subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, check=False).returncode

    assert status("") in (0, 5)  # 5: the module was skipped, no test remains
    assert status("true") not in (0, 5)


def test_cluster_survives_a_kill_and_keeps_nothing() -> None:
    cluster = Cluster()
    try:
        cluster.create()
        cluster.start()
        os.kill(cluster.pid, signal.SIGQUIT)
        for _ in range(100):
            if not (cluster.data / "postmaster.pid").exists():
                break
            time.sleep(0.05)
        cluster.start()
        cluster.create_database()
        assert cluster.url.startswith("postgres://dument@127.0.0.1:")
    finally:
        cluster.destroy()
        cluster.destroy()
    assert not cluster.folder.exists()


def test_with_postgres_gives_the_address_and_the_status() -> None:
    code = "import os, sys; sys.exit(7 if os.environ['DATABASE_URL'].startswith('postgres://') else 1)"
    command = [sys.executable, "-m", "scripts.dev.with_postgres", sys.executable, "-c", code]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 7
