import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        BtreeGistExtension(),
        migrations.CreateModel(
            name="Clock",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(db_index=False, max_length=60)),
                ("length", models.PositiveIntegerField()),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("calendar_days", "calendar days"),
                            ("calendar_months", "calendar months"),
                            ("working_days", "working days"),
                        ],
                        max_length=16,
                    ),
                ),
                ("roll_forward", models.BooleanField(default=False)),
                ("starts", models.CharField(max_length=200)),
                ("source", models.CharField(max_length=300)),
                (
                    "certainty",
                    models.CharField(
                        choices=[
                            ("statute", "Statute"),
                            ("guideline", "Guideline"),
                            ("agreement", "Agreement"),
                            ("local_routine", "Local routine, not law"),
                            ("own_assumption", "Our own assumption, not law"),
                        ],
                        max_length=16,
                    ),
                ),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("remind_before_days", models.PositiveSmallIntegerField(default=2)),
                ("near_days", models.PositiveSmallIntegerField(default=2)),
            ],
            options={
                "ordering": ["key", "valid_from"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("length__gte", 0), ("length__lte", 36600)), name="clock_length"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="clock_ends_after_start",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("key", "="),
                            (
                                models.Func(
                                    "valid_from",
                                    "valid_to",
                                    django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_upper=True),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="clock_versions_apart",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalClock",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("key", models.SlugField(db_index=False, max_length=60)),
                ("length", models.PositiveIntegerField()),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("calendar_days", "calendar days"),
                            ("calendar_months", "calendar months"),
                            ("working_days", "working days"),
                        ],
                        max_length=16,
                    ),
                ),
                ("roll_forward", models.BooleanField(default=False)),
                ("starts", models.CharField(max_length=200)),
                ("source", models.CharField(max_length=300)),
                (
                    "certainty",
                    models.CharField(
                        choices=[
                            ("statute", "Statute"),
                            ("guideline", "Guideline"),
                            ("agreement", "Agreement"),
                            ("local_routine", "Local routine, not law"),
                            ("own_assumption", "Our own assumption, not law"),
                        ],
                        max_length=16,
                    ),
                ),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("remind_before_days", models.PositiveSmallIntegerField(default=2)),
                ("near_days", models.PositiveSmallIntegerField(default=2)),
                ("history_id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
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
            ],
            options={
                "verbose_name": "historical clock",
                "verbose_name_plural": "historical clocks",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [models.Index(fields=["history_date", "id"], name="agreements__history_a3008d_idx")],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
