"""Start values of the clocks of parenthood in addiction care. No law sets them: an agreement may have its own."""

from datetime import date
from typing import Any

from django.db import migrations

# key, length, unit, what starts it, source, how sure, days of reminder
CLOCKS = [
    (
        "ask_parenthood",
        14,
        "calendar_days",
        "Patienten är inskriven",
        "Lokal rutin, inte lag. HSL 5 kap. 7 § kräver att barns behov beaktas, och säger inga dagar.",
        "local_routine",
        3,
    ),
    (
        "assess_child",
        3,
        "working_days",
        "Patienten har berättat om barn",
        "Lokal rutin, inte lag. Den som misstänker att ett barn far illa anmäler genast (SoL 19 kap. 1 §).",
        "local_routine",
        1,
    ),
    (
        "review_parenthood",
        6,
        "calendar_months",
        "Föräldraskapet är uppmärksammat och ingen dag är vald",
        "Egen uppskattning, inte lag. Välj hellre en dag tillsammans med patienten.",
        "own_assumption",
        7,
    ),
]


def add_clocks(apps: Any, schema_editor: Any) -> None:
    for key, length, unit, starts, source, certainty, remind in CLOCKS:
        apps.get_model("agreements", "Clock").objects.create(
            key=key,
            length=length,
            unit=unit,
            starts=starts,
            source=source,
            certainty=certainty,
            valid_from=date(2010, 1, 1),
            remind_before_days=remind,
            near_days=remind,
        )


def remove_clocks(apps: Any, schema_editor: Any) -> None:
    apps.get_model("agreements", "Clock").objects.filter(key__in=[each[0] for each in CLOCKS]).delete()


class Migration(migrations.Migration):
    dependencies = [("agreements", "0021_clock_of_findings")]

    operations = [migrations.RunPython(add_clocks, remove_clocks, elidable=False)]
