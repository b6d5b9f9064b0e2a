"""Consultations without any person, and the meetings of the teams they are put to."""

import uuid
from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from accounts.together import together


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_teams"),
        ("cases", "0009_referrals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together(
        [
            migrations.AlterField(
                model_name="case",
                name="closure_reason",
                field=models.CharField(
                    blank=True,
                    choices=[
                        ("goals_met", "The goals are met"),
                        ("person_withdrew", "The family wants to stop"),
                        ("consent_refused", "The family said no to a plan"),
                        ("not_needed", "A plan turned out not to be needed"),
                        ("one_principal_left", "Only one principal is still involved"),
                        ("moved", "The family moved"),
                        ("replaced", "A new plan takes over"),
                        ("helped", "The answer helped"),
                        ("referred", "It was turned into a referral"),
                        ("nothing_more", "Nothing more is needed"),
                    ],
                    max_length=24,
                ),
            ),
            migrations.AlterField(
                model_name="case",
                name="kind",
                field=models.CharField(
                    choices=[("plan", "Coordinated individual plan"), ("consultation", "Consultation")], max_length=20
                ),
            ),
            migrations.AlterField(
                model_name="fact",
                name="what",
                field=models.CharField(
                    choices=[
                        ("case_opened", "The need was identified"),
                        ("person_described", "When the person was born was written down anew"),
                        ("consent_answered", "Somebody answered about consent"),
                        ("consent_complete", "Everybody who must consent had said yes"),
                        ("consent_withdrawn", "A consent was withdrawn"),
                        ("meeting_planned", "A meeting was planned"),
                        ("meeting_cancelled", "A meeting was cancelled"),
                        ("meeting_held", "A meeting was held"),
                        ("called", "A unit was called"),
                        ("replied", "A called unit replied"),
                        ("summons_withdrawn", "A summons was withdrawn"),
                        ("attended", "A called unit came"),
                        ("absent", "A called unit did not come"),
                        ("deviated", "A deviation was recorded"),
                        ("goal_written", "A goal was written"),
                        ("child_heard", "The child's voice was written down"),
                        ("intervention", "An intervention changed state"),
                        ("plan_agreed", "The plan was agreed"),
                        ("follow_up_planned", "A follow-up was planned"),
                        ("follow_up_held", "A follow-up was held"),
                        ("case_closed", "The case was closed"),
                        ("evaluated", "The family judged the plan"),
                        ("consulted", "A unit was asked for advice"),
                        ("advised", "A unit gave advice"),
                        ("consultation_closed", "A consultation was closed"),
                    ],
                    max_length=20,
                ),
            ),
            migrations.AlterField(
                model_name="historicalcase",
                name="closure_reason",
                field=models.CharField(
                    blank=True,
                    choices=[
                        ("goals_met", "The goals are met"),
                        ("person_withdrew", "The family wants to stop"),
                        ("consent_refused", "The family said no to a plan"),
                        ("not_needed", "A plan turned out not to be needed"),
                        ("one_principal_left", "Only one principal is still involved"),
                        ("moved", "The family moved"),
                        ("replaced", "A new plan takes over"),
                        ("helped", "The answer helped"),
                        ("referred", "It was turned into a referral"),
                        ("nothing_more", "Nothing more is needed"),
                    ],
                    max_length=24,
                ),
            ),
            migrations.AlterField(
                model_name="historicalcase",
                name="kind",
                field=models.CharField(
                    choices=[("plan", "Coordinated individual plan"), ("consultation", "Consultation")], max_length=20
                ),
            ),
            migrations.AlterField(
                model_name="historicalparticipation",
                name="reason",
                field=models.CharField(
                    choices=[
                        ("opened", "Opened the case"),
                        ("summoned", "Was called to the plan"),
                        ("took_task", "Took a task in the case"),
                        ("handed_over", "Was handed a task in the case"),
                        ("stated_need", "Stated why the case had to be opened"),
                        ("named", "Was named by a colleague"),
                        ("took_over", "Took over from a unit that closed down"),
                        ("asked", "Was asked for advice"),
                        ("in_team", "Is in the team that was asked"),
                    ],
                    max_length=12,
                ),
            ),
            migrations.AlterField(
                model_name="participation",
                name="reason",
                field=models.CharField(
                    choices=[
                        ("opened", "Opened the case"),
                        ("summoned", "Was called to the plan"),
                        ("took_task", "Took a task in the case"),
                        ("handed_over", "Was handed a task in the case"),
                        ("stated_need", "Stated why the case had to be opened"),
                        ("named", "Was named by a colleague"),
                        ("took_over", "Took over from a unit that closed down"),
                        ("asked", "Was asked for advice"),
                        ("in_team", "Is in the team that was asked"),
                    ],
                    max_length=12,
                ),
            ),
            migrations.CreateModel(
                name="TeamMeeting",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("held_on", models.DateField()),
                    ("place", models.CharField(max_length=120)),
                    (
                        "came",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(
                                choices=[
                                    ("midwife", "Midwife"),
                                    ("child_health_nurse", "Child-health nurse"),
                                    ("preschool_teacher", "Preschool teacher"),
                                    ("social_worker", "Social worker"),
                                    ("psychologist", "Psychologist"),
                                    ("addiction_counsellor", "Addiction counsellor"),
                                    ("doctor", "Doctor"),
                                    ("other", "Another profession"),
                                ],
                                max_length=24,
                            ),
                            default=list,
                            size=None,
                        ),
                    ),
                    ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "team",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="meetings", to="accounts.team"
                        ),
                    ),
                ],
            ),
            migrations.CreateModel(
                name="HistoricalTeamMeetingItem",
                fields=[
                    ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                    ("created_at", models.DateTimeField(blank=True, editable=False)),
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
                        "case",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="cases.case",
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
                        "meeting",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="cases.teammeeting",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical team meeting item",
                    "verbose_name_plural": "historical team meeting items",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name="TeamMeetingItem",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(auto_now_add=True)),
                    ("case", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="cases.case")),
                    (
                        "meeting",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="items", to="cases.teammeeting"
                        ),
                    ),
                ],
            ),
            migrations.CreateModel(
                name="Consultation",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(auto_now_add=True)),
                    (
                        "topic",
                        models.CharField(
                            choices=[
                                ("health", "Health"),
                                ("development", "Development and language"),
                                ("everyday", "Everyday life and preschool"),
                                ("family", "Family and parenthood"),
                                ("mental_health", "Mental health"),
                                ("substance_use", "Alcohol, drugs and gambling"),
                                ("violence", "Violence and safety"),
                                ("economy", "Money"),
                                ("housing", "Housing"),
                                ("other", "Other"),
                            ],
                            max_length=20,
                        ),
                    ),
                    (
                        "asked_unit",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="accounts.careunit",
                        ),
                    ),
                    ("case", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="cases.case")),
                    (
                        "team",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="consultations",
                            to="accounts.team",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("case",), name="one_consultation_per_case"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("asked_unit", None), ("team__isnull", False)),
                                models.Q(("asked_unit__isnull", False), ("team", None)),
                                _connector="OR",
                            ),
                            name="consultation_of_a_unit_or_a_team",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ConsultationPost",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(auto_now_add=True)),
                    (
                        "kind",
                        models.CharField(
                            choices=[("question", "Question"), ("answer", "Answer"), ("addition", "Addition")],
                            max_length=10,
                        ),
                    ),
                    ("text", models.TextField()),
                    (
                        "warned_of",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(
                                choices=[
                                    ("name", "a name"),
                                    ("initials", "initials"),
                                    ("address", "an address"),
                                    ("contact", "a telephone number or e-mail address"),
                                ],
                                max_length=10,
                            ),
                            default=list,
                            size=None,
                        ),
                    ),
                    ("case", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="cases.case")),
                    (
                        "owner_unit",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.careunit"
                        ),
                    ),
                    (
                        "written_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("kind", "question")),
                            fields=("case",),
                            name="one_question_in_consultation",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("text", ""), _negated=True), name="a_post_says_something"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="HistoricalTeamMeeting",
                fields=[
                    ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                    ("held_on", models.DateField()),
                    ("place", models.CharField(max_length=120)),
                    (
                        "came",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(
                                choices=[
                                    ("midwife", "Midwife"),
                                    ("child_health_nurse", "Child-health nurse"),
                                    ("preschool_teacher", "Preschool teacher"),
                                    ("social_worker", "Social worker"),
                                    ("psychologist", "Psychologist"),
                                    ("addiction_counsellor", "Addiction counsellor"),
                                    ("doctor", "Doctor"),
                                    ("other", "Another profession"),
                                ],
                                max_length=24,
                            ),
                            default=list,
                            size=None,
                        ),
                    ),
                    ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                        "team",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="accounts.team",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical team meeting",
                    "verbose_name_plural": "historical team meetings",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                    "indexes": [models.Index(fields=["history_date", "id"], name="cases_histo_history_febeb3_idx")],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.AddConstraint(
                model_name="teammeeting",
                constraint=models.CheckConstraint(
                    condition=models.Q(("place", ""), _negated=True), name="team_meeting_says_where"
                ),
            ),
            migrations.AddIndex(
                model_name="historicalteammeetingitem",
                index=models.Index(fields=["history_date", "id"], name="cases_histo_history_49b196_idx"),
            ),
            migrations.AddConstraint(
                model_name="teammeetingitem",
                constraint=models.UniqueConstraint(fields=("meeting", "case"), name="taken_up_once_at_a_meeting"),
            ),
        ]
    ) + [
        migrations.RunSQL(
            (Path(__file__).parent / "sql" / "0010_consultations.sql").read_text(encoding="utf-8"),
            migrations.RunSQL.noop,
            elidable=False,
        )
    ]
