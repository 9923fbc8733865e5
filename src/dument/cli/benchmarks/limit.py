"""What the database itself can do on this machine: pgbench, one lock and four writes a transaction."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from django.db import connection

SCRIPT = r"""\set case random(1, 1000)
BEGIN;
SELECT state FROM bench_case WHERE id = :case FOR UPDATE;
UPDATE bench_case SET state = state + 1 WHERE id = :case;
INSERT INTO bench_line (about, said) VALUES (:case, 'event');
INSERT INTO bench_line (about, said) VALUES (:case, 'body');
INSERT INTO bench_line (about, said) VALUES (:case, 'message');
COMMIT;
"""
TABLES = """
CREATE TABLE IF NOT EXISTS bench_case (id int PRIMARY KEY, state int NOT NULL);
INSERT INTO bench_case SELECT rank, 0 FROM generate_series(1, 1000) AS rank ON CONFLICT DO NOTHING;
CREATE TABLE IF NOT EXISTS bench_line (id bigserial PRIMARY KEY, about int NOT NULL, said text NOT NULL);
CREATE INDEX IF NOT EXISTS bench_line_about ON bench_line (about);
"""


def pgbench() -> str:
    """Return the path of the machine's newest pgbench; empty when there is none."""
    packed = sorted(Path("/usr/lib/postgresql").glob("*/bin/pgbench"), reverse=True)
    return str(packed[0]) if packed else (shutil.which("pgbench") or "")


def transactions(program: str, clients: int, seconds: int) -> float:
    """Return how many such transactions a second pgbench commits with so many clients."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
    used = connection.get_connection_params()
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "act.sql"
        script.write_text(SCRIPT)
        where = [
            f"--{name}={used[key]}"
            for name, key in (("host", "host"), ("port", "port"), ("username", "user"))
            if used.get(key)
        ]
        told = subprocess.run(
            [program, "--no-vacuum", "--protocol=prepared", f"--client={clients}", f"--jobs={clients}",
             f"--time={seconds}", f"--file={script}", *where, str(used["dbname"])],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    found = re.search(r"tps = ([0-9.]+)", told.stdout)
    if not found:
        raise RuntimeError("pgbench n'a pas dit son débit")
    return float(found.group(1))
