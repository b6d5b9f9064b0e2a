"""Start values of the clocks of a consultation. No law sets them: an agreement may have its own, in a clause."""

from datetime import date
from typing import Any

from django.db import migrations

SINCE = date(2010, 1, 1)
ROUTINE = "Lokal rutin, inte lag. Överenskommelsen kan säga annat."

# key, working days, what starts it
CLOCKS = [
    ("consultation_answer", 5, "Frågan har ställts"),
    ("consultation_read", 10, "Någon har svarat på frågan"),
]


def add_clocks(apps: Any, schema_editor: Any) -> None:
    clock = apps.get_model("agreements", "Clock")
    clock.objects.bulk_create(
        clock(
            key=key,
            length=length,
            unit="working_days",
            starts=starts,
            source=ROUTINE,
            certainty="local_routine",
            valid_from=SINCE,
            remind_before_days=2,
            near_days=2,
        )
        for key, length, starts in CLOCKS
    )


def remove_clocks(apps: Any, schema_editor: Any) -> None:
    apps.get_model("agreements", "Clock").objects.filter(key__in=[row[0] for row in CLOCKS]).delete()


class Migration(migrations.Migration):
    dependencies = [("agreements", "0017_meetings_to_come")]

    operations = [migrations.RunPython(add_clocks, remove_clocks, elidable=False)]
