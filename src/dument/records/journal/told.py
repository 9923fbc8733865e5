"""What a line's hash covers, written by the database itself, so that a million lines are verified without a million
dates and identifiers made in between. `chain.event_hash` says the same in plain Python; tests hold the two together.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func, TextField
from django.db.models.sql.compiler import SQLCompiler

# In the order of `chain.event_hash`, separated by the same line ends. Both databases keep instants in UTC.
_ON_POSTGRESQL = """concat_ws(E'\\n',
encode(uuid_send({e}.case_id), 'hex'),
coalesce(encode(uuid_send({e}.office_id), 'hex'), ''),
{e}.number, {e}.schema_version, {e}.type, to_char({e}."on", 'YYYY-MM-DD'),
to_char({e}.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'),
{e}.actor, {e}.actor_id, {e}.previous, {e}.body_sha256)"""
_ON_SQLITE = """{e}.case_id || char(10) || coalesce({e}.office_id, '') || char(10) ||
{e}.number || char(10) || {e}.schema_version || char(10) || {e}.type || char(10) || {e}."on" || char(10) ||
substr({e}.at, 1, 10) || 'T' || substr({e}.at, 12, 8) || '.' ||
substr(substr({e}.at, 21) || '000000', 1, 6) || '+00:00' || char(10) ||
{e}.actor || char(10) || {e}.actor_id || char(10) || {e}.previous || char(10) || {e}.body_sha256"""
_TABLE = "journal_event"


class Told(Func):
    """The text of an Event whose SHA-256 is the line's hash."""

    template = _ON_POSTGRESQL.format(e=_TABLE)
    output_field = TextField()

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        """Return the same in the words of the embedded database."""
        return self.as_sql(compiler, connection, template=_ON_SQLITE.format(e=_TABLE))
