"""Migrations of tables that hold rows never stop the writers; each rule is shown to bite."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.models.functions import Now
from django.utils import timezone

from dument.records.safely import (
    AddConstraintSafely,
    AddIndexSafely,
    LetBeEmpty,
    RemoveIndexSafely,
    ValidateSafely,
)

OURS = {config.label for config in apps.get_app_configs() if config.name.startswith("dument.")}
CHECK = models.CheckConstraint(condition=models.Q(version__gte=0), name="try_version")
INDEX = models.Index(fields=["version"], name="try_version_index")


def dangers(migration: migrations.Migration) -> Iterator[str]:
    """Give what would stop writers; a table made by the same migration holds no row."""
    new = {one.name_lower for one in migration.operations if isinstance(one, migrations.CreateModel)}
    for one in migration.operations:
        on = str(getattr(one, "model_name", "")).lower()
        why = _danger(one, migration)
        if why and on not in new:
            yield f"{migration} : {why} sur « {on} »"


def _danger(one: Operation, migration: migrations.Migration) -> str:
    if isinstance(one, AddIndexSafely | RemoveIndexSafely):
        return "" if not migration.atomic else "index concurrent dans une transaction (atomic = False)"
    if isinstance(one, migrations.AddIndex):
        return "index qui arrête les écritures (AddIndexSafely)"
    if isinstance(one, migrations.RemoveIndex):
        return "index retiré sous verrou (RemoveIndexSafely)"
    if isinstance(one, migrations.AddConstraint) and not isinstance(one, AddConstraintSafely):
        return "contrainte qui relit tout sous verrou (AddConstraintSafely puis ValidateSafely)"
    if isinstance(one, migrations.AddField):
        if one.field.has_db_default() and not isinstance(one.field.db_default, str | int | bool):
            return "valeur par défaut calculée par la base, ligne par ligne"
        if one.field.has_default() and callable(one.field.default):
            return "valeur par défaut volatile"
        if one.field.unique:
            return "unicité qui se construit sous verrou"
    if isinstance(one, LetBeEmpty):
        return ""
    if isinstance(one, migrations.AlterField | migrations.RenameField | migrations.RemoveField):
        return (
            ""
            if migration.name.endswith("_contract")
            else "changement que l'ancien code ne supporte pas (_contract)"
        )
    return ""


def test_no_migration_of_ours_stops_the_writers() -> None:
    loader = MigrationLoader(None)
    later = [
        migration
        for (label, _), migration in loader.disk_migrations.items()
        if label in OURS and not migration.initial
    ]
    assert later
    assert [danger for migration in later for danger in dangers(migration)] == []


SAFE: list[Operation] = [
    migrations.AddField("case", "note", models.CharField(max_length=9, default="")),
    migrations.AddField("case", "note", models.DateField(null=True)),
    AddConstraintSafely("case", CHECK),
    ValidateSafely("case", "try_version"),
    migrations.AddField("case", "note", models.IntegerField(db_default=0)),
]
DANGEROUS: list[Operation] = [
    migrations.AddIndex("case", INDEX),
    AddIndexSafely("case", INDEX),  # in a transaction
    migrations.RemoveIndex("case", INDEX.name),
    RemoveIndexSafely("case", INDEX.name),  # in a transaction
    migrations.AddConstraint("case", CHECK),
    migrations.AddField("case", "note", models.DateTimeField(default=timezone.now)),
    migrations.AddField("case", "note", models.DateTimeField(db_default=Now())),
    migrations.AddField("case", "note", models.CharField(max_length=9, default="", unique=True)),
    migrations.RemoveField("case", "basis"),
]


def holding(*operations: Operation, name: str = "0009_try", atomic: bool = True) -> migrations.Migration:
    made = type("Trial", (migrations.Migration,), {"operations": list(operations), "atomic": atomic})
    trial: migrations.Migration = made(name, "cases")
    return trial


@pytest.mark.parametrize("one", SAFE, ids=lambda one: one.describe())
def test_what_stops_nobody_passes(one: Operation) -> None:
    assert list(dangers(holding(one))) == []


@pytest.mark.parametrize("one", DANGEROUS, ids=lambda one: one.describe())
def test_what_stops_writers_is_named(one: Operation) -> None:
    assert len(list(dangers(holding(one)))) == 1


def test_what_is_allowed_where_it_is() -> None:
    for one in (AddIndexSafely("case", INDEX), RemoveIndexSafely("case", INDEX.name)):
        assert list(dangers(holding(one, atomic=False))) == []
    assert list(dangers(holding(migrations.RemoveField("case", "basis"), name="0009_contract"))) == []
    new = migrations.CreateModel("Fresh", [("id", models.BigAutoField(primary_key=True))])
    assert list(dangers(holding(new, migrations.AddIndex("fresh", INDEX)))) == []


def test_a_column_is_let_be_empty_and_changed_in_nothing_else() -> None:
    state = MigrationLoader(None, ignore_no_migrations=True).project_state()
    operation = LetBeEmpty("case", "basis", models.CharField(max_length=3, null=True))
    after = state.clone()
    operation.state_forwards("cases", after)
    with pytest.raises(ValueError, match=r"case\.basis ne devient pas seulement facultatif"):
        operation.database_forwards("cases", None, state, after)


@pytest.mark.postgres
@pytest.mark.django_db
def test_a_check_added_safely_holds_once_validated() -> None:
    state = MigrationLoader(connection).project_state()
    for operation in (AddConstraintSafely("case", CHECK), ValidateSafely("case", "try_version")):
        after = state.clone()
        operation.state_forwards("cases", after)
        with connection.schema_editor() as editor:
            operation.database_forwards("cases", editor, state, after)
        state = after
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, "cases_case")
    assert found["try_version"]["check"]
