"""Note the copies, code included, of letters whose case was given up before they left: they were kept for nothing."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations

BATCH = 500


def note(apps: Any, _editor: Any) -> None:
    """Note them as discarded: the hourly reconciler has the store and the carrier destroy them."""
    case, message = apps.get_model("cases", "Case"), apps.get_model("outbox", "Message")
    discarded = apps.get_model("keeping", "Discarded")
    given_up = case.objects.filter(
        state__in=["declined", "withdrawn", "ended"], dispatched_on=None, office__isnull=False
    )
    batch: list[Any] = []

    def write() -> None:
        discarded.objects.bulk_create(batch, ignore_conflicts=True)
        batch.clear()

    for pk in given_up.values_list("pk", flat=True).iterator(chunk_size=BATCH):
        batch.append(discarded(name=f"lettre/{pk}/1", provider="store"))
        keys = message.objects.filter(case=pk, effect="send_letter").values_list("key", flat=True)
        batch.extend(discarded(name=key, provider="carrier") for key in keys)
        if len(batch) >= BATCH:
            write()
    write()


class Migration(migrations.Migration):
    """Rows are added, none is changed: it runs under load."""

    dependencies: ClassVar = [
        ("keeping", "0001_initial"),
        ("cases", "0010_several_debtors_checked"),
        ("outbox", "0004_failures_indexed"),
    ]
    operations: ClassVar = [migrations.RunPython(note, migrations.RunPython.noop)]
