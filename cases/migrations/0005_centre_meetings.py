"""What the coordinator of a family centre is told of its meetings: times, units of the house, and counts."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_person_row_and_birth"), ("accounts", "0002_administration")]

    operations = [
        migrations.RunSQL(
            (Path(__file__).parent / "sql" / "0005_centre_meetings.sql").read_text(encoding="utf-8"),
            "DROP FUNCTION centre_meetings(bigint, timestamptz)",
            elidable=False,
        )
    ]
