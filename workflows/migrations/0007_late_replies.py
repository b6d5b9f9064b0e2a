"""How many replies to a family centre's meetings are late, for its coordinator: the deadlines lie in this room."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("workflows", "0006_waiting_work"), ("cases", "0005_centre_meetings")]

    operations = [
        migrations.RunSQL(
            (Path(__file__).parent / "sql" / "0007_late_replies.sql").read_text(encoding="utf-8"),
            "DROP FUNCTION centre_late_replies(bigint, timestamptz)",
            elidable=False,
        )
    ]
