"""Recompute the two locks, or tell whether they are in step: `python -m scripts.dev.lock [--upgrade]`.

`requirements-dev.lock` holds everything, `requirements.lock` what production runs: a part of the first, at the same
versions. They name no index, so anyone can install them from any mirror; uv.lock names them and is not committed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

RUN = Path("requirements.lock")
DEVELOP = Path("requirements-dev.lock")
COMPILE = ["pip", "compile", "pyproject.toml", "--universal", "--python-version", "3.12"]
QUIET = ["--generate-hashes", "--no-header", "--no-annotate", "--quiet"]
OUT_OF_REACH = ("error sending request", "failed to fetch", "connect", "timed out", "dns error", "offline")


def compile_locks(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Write both locks in that folder, whose present pins are kept unless `options` say otherwise.

    The whole is resolved first and binds the part: a tool may hold a library back, for both alike.
    """
    whole = folder / DEVELOP.name
    done = _compile(whole, "--group", "dev", *options)
    if done.returncode != 0:
        return done
    return _compile(folder / RUN.name, "--constraint", str(whole))


def _compile(output: Path, *options: str) -> subprocess.CompletedProcess[str]:
    uv = Path(sys.executable).with_name("uv")
    env = os.environ | {"UV_PYTHON_DOWNLOADS": "never", "UV_SYSTEM_CERTS": "1"}
    command = [str(uv), *COMPILE, *QUIET, *options, "-o", str(output)]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


def in_step() -> tuple[bool | None, str]:
    """Return whether the locks are what pyproject.toml gives, None when no index could be reached, and why."""
    with tempfile.TemporaryDirectory() as folder:
        for lock in (RUN, DEVELOP):
            shutil.copy(lock, folder)
        done = compile_locks(Path(folder))
        if done.returncode != 0:
            unreachable = any(sign in done.stderr.lower() for sign in OUT_OF_REACH)
            return (None if unreachable else False), done.stderr.strip()
        late = [
            one.name for one in (RUN, DEVELOP) if (Path(folder) / one.name).read_text() != one.read_text()
        ]
        return not late, f"À refaire par « ./dev lock » : {', '.join(late)}" if late else ""


if __name__ == "__main__":
    result = compile_locks(Path(), *sys.argv[1:])
    print(result.stderr.strip() or f"{RUN}, {DEVELOP} : à jour.")
    sys.exit(result.returncode)
