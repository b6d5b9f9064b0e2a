"""Process and tasks of a round are written by those who have a part in it, and seen by whoever acts, as before."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("workflows", "0013_rounds_by_themselves"),
        ("agreements", "0015_judged_on"),
        ("accounts", "0003_service_account"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("guardian", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(
            (SQL / "0014_who_writes_a_round.sql").read_text(encoding="utf-8"),
            (SQL / "0014_who_writes_a_round_reverse.sql").read_text(encoding="utf-8"),
            elidable=False,
        )
    ]
