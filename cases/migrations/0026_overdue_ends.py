"""Who was told that a health contact is overdue no longer reads it when the contact has ended."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0025_first_days")]

    operations = [
        migrations.RunSQL(
            (Path(__file__).parent / "sql" / "0026_overdue_ends.sql").read_text(encoding="utf-8"),
            "DROP FUNCTION end_overdue(uuid)",
        ),
    ]
