from pathlib import Path

from django.db import migrations

READ = (Path(__file__).parent / "sql" / "0019_handovers_of_unit.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0018_consultation_clocks"),
    ]

    operations = [migrations.RunSQL(READ, "DROP FUNCTION handovers_of_unit(date, date, uuid[])")]
