"""The database: the embedded SQLite file by default, PostgreSQL when `DATABASE_URL` names one."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def database(url: str, var: Path) -> dict[str, Any]:
    """Return Django's settings for the database of that URL; for an empty URL, the file under `var`.

    Raises ImproperlyConfigured for any other scheme than `sqlite` and `postgres`.
    """
    if not url:
        return _sqlite(str(var / "dument.sqlite3"))
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(parts.path)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(
            f"DATABASE_URL commence par « {parts.scheme} » : seuls sqlite et postgresql sont possibles."
        )
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    host = options.pop("host", parts.hostname or "")
    pooled = options.pop("pgbouncer", "") == "1"
    return {
        "ENGINE": "dument.records.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # Behind pgbouncer in transaction mode nothing may outlive a transaction: `?pgbouncer=1`.
        "DISABLE_SERVER_SIDE_CURSORS": pooled,
        # The server keeps the plan of a statement asked for the fifth time: that halves its work for an act.
        "OPTIONS": options | {"server_side_binding": True, "prepare_threshold": None if pooled else 5},
    }


def _sqlite(path: str) -> dict[str, Any]:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        # A write transaction is taken at once and never waits half-way; a commit reaches the disk.
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }
