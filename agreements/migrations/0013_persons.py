"""A figure's persons are persons, not cases. What was folded by cases is counted anew."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


def read(name: str) -> str:
    return (SQL / name).read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0012_arenas"),
        ("cases", "0007_counted_person"),
    ]

    operations = [
        migrations.RunSQL(read("0013_persons.sql"), read("0013_persons.sql")),
        migrations.RemoveConstraint(model_name="rolluppersons", name="one_row_of_persons"),
        migrations.RemoveConstraint(model_name="rollup", name="one_rollup_row"),
        migrations.AddField(
            model_name="contribution",
            name="person",
            field=models.CharField(default="", max_length=20),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="rolluppersons",
            name="basis",
            field=models.CharField(
                choices=[("born", "Born"), ("carried", "Carried"), ("unknown", "Unknown")], default="born", max_length=8
            ),
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(fields=["person", "provider"], name="contribution_by_person"),
        ),
        migrations.AddConstraint(
            model_name="rolluppersons",
            constraint=models.UniqueConstraint(
                fields=("provider", "indicator", "quarter", "unit", "code", "measure", "basis", "previous"),
                include=("persons",),
                name="one_row_of_persons",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="rollup",
            constraint=models.UniqueConstraint(
                fields=("provider", "indicator", "day", "unit", "counterpart", "days", "code"),
                include=("counted", "met", "unknown"),
                name="one_rollup_row",
                nulls_distinct=False,
            ),
        ),
        migrations.RunSQL(read("0013_columns.sql"), "GRANT SELECT ON agreements_contribution TO web"),
    ]
