"""A software token (SoftHSM2) holding officers' keys, as an office's real token would."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from dument.adapters.signature.pkcs11 import TokenSettings
from dument.adapters.trust.authority import PrivateAuthority
from tests.adapters.signing import DAY, home
from tests.needs import program

MODULES = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/opt/homebrew/lib/softhsm/libsofthsm2.so",
    "/usr/local/lib/softhsm/libsofthsm2.so",
)
TOKEN, PIN = "etude", "123456"
OFFICERS = ("Claire Dupont", "Paul Martin")


def module() -> str:
    """Return the path of SoftHSM2's module; skip when it is not installed."""
    for path in MODULES:
        if Path(path).exists():
            return path
    pytest.skip("« softhsm2 » manque sur cette machine : « ./dev system » l'apporte.")


def token(folder: Path) -> TokenSettings:
    """Return the settings of a new token under `folder` that holds a key for each of OFFICERS.

    The module reads its configuration once a process: one token serves the whole run.
    """
    found, util, tool = module(), program("softhsm2-util"), program("pkcs11-tool")
    (folder / "tokens").mkdir()
    config = folder / "softhsm2.conf"
    config.write_text(
        f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\nlog.level = ERROR\n"
    )
    os.environ["SOFTHSM2_CONF"] = str(config)
    _run(util, "--init-token", "--free", "--label", TOKEN, "--so-pin", "87654321", "--pin", PIN)
    authority = PrivateAuthority.at(home("ours"))
    for number, name in enumerate(OFFICERS, 1):
        credential = authority.officer(f"officier-{name}", name)
        key, certificate = folder / "key.pem", folder / "certificate.pem"
        key.write_bytes(credential.key_pem())
        certificate.write_bytes(credential.certificate_pem())
        label, identifier = f"cle-officier-{name}", f"{number:02d}"
        where = ("--token", TOKEN, "--label", label, "--id", identifier, "--pin", PIN)
        _run(util, "--import", str(key), *where)
        written = ("--write-object", str(certificate), "--type", "cert", "--label", label, "--id", identifier)
        _run(tool, "--module", found, "--token-label", TOKEN, "--login", "--pin", PIN, *written)
        key.unlink()
    trust = folder / "trust"
    trust.mkdir()
    authority.publish(DAY)
    for name in ("root.pem", "issuing.pem", "root.crl", "issuing.crl"):
        (trust / name).write_bytes((authority.folder / name).read_bytes())
    return TokenSettings(found, TOKEN, PIN, "cle-{officer}", trust)


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
