"""Logs: one line an event, an allow-list of fields, and no personal datum at any level.

What a library says is kept as it wrote it in its source (« Not Found: %s »), never with the values put in; what
an exception says is never kept, only its class and the lines of code that it went through.
"""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime

# Fields that hold codes, counts, identifiers of machines: nothing that names a person or a case.
ALLOWED = ("request", "method", "route", "status", "ms", "lane", "task", "reconciler", "found", "signal")
# Libraries whose messages are made of their own words only, and ours, whose events are fixed words.
TRUSTED = ("dument", "granian")
PACKAGES = "site-packages/"


class AllowListed(logging.Formatter):
    """Writes a record as one JSON object; what is not allowed is left out."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        told: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": _event(record),
        }
        told |= {name: record.__dict__[name] for name in ALLOWED if name in record.__dict__}
        if record.exc_info and record.exc_info[1]:
            told["error"] = type(record.exc_info[1]).__name__
            told["through"] = _through(record.exc_info[1])
        return json.dumps(told, ensure_ascii=False, default=lambda value: type(value).__name__)


def _event(record: logging.LogRecord) -> str:
    """Return what was said, before any value was put in; a library's ready-made sentence gives only its place."""
    if record.args or record.name.split(".")[0] in TRUSTED:
        return str(record.msg) if isinstance(record.msg, str) else type(record.msg).__name__
    return f"{record.module}.{record.funcName}:{record.lineno}"


def _through(error: BaseException) -> list[str]:
    """Return the last lines of code that the error went through."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    return [
        f"{frame.filename.rpartition(PACKAGES)[2].rpartition('/src/')[2]}:{frame.lineno}" for frame in frames
    ]


def logging_settings(level: str) -> dict[str, object]:
    """Return Django's logging settings."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"allow_listed": {"()": "dument.config.logs.AllowListed"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "allow_listed"}},
        "root": {"handlers": ["console"], "level": level},
        # Django's own handlers would print in full and send e-mails; everything goes to the root.
        "loggers": {
            name: {"handlers": [], "propagate": True} for name in ("django", "django.server", "procrastinate")
        },
    }
