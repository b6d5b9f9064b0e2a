"""The births that a clinic wrote down go to its successor, as what it wrote at visits does."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0023_followed_findings")]

    operations = [
        migrations.RunSQL(
            (Path(__file__).parent / "sql" / "0024_births_of_a_closed_clinic.sql").read_text(encoding="utf-8"),
            migrations.RunSQL.noop,
        ),
    ]
