"""A receiver does not read whom the sender asked before; a closed unit's files go to its successor."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0017_facts_of_feedback")]

    operations = [
        migrations.RunSQL(
            (Path(__file__).parent / "sql" / "0018_who_reads_a_sending.sql").read_text(), migrations.RunSQL.noop
        ),
    ]
