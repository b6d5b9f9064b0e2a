import uuid
from pathlib import Path

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from accounts.together import together

SQL = (Path(__file__).parent / "sql" / "0025_activities.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_reports_of_concern"),
        ("agreements", "0024_clocks_of_parenthood"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together(
        [
            migrations.CreateModel(
                name="SupportActivity",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("programme", "Parental-support programme"),
                                ("group", "Parents' group"),
                                ("open", "Open activity"),
                                ("talk", "Talks with one family at a time"),
                                ("other", "Something else"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("name", models.CharField(max_length=120)),
                    ("about", models.CharField(blank=True, max_length=300)),
                    ("where", models.CharField(max_length=120)),
                    ("when", models.CharField(blank=True, max_length=80)),
                    ("valid_from", models.DateField()),
                    ("valid_to", models.DateField(blank=True, null=True)),
                    (
                        "centre",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="accounts.familycentre",
                        ),
                    ),
                    (
                        "rule_set",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="agreements.ruleset",
                        ),
                    ),
                    (
                        "unit",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.careunit"
                        ),
                    ),
                ],
                options={
                    "ordering": ["name", "pk"],
                },
            ),
            migrations.CreateModel(
                name="Occasion",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("held_on", models.DateField()),
                    ("offered", models.PositiveSmallIntegerField()),
                    ("taken_up", models.PositiveSmallIntegerField()),
                    (
                        "activity",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="occasions",
                            to="agreements.supportactivity",
                        ),
                    ),
                ],
                options={
                    "ordering": ["-held_on"],
                },
            ),
            migrations.CreateModel(
                name="HistoricalOccasion",
                fields=[
                    ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                    ("held_on", models.DateField()),
                    ("offered", models.PositiveSmallIntegerField()),
                    ("taken_up", models.PositiveSmallIntegerField()),
                    (
                        "history_id",
                        models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                    ),
                    ("history_date", models.DateTimeField()),
                    ("history_change_reason", models.CharField(max_length=100, null=True)),
                    (
                        "history_type",
                        models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                    ),
                    (
                        "history_assignment",
                        models.ForeignKey(
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="accounts.assignment",
                        ),
                    ),
                    (
                        "history_user",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "activity",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="agreements.supportactivity",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical occasion",
                    "verbose_name_plural": "historical occasions",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name="HistoricalSupportActivity",
                fields=[
                    ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("programme", "Parental-support programme"),
                                ("group", "Parents' group"),
                                ("open", "Open activity"),
                                ("talk", "Talks with one family at a time"),
                                ("other", "Something else"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("name", models.CharField(max_length=120)),
                    ("about", models.CharField(blank=True, max_length=300)),
                    ("where", models.CharField(max_length=120)),
                    ("when", models.CharField(blank=True, max_length=80)),
                    ("valid_from", models.DateField()),
                    ("valid_to", models.DateField(blank=True, null=True)),
                    (
                        "history_id",
                        models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                    ),
                    ("history_date", models.DateTimeField()),
                    ("history_change_reason", models.CharField(max_length=100, null=True)),
                    (
                        "history_type",
                        models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                    ),
                    (
                        "centre",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="accounts.familycentre",
                        ),
                    ),
                    (
                        "history_assignment",
                        models.ForeignKey(
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="accounts.assignment",
                        ),
                    ),
                    (
                        "history_user",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "rule_set",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="agreements.ruleset",
                        ),
                    ),
                    (
                        "unit",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="accounts.careunit",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical support activity",
                    "verbose_name_plural": "historical support activitys",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                    "indexes": [models.Index(fields=["history_date", "id"], name="agreements__history_ce6cf8_idx")],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.AddConstraint(
                model_name="supportactivity",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("centre__isnull", False), ("rule_set", None)),
                        models.Q(("centre", None), ("rule_set__isnull", False)),
                        _connector="OR",
                    ),
                    name="supportactivity_at_one_place",
                ),
            ),
            migrations.AddConstraint(
                model_name="supportactivity",
                constraint=models.CheckConstraint(
                    condition=models.Q(models.Q(("name", ""), _negated=True), models.Q(("where", ""), _negated=True)),
                    name="activity_says_what_and_where",
                ),
            ),
            migrations.AddConstraint(
                model_name="supportactivity",
                constraint=models.CheckConstraint(
                    condition=models.Q(("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"),
                    name="activity_ends_after_start",
                ),
            ),
            migrations.AddConstraint(
                model_name="occasion",
                constraint=models.UniqueConstraint(fields=("activity", "held_on"), name="occasion_counted_once"),
            ),
            migrations.AddConstraint(
                model_name="occasion",
                constraint=models.CheckConstraint(
                    condition=models.Q(("taken_up__lte", models.F("offered"))), name="no_more_took_up_than_were_offered"
                ),
            ),
            migrations.AddIndex(
                model_name="historicaloccasion",
                index=models.Index(fields=["history_date", "id"], name="agreements__history_794811_idx"),
            ),
        ]
    ) + [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
