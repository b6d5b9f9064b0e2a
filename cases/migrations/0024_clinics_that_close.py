"""What a clinic wrote at visits, and its births, go to its successor."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0023_followed_findings")]

    operations = [
        migrations.RunSQL(
            (Path(__file__).parent / "sql" / "0024_clinics_that_close.sql").read_text(encoding="utf-8"),
            migrations.RunSQL.noop,
        ),
    ]
