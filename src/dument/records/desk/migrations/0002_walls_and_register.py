"""Each office behind its wall; a register that can only grow."""

from django.db import migrations

from dument.records.journal.append_only import append_only
from dument.records.walling import raise_wall

BEHIND = (
    "desk_registerentry",
    "desk_preparation",
    "desk_assignment",
    "desk_absence",
    "desk_associate",
    "desk_calendarkey",
)


class Migration(migrations.Migration):
    dependencies = [("desk", "0001_initial"), ("journal", "0003_office_wall")]
    operations = [raise_wall(*BEHIND), append_only("desk_registerentry")]
