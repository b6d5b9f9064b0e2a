"""Start value of the clock of a finding. No law sets it: an agreement may have its own, in a clause."""

from datetime import date
from typing import Any

from django.db import migrations


def add_clock(apps: Any, schema_editor: Any) -> None:
    apps.get_model("agreements", "Clock").objects.create(
        key="finding_decision",
        length=3,
        unit="working_days",
        starts="Något har kommit fram vid ett besök eller i svar",
        source="Lokal rutin, inte lag. Överenskommelsen kan säga annat.",
        certainty="local_routine",
        valid_from=date(2010, 1, 1),
        remind_before_days=1,
        near_days=1,
    )


def remove_clock(apps: Any, schema_editor: Any) -> None:
    apps.get_model("agreements", "Clock").objects.filter(key="finding_decision").delete()


class Migration(migrations.Migration):
    dependencies = [("agreements", "0020_by_quarter")]

    operations = [migrations.RunPython(add_clock, remove_clock, elidable=False)]
