"""Logs: one line an event, an allow-list of fields, and no personal datum at any level.

What a library says is kept as it wrote it in its source (« Not Found: %s »), never with the values put in; what
an exception says is never kept, only its class and the lines of code that it went through.
"""

from __future__ import annotations

import logging
import traceback
from datetime import UTC, datetime
from types import TracebackType

from structlog.contextvars import get_contextvars
from structlog.processors import JSONRenderer
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict, WrappedLogger

# Fields that hold codes, counts, identifiers of machines: nothing that names a person or a case.
# `account` is a keyed pseudonym (web/watching/security.py), which the platform's key alone leads back to somebody.
ALLOWED = (
    "request", "method", "route", "status", "ms", "lane", "task", "reconciler", "found", "signal",
    "account", "means", "wall", "what",
)  # fmt: skip
# Libraries whose messages are made of their own words only, and ours, whose events are fixed words.
TRUSTED = ("dument", "granian")
PACKAGES = "site-packages/"


class AllowListed(ProcessorFormatter):
    """Writes a record as one JSON object; what is not allowed is left out."""

    def __init__(self) -> None:
        """Keep the record as it came, before any value is put in its words."""
        super().__init__(
            processors=[_allowed, JSONRenderer(ensure_ascii=False)],
            pass_foreign_args=True,
            use_get_message=False,
        )


def _allowed(_: WrappedLogger, level: str, told: EventDict) -> EventDict:
    """Return what may be written of a record, with the identifier of the request under way."""
    record: logging.LogRecord = told["_record"]
    given = record.__dict__ | get_contextvars()
    kept: dict[str, object] = {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": level,
        "logger": record.name,
        "event": _event(record, told["positional_args"]),
    }
    kept |= {name: given[name] for name in ALLOWED if isinstance(given.get(name), str | int | float)}
    _, error, way = told.get("exc_info") or (None, None, None)
    return kept | ({"error": type(error).__name__, "through": _through(way)} if error else {})


def _event(record: logging.LogRecord, args: object) -> str:
    """Return what was said, before any value was put in; a library's ready-made sentence gives only its place."""
    if args or record.name.split(".")[0] in TRUSTED:
        return str(record.msg) if isinstance(record.msg, str) else type(record.msg).__name__
    return f"{record.module}.{record.funcName}:{record.lineno}"


def _through(way: TracebackType | None) -> list[str]:
    """Return the last lines of code that the error went through."""
    frames = traceback.extract_tb(way)[-6:]
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
        }
        # Whatever the level chosen: who signed in is told as well as who could not.
        | {"dument.security": {"level": "INFO"}},
    }
