"""Start values of the clocks of a referral. No law sets them: an agreement may have its own, in a clause."""

from datetime import date
from typing import Any

from django.db import migrations

SINCE = date(2025, 7, 1)
DAYS, WORKING_DAYS = "calendar_days", "working_days"
ROUTINE = "Lokal rutin, inte lag. Överenskommelsen kan säga annat."

# key, length, unit, what starts it
CLOCKS = [
    ("write_referral", 3, WORKING_DAYS, "Oron eller behovet är uppmärksammat"),
    ("referral_answer", 5, WORKING_DAYS, "Remissen är skickad"),
    ("referral_silence", 7, DAYS, "Mottagaren har inte svarat i tid"),
    ("referral_contact", 10, WORKING_DAYS, "Mottagaren har tagit över"),
    ("referral_feedback", 30, DAYS, "Familjen har kontaktats"),
    ("read_feedback", 5, WORKING_DAYS, "Återkopplingen har kommit"),
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
            remind_before_days=1,
            near_days=2,
        )
        for key, length, unit, starts in CLOCKS
    )


def remove_clocks(apps: Any, schema_editor: Any) -> None:
    apps.get_model("agreements", "Clock").objects.filter(key__in=[row[0] for row in CLOCKS]).delete()


class Migration(migrations.Migration):
    dependencies = [("agreements", "0015_judged_on")]

    operations = [migrations.RunPython(add_clocks, remove_clocks, elidable=False)]
