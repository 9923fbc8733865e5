"""Django's PostgreSQL backend, and one statement more at the beginning of a transaction behind an office's wall."""

from __future__ import annotations

from django.db.backends.postgresql import base

from dument.records.walls import SET_LOCAL, office


class DatabaseWrapper(base.DatabaseWrapper):
    """Sets `app.office` for the transaction that begins."""

    def _set_autocommit(self, autocommit: bool) -> None:
        super()._set_autocommit(autocommit)  # type: ignore[misc]  # the stubs lack it
        if not autocommit and office():
            self.connection.execute(SET_LOCAL, [office()])
