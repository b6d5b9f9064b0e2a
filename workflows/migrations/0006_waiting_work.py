from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("workflows", "0005_moved_meetings_and_who_writes")]

    operations = [
        migrations.RunSQL(
            (Path(__file__).parent / "sql" / "0006_waiting_work.sql").read_text(encoding="utf-8"),
            "DROP FUNCTION was_of_the_unit(uuid)",
        ),
    ]
