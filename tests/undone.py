"""A request whose traces are undone: what it wrote, and what it left in the browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.test import Client


@contextmanager
def undone(client: Client) -> Iterator[None]:
    """Undo what is asked through that browser: a sign-out would leave a stranger where somebody's visit was meant."""
    cookies = dict(client.cookies)
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        client.cookies.clear()
        client.cookies.update(cookies)
