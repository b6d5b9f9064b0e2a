"""The principal's manager: a permission on its signature, and what that lets the database show."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_administration"), ("agreements", "0009_round_clocks")]

    operations = [
        migrations.AlterModelOptions(
            name="rulesetparty",
            options={
                "permissions": [
                    ("release_counts", "Lets the counts of the principal's own providers go to the agreement")
                ]
            },
        ),
        migrations.RunSQL(
            (SQL / "0010_release_by_principals_manager.sql").read_text(),
            (SQL / "0010_release_by_principals_manager_reverse.sql").read_text(),
        ),
    ]
