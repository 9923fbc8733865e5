"""Find keys and passwords in the files git tracks: `python -m scripts.dev.secrets_scan`.

A line that must hold such a thing (a demo password, a test vector) ends with `allow-secret: why`.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

PATTERNS = {
    "clé privée": r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----",
    "clé AWS": r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",
    "jeton GitHub": r"\bgh[pousr]_[A-Za-z0-9]{36,}\b",
    "jeton GitLab": r"\bglpat-[A-Za-z0-9_-]{20,}\b",
    "clé Stripe": r"\b[rs]k_live_[A-Za-z0-9]{16,}\b",
    "jeton Slack": r"\bxox[abprs]-[A-Za-z0-9-]{10,}\b",
    "jeton signé (JWT)": r"\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}",
    "mot de passe dans une adresse": r"\b[a-z][a-z0-9+]*://[^\s:/@{}<>\"'$]+:[^\s:/@{}<>\"'$]{3,}@",
    "secret écrit": r"(?i:\b(?:secret|passwo?r?d|api_?key|token)\w*\s*[:=]\s*[\"'][^\s\"'{}<>$]{16,}[\"'])",
}
KNOWN = re.compile("|".join(f"(?P<p{n}>{pattern})" for n, pattern in enumerate(PATTERNS.values())))
NAMES = tuple(PATTERNS)
SKIPPED = ("requirements.lock", "requirements-dev.lock", "scripts/dev/secrets_scan.py")


def secrets_in(text: str) -> list[tuple[int, str]]:
    """Return (line number, kind) of what looks like a secret."""
    return [
        (number, NAMES[int(str(found.lastgroup)[1:])])
        for number, line in enumerate(text.splitlines(), 1)
        if "allow-secret:" not in line and (found := KNOWN.search(line))
    ]


def tracked() -> list[Path]:
    """Return the files git tracks, or would."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        check=True,
    )
    return [Path(name) for name in listed.stdout.decode().split("\0") if name and Path(name).is_file()]


def main() -> int:
    """Print each find; return 1 when there is one."""
    finds = 0
    for path in tracked():
        data = path.read_bytes()
        if b"\0" in data[:8000] or str(path) in SKIPPED:
            continue
        for number, kind in secrets_in(data.decode(errors="replace")):
            print(f"{path}:{number} : {kind}")
            finds += 1
    return 1 if finds else 0


if __name__ == "__main__":
    sys.exit(main())
