"""Django tells PostgreSQL behind whose wall it runs: in each transaction, and outside any."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from dument.records import walls

OFFICE = UUID("01a209ee-b235-7731-b8a3-3c5a7b56feea")


def seen() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('app.office', true), '')")
        return str(cursor.fetchone()[0])


@pytest.fixture
def no_transaction(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The database with no transaction around the test, which writes nothing."""
    with django_db_blocker.unblock():
        yield


@pytest.mark.postgres
def test_each_query_and_each_transaction_is_told(no_transaction: None) -> None:
    assert seen() == ""
    with walls.behind(OFFICE):
        assert seen() == str(OFFICE)  # outside any transaction
        with transaction.atomic():
            assert seen() == str(OFFICE)
            with walls.lowered():
                assert seen() == ""
            assert seen() == str(OFFICE)
            with transaction.atomic():
                assert seen() == str(OFFICE)
    assert seen() == ""
    with walls.behind(OFFICE, reading=True):
        assert connection.in_atomic_block
        assert seen() == str(OFFICE)
    assert not connection.in_atomic_block
    assert seen() == ""


@pytest.mark.postgres
@pytest.mark.django_db
def test_a_transaction_already_open_is_told_too() -> None:
    with walls.behind(OFFICE):
        assert seen() == str(OFFICE)
    assert seen() == ""


@pytest.mark.django_db
def test_the_embedded_database_has_no_wall() -> None:
    if connection.vendor == "postgresql":
        return
    with walls.behind(OFFICE), walls.lowered():
        assert walls.office() == ""
