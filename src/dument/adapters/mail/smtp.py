"""E-mails over SMTP, as Django sends them; a server that drips is not waited for (dument.ports.bounded)."""

from __future__ import annotations

import smtplib
import socket
from collections.abc import Sequence
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from dument.ports.bounded import TooLong, at_most, watch

LONGEST = 60.0  # seconds, for what is sent at once: a person may wait behind it (a code to sign in)


class _Clear(smtplib.SMTP):
    """A conversation that is watched from its first byte."""

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        opened: socket.socket = super()._get_socket(host, port, timeout)  # type: ignore[misc]
        try:
            watch(opened)
        except TooLong:
            opened.close()
            raise
        return opened


class _Encrypted(smtplib.SMTP_SSL, _Clear):
    """The same, encrypted from the first byte: `_Clear` opens what it encrypts."""


class BoundedBackend(EmailBackend):
    """Django's own, which gives up after `longest` seconds in all. Raises TooLong, an OSError as smtplib's are."""

    def __init__(self, *args: Any, longest: float = LONGEST, **options: Any) -> None:
        """Take the options of Django's, and how many seconds a sending may last."""
        super().__init__(*args, **options)
        self.longest = longest

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """Return the kind of conversation."""
        return _Encrypted if self.use_ssl else _Clear

    def open(self) -> bool | None:
        """Open the conversation; tell whether a new one was needed."""
        with at_most(self.longest):
            return super().open()

    def close(self) -> None:
        """Say good-bye."""
        with at_most(self.longest):
            if self.connection is not None and self.connection.sock is not None:
                watch(self.connection.sock)
            super().close()

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Send them all, and return how many were taken."""
        with at_most(self.longest):
            if self.connection is not None and self.connection.sock is not None:
                watch(self.connection.sock)
            return super().send_messages(email_messages)
