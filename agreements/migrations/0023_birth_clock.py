"""Start value of the clock of a hand-over from maternity to child health. No law sets it."""

from datetime import date
from typing import Any

from django.db import migrations


def add_clock(apps: Any, schema_editor: Any) -> None:
    apps.get_model("agreements", "Clock").objects.create(
        key="birth_handover",
        length=7,
        unit="calendar_days",
        starts="Överlämningen från mödrahälsovården har skickats",
        source=(
            "Lokal rutin, inte lag: BVC har kontakt inom en vecka från hemkomsten (Rikshandboken, Region Stockholm). "
            "Hemkomsten är inte känd här, så tiden räknas från överlämningen. Överenskommelsen kan säga annat."
        ),
        certainty="local_routine",
        valid_from=date(2010, 1, 1),
        remind_before_days=2,
        near_days=2,
    )


def remove_clock(apps: Any, schema_editor: Any) -> None:
    apps.get_model("agreements", "Clock").objects.filter(key="birth_handover").delete()


class Migration(migrations.Migration):
    dependencies = [("agreements", "0022_forty_years_at_most")]

    operations = [migrations.RunPython(add_clock, remove_clock, elidable=False)]
