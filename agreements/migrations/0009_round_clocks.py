"""Start values of the clocks of a round. No law sets them: an agreement may have its own, in a clause."""

from datetime import date
from typing import Any

from django.db import migrations

SINCE = date(2010, 1, 1)
DAYS, WORKING_DAYS = "calendar_days", "working_days"
ROUTINE = "Lokal rutin, inte lag. Överenskommelsen kan säga annat."

# key, length, unit, what starts it
CLOCKS = [
    ("round_answer", 30, DAYS, "Rundan har börjat, eller en fråga har kommit tillbaka"),
    ("round_check", 10, WORKING_DAYS, "Alla centraler har svarat"),
    ("round_compile", 10, WORKING_DAYS, "Svaren är granskade"),
    ("round_assess", 20, WORKING_DAYS, "Siffrorna är sammanställda"),
    ("round_adopt", 20, WORKING_DAYS, "Åtagandena är bedömda"),
    ("round_action_plan", 30, DAYS, "Rapporten är fastställd"),
    ("round_follow_up", 180, DAYS, "Handlingsplanen är skriven"),
]


def add_clocks(apps: Any, schema_editor: Any) -> None:
    clock = apps.get_model("agreements", "Clock")
    clock.objects.bulk_create(
        clock(
            key=key,
            length=length,
            unit=unit,
            starts=starts,
            source=ROUTINE,
            certainty="own_assumption",
            valid_from=SINCE,
            remind_before_days=5,
            near_days=5,
        )
        for key, length, unit, starts in CLOCKS
    )


def remove_clocks(apps: Any, schema_editor: Any) -> None:
    apps.get_model("agreements", "Clock").objects.filter(key__in=[row[0] for row in CLOCKS]).delete()


class Migration(migrations.Migration):
    dependencies = [("agreements", "0006_rollup")]

    operations = [migrations.RunPython(add_clocks, remove_clocks, elidable=False)]
