"""What the cases that are there wait for, as their state tells it, a few thousand rows at a time.

The reconciler "awaited" then reads what was said in each.
"""

from itertools import batched
from typing import Any

from django.db import migrations
from django.db.models import Case, Value, When

BY_STATE = {
    "submitted": "check",
    "prepared": "dispatch",
    "invited": "answer",
    "participating": "propose",
    "proposed": "consent",
    "agreed": "issue_title",
    "title_issued": "appoint",
}


def by_state(apps: Any, schema_editor: Any) -> None:
    """Keep it on each row that has moved since it was a draft."""
    rows = apps.get_model("cases", "Case").objects
    known = [When(state=state, then=Value(word)) for state, word in BY_STATE.items()]
    moved = rows.exclude(state="draft").filter(awaits="complete").values_list("pk", flat=True)
    for some in batched(moved.iterator(chunk_size=5000), 5000, strict=False):
        rows.filter(pk__in=some).update(awaits=Case(*known, default=Value("closed")))


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("cases", "0011_awaits")]
    operations = [migrations.RunPython(by_state, migrations.RunPython.noop, elidable=True)]
