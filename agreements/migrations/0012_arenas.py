"""Training days, councils and groups with their meetings: where the actors of an agreement meet."""

import uuid
from pathlib import Path

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from accounts.together import together


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_administration"),
        ("agreements", "0011_release_of_sheets"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="StandingGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("council", "User council"),
                            ("steering", "Steering group"),
                            ("management", "Management group"),
                        ],
                        max_length=12,
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("meets_every_months", models.PositiveSmallIntegerField(blank=True, null=True)),
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
            ],
            options={
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalGroupMember",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("post", models.CharField(blank=True, max_length=80)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("history_id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "assignment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="accounts.assignment",
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
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="agreements.standinggroup",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical group member",
                "verbose_name_plural": "historical group members",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalGroupMeeting",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("held_on", models.DateField()),
                ("raised", models.CharField(max_length=2000)),
                ("outcome", models.CharField(blank=True, max_length=2000)),
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
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="agreements.standinggroup",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical group meeting",
                "verbose_name_plural": "historical group meetings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="GroupMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("post", models.CharField(blank=True, max_length=80)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "assignment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.assignment",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.careunit"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="agreements.standinggroup",
                    ),
                ),
            ],
            options={
                "ordering": ["unit__name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="GroupMeeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("held_on", models.DateField()),
                ("raised", models.CharField(max_length=2000)),
                ("outcome", models.CharField(blank=True, max_length=2000)),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="agreements.standinggroup",
                    ),
                ),
            ],
            options={
                "ordering": ["-held_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="TrainingDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("held_on", models.DateField()),
                ("subject", models.CharField(max_length=200)),
                ("arranged_by", models.CharField(max_length=120)),
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
            ],
            options={
                "ordering": ["-held_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="TrainingAttendance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "profession",
                    models.CharField(
                        choices=[
                            ("midwife", "Midwife"),
                            ("child_health_nurse", "Child-health nurse"),
                            ("preschool_teacher", "Preschool teacher"),
                            ("social_worker", "Social worker"),
                            ("addiction_counsellor", "Addiction counsellor"),
                            ("psychologist", "Psychologist"),
                            ("doctor", "Doctor"),
                            ("manager", "Manager"),
                            ("coordinator", "Coordinator"),
                            ("other", "Another profession"),
                        ],
                        max_length=24,
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.careunit"
                    ),
                ),
                (
                    "training",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendance",
                        to="agreements.trainingday",
                    ),
                ),
            ],
            options={
                "ordering": ["unit__name", "profession"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalTrainingAttendance",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "profession",
                    models.CharField(
                        choices=[
                            ("midwife", "Midwife"),
                            ("child_health_nurse", "Child-health nurse"),
                            ("preschool_teacher", "Preschool teacher"),
                            ("social_worker", "Social worker"),
                            ("addiction_counsellor", "Addiction counsellor"),
                            ("psychologist", "Psychologist"),
                            ("doctor", "Doctor"),
                            ("manager", "Manager"),
                            ("coordinator", "Coordinator"),
                            ("other", "Another profession"),
                        ],
                        max_length=24,
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
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
                (
                    "training",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="agreements.trainingday",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical training attendance",
                "verbose_name_plural": "historical training attendances",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalStandingGroup",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("council", "User council"),
                            ("steering", "Steering group"),
                            ("management", "Management group"),
                        ],
                        max_length=12,
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("meets_every_months", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("history_id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
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
            ],
            options={
                "verbose_name": "historical standing group",
                "verbose_name_plural": "historical standing groups",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [models.Index(fields=["history_date", "id"], name="agreements__history_b107d9_idx")],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalTrainingDay",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("held_on", models.DateField()),
                ("subject", models.CharField(max_length=200)),
                ("arranged_by", models.CharField(max_length=120)),
                ("history_id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
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
            ],
            options={
                "verbose_name": "historical training day",
                "verbose_name_plural": "historical training days",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [models.Index(fields=["history_date", "id"], name="agreements__history_65cea3_idx")],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddConstraint(
            model_name="standinggroup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("centre__isnull", False), ("rule_set", None)),
                    models.Q(("centre", None), ("rule_set__isnull", False)),
                    _connector="OR",
                ),
                name="standinggroup_at_one_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="standinggroup",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="a_group_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="standinggroup",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"),
                name="group_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="standinggroup",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("kind", "council"), _negated=True), ("rule_set", None), _connector="OR"),
                name="council_is_of_a_centre",
            ),
        ),
        migrations.AddConstraint(
            model_name="standinggroup",
            constraint=models.CheckConstraint(
                condition=models.Q(("meets_every_months", None), ("meets_every_months__gte", 1), _connector="OR"),
                name="group_meets_at_some_time",
            ),
        ),
        migrations.AddIndex(
            model_name="historicalgroupmember",
            index=models.Index(fields=["history_date", "id"], name="agreements__history_b2eedb_idx"),
        ),
        migrations.AddIndex(
            model_name="historicalgroupmeeting",
            index=models.Index(fields=["history_date", "id"], name="agreements__history_b1cba5_idx"),
        ),
        migrations.AddConstraint(
            model_name="groupmember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("assignment", None), models.Q(("post", ""), _negated=True)),
                    models.Q(("assignment__isnull", False), ("post", "")),
                    _connector="OR",
                ),
                name="member_by_assignment_or_post",
            ),
        ),
        migrations.AddConstraint(
            model_name="groupmember",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"),
                name="member_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="groupmeeting",
            constraint=models.UniqueConstraint(fields=("group", "held_on"), name="group_meets_once_a_day"),
        ),
        migrations.AddConstraint(
            model_name="groupmeeting",
            constraint=models.CheckConstraint(
                condition=models.Q(("raised", ""), _negated=True), name="meeting_says_what_was_raised"
            ),
        ),
        migrations.AddConstraint(
            model_name="trainingday",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("centre__isnull", False), ("rule_set", None)),
                    models.Q(("centre", None), ("rule_set__isnull", False)),
                    _connector="OR",
                ),
                name="trainingday_at_one_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="trainingday",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("subject", ""), _negated=True), models.Q(("arranged_by", ""), _negated=True)
                ),
                name="training_says_what_and_who",
            ),
        ),
        migrations.AddConstraint(
            model_name="trainingattendance",
            constraint=models.UniqueConstraint(
                fields=("training", "unit", "profession"), name="profession_of_unit_counted_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="trainingattendance",
            constraint=models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="somebody_took_part"),
        ),
        migrations.AddIndex(
            model_name="historicaltrainingattendance",
            index=models.Index(fields=["history_date", "id"], name="agreements__history_887736_idx"),
        ),
        migrations.RunSQL((Path(__file__).parent / "sql" / "0012_arenas.sql").read_text(), migrations.RunSQL.noop),
    ]
    operations = together(operations)
