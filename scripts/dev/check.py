"""Every check of `./dev check`, one line each: name, verdict, time. All run; any failure gives exit status 1.

« non vérifié » is said when a check could not be made (no index, no vulnerability database): it is not a
failure, and is never shown as a success.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from scripts import docs
from scripts.dev import lock

CODE = ("src", "tests", "scripts")
Verdict = tuple[bool | None, str]  # None: could not be made
OUT_OF_REACH = (
    "connectionerror",
    "max retries",
    "timed out",
    "name resolution",
    "service error",
    "httperror",
    "ssl",
)


def run(program: str, *arguments: str) -> Verdict:
    """Run a program of the environment; return whether it was content, and what it said."""
    command = [str(Path(sys.executable).with_name(program)), *arguments]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=os.environ | {"NO_COLOR": "1"}
    )
    return done.returncode == 0, (done.stdout + done.stderr).strip()


def templates() -> Verdict:
    """Lint the Django templates, where there are any."""
    if not any(Path("src").rglob("templates/**/*.html")):
        return True, ""
    return run("djlint", "src", "--check", "--lint")


def migrations() -> Verdict:
    """Tell whether the models and their migrations agree; no database is opened."""
    return run("python", "-m", "django", "makemigrations", "--check", "--dry-run", "--skip-checks")


def pages() -> Verdict:
    """Tell whether the generated pages are what the code writes today."""
    late = docs.stale()
    return not late, f"À refaire par « ./dev docs » : {', '.join(late)}" if late else ""


def audit() -> Verdict:
    """Look the locked dependencies up in the vulnerability database."""
    content, said = run(
        "pip-audit", "--requirement", "requirements-dev.lock", "--disable-pip", "--progress-spinner", "off"
    )
    if (
        not content
        and any(sign in said.lower() for sign in OUT_OF_REACH)
        and "GHSA" not in said
        and "PYSEC" not in said
    ):
        return None, "la base des vulnérabilités n'a pas pu être consultée"
    return content, said


CHECKS: dict[str, Callable[[], Verdict]] = {
    "verrou": lock.in_step,
    "format": lambda: run("ruff", "format", "--check", *CODE),
    "style": lambda: run("ruff", "check", *CODE),
    "types": lambda: run("mypy"),
    "couches": lambda: run("lint-imports", "--no-logo", "--no-cache"),
    "gabarits": templates,
    "migrations": migrations,
    "pages générées": pages,
    "secrets": lambda: run("python", "-m", "scripts.dev.secrets_scan"),
    "dépendances": audit,
}


def main() -> int:
    """Run the checks named on the command line, all by default."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dument.config.settings")
    chosen = sys.argv[1:] or list(CHECKS)
    if unknown := [name for name in chosen if name not in CHECKS]:
        print(f"Inconnu : {', '.join(unknown)}. Les vérifications : {', '.join(CHECKS)}.", file=sys.stderr)
        return 2
    failed = False
    for name in chosen:
        start = time.monotonic()
        content, said = CHECKS[name]()
        word = {True: "ok", False: "ÉCHEC", None: "non vérifié"}[content]
        print(f"{name:<16}{word:<12}{time.monotonic() - start:5.1f} s", flush=True)
        if content is not True:
            print("\n".join("    " + line for line in said.splitlines()[-60:]), flush=True)
        failed = failed or content is False
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
