"""Recompute requirements.lock, or tell whether it is in step: `python -m scripts.dev.lock [--upgrade]`.

The lock names no index, so anyone can install it from any mirror; uv.lock names them and is not committed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

LOCK = Path("requirements.lock")
COMPILE = ["pip", "compile", "pyproject.toml", "--group", "dev", "--universal", "--python-version", "3.12"]
QUIET = ["--generate-hashes", "--no-header", "--no-annotate", "--quiet"]
OUT_OF_REACH = ("error sending request", "failed to fetch", "connect", "timed out", "dns error", "offline")


def compile_lock(output: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Write the lock to `output`, whose present pins are kept unless `options` say otherwise."""
    uv = Path(sys.executable).with_name("uv")
    env = os.environ | {"UV_PYTHON_DOWNLOADS": "never", "UV_SYSTEM_CERTS": "1"}
    command = [str(uv), *COMPILE, *QUIET, *options, "-o", str(output)]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


def in_step() -> tuple[bool | None, str]:
    """Return whether the lock is what pyproject.toml gives, None when no index could be reached, and why."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / LOCK.name
        shutil.copy(LOCK, fresh)
        done = compile_lock(fresh)
        if done.returncode != 0:
            unreachable = any(sign in done.stderr.lower() for sign in OUT_OF_REACH)
            return (None if unreachable else False), done.stderr.strip()
        same = fresh.read_text() == LOCK.read_text()
        return (
            same,
            "" if same else "requirements.lock n'est plus celui de pyproject.toml : lancez « ./dev lock ».",
        )


if __name__ == "__main__":
    result = compile_lock(LOCK, *sys.argv[1:])
    print(result.stderr.strip() or f"{LOCK} : à jour.")
    sys.exit(result.returncode)
