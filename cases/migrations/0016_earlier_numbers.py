"""A search by number finds a child by an earlier one too: through the history of what was written about it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0015_on_paper"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX historicalcaseperson_by_number ON cases_historicalcaseperson (number) WHERE number <> ''",
            "DROP INDEX historicalcaseperson_by_number",
        ),
    ]
