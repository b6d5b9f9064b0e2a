"""Sums by quarter, contributions without a key of their own. What was folded by day is counted anew."""

from pathlib import Path
from typing import Any

from django.db import migrations, models
from django.db.models.deletion import CASCADE, PROTECT

from accounts.together import together

SQL = Path(__file__).parent / "sql"
ROLLUP_KEY = ("quarter", "provider", "indicator", "unit", "counterpart", "days", "code")
PERSONS_KEY = ("quarter", "provider", "indicator", "unit", "code", "measure", "basis", "previous")


def read(name: str) -> str:
    return (SQL / name).read_text(encoding="utf-8")


def of_fact(to: str, on_delete: Any = PROTECT, **options: bool) -> Any:
    """A key that the database holds in the case's facts."""
    return models.ForeignKey(
        db_constraint=False, db_index=False, on_delete=on_delete, related_name="+", to=to, **options
    )


def one_row(name: str, key: tuple[str, ...], *sums: str) -> Any:
    return models.UniqueConstraint(fields=key, include=sums, name=name, nulls_distinct=False)


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0019_handovers_of_unit"),
        ("cases", "0007_counted_person"),
    ]

    operations = [
        migrations.RunSQL(read("0020_by_quarter.sql"), read("0020_by_quarter.sql")),
        # Last on the way back: the table as it was is closed as it was.
        migrations.RunSQL(
            migrations.RunSQL.noop,
            read("0020_contribution.sql") + "GRANT SELECT (id) ON agreements_contribution TO web;",
        ),
        *together(
            [
                migrations.RemoveConstraint(model_name="rollup", name="one_rollup_row"),
                migrations.RenameField(model_name="rollup", old_name="day", new_name="quarter"),
                migrations.AddConstraint("rollup", one_row("one_rollup_row", ROLLUP_KEY, "counted", "met", "unknown")),
                migrations.AlterField("rollup", "provider", of_fact("accounts.provider")),
                migrations.AlterField("rollup", "unit", of_fact("accounts.careunit")),
                migrations.AlterField("rollup", "counterpart", of_fact("accounts.careunit", null=True)),
                migrations.RemoveConstraint("rolluppersons", "one_row_of_persons"),
                migrations.AddConstraint("rolluppersons", one_row("one_row_of_persons", PERSONS_KEY, "persons")),
                migrations.AlterField("rolluppersons", "provider", of_fact("accounts.provider")),
                migrations.AlterField("rolluppersons", "unit", of_fact("accounts.careunit", null=True)),
            ]
        ),
        migrations.DeleteModel(name="Contribution"),
        migrations.CreateModel(
            name="Contribution",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "case_id", "indicator", "origin", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("indicator", models.SlugField(db_index=False, max_length=60)),
                ("case", of_fact("cases.case", CASCADE)),
                ("origin", models.UUIDField()),
                ("provider", of_fact("accounts.provider")),
                ("unit", of_fact("accounts.careunit")),
                ("counterpart", of_fact("accounts.careunit", null=True)),
                ("day", models.DateField()),
                ("met", models.BooleanField(null=True)),
                ("days", models.PositiveIntegerField(null=True)),
                ("code", models.CharField(blank=True, max_length=24)),
                ("person", models.CharField(max_length=20)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["indicator", "unit", "day"], name="contribution_by_figure"),
                    models.Index(fields=["person", "provider", "indicator"], name="contribution_by_person"),
                ],
            },
        ),
        migrations.RunSQL(read("0020_contribution.sql"), migrations.RunSQL.noop),
    ]
