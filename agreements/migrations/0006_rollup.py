import uuid
from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

from accounts.together import together


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("agreements", "0005_questionnaires"),
        ("cases", "0006_fact"),
    ]

    operations = [
        migrations.CreateModel(
            name="FoldMark",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("upto", models.BigIntegerField(default=0)),
                ("folded_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="one_fold_mark")],
            },
        ),
        migrations.CreateModel(
            name="Contribution",
            fields=[
                ("indicator", models.SlugField(db_index=False, max_length=60)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("origin", models.UUIDField()),
                ("day", models.DateField()),
                ("met", models.BooleanField(null=True)),
                ("days", models.PositiveIntegerField(null=True)),
                ("code", models.CharField(blank=True, max_length=24)),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "counterpart",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.careunit",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.provider",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.careunit",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["indicator", "unit", "day"], name="contribution_by_figure")],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "indicator", "origin"), name="counted_once_per_indicator")
                ],
            },
        ),
        migrations.CreateModel(
            name="Rollup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("indicator", models.SlugField(db_index=False, max_length=60)),
                ("day", models.DateField()),
                ("days", models.PositiveIntegerField(null=True)),
                ("code", models.CharField(blank=True, max_length=24)),
                ("counted", models.IntegerField()),
                ("met", models.IntegerField()),
                ("unknown", models.IntegerField()),
                (
                    "counterpart",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.careunit",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.provider",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.careunit",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("counted", 0)), fields=["counted"], name="rollup_emptied")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("provider", "indicator", "day", "unit", "counterpart", "days", "code"),
                        name="one_rollup_row",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RollupPersons",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("indicator", models.SlugField(db_index=False, max_length=60)),
                ("code", models.CharField(max_length=24, null=True)),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("counted", "Counted"),
                            ("met", "Met"),
                            ("not_met", "Not Met"),
                            ("unknown", "Unknown"),
                        ],
                        max_length=8,
                    ),
                ),
                ("quarter", models.DateField()),
                ("previous", models.DateField(null=True)),
                ("persons", models.IntegerField()),
                (
                    "provider",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.provider",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.careunit",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("persons", 0)), fields=["persons"], name="persons_emptied")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("provider", "indicator", "quarter", "unit", "code", "measure", "previous"),
                        name="one_row_of_persons",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.RunSQL((Path(__file__).parent / "sql" / "0006_rollup.sql").read_text(), migrations.RunSQL.noop),
    ]
    operations = together(operations)
