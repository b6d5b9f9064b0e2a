import uuid
from pathlib import Path

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from accounts.together import together


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_reports_of_concern"),
        ("cases", "0019_health"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together(
        [
            migrations.AddField(
                model_name="caseperson",
                name="separated_on",
                field=models.DateField(blank=True, null=True),
            ),
            migrations.AddField(
                model_name="healthcontact",
                name="came_by",
                field=models.OneToOneField(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="cases.case",
                ),
            ),
            migrations.AddField(
                model_name="historicalcaseperson",
                name="separated_on",
                field=models.DateField(blank=True, null=True),
            ),
            migrations.AddField(
                model_name="historicalhealthcontact",
                name="came_by",
                field=models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    to="cases.case",
                ),
            ),
            migrations.AddField(
                model_name="historicalreferral",
                name="purpose",
                field=models.CharField(
                    blank=True,
                    choices=[
                        ("", "Something else"),
                        ("birth", "From maternity to child health"),
                        ("move", "To another clinic"),
                    ],
                    db_default="",
                    default="",
                    max_length=8,
                ),
            ),
            migrations.AddField(
                model_name="historicalreferralsection",
                name="schedule",
                field=models.JSONField(blank=True, null=True),
            ),
            migrations.AddField(
                model_name="referral",
                name="purpose",
                field=models.CharField(
                    blank=True,
                    choices=[
                        ("", "Something else"),
                        ("birth", "From maternity to child health"),
                        ("move", "To another clinic"),
                    ],
                    db_default="",
                    default="",
                    max_length=8,
                ),
            ),
            migrations.AddField(
                model_name="referralsection",
                name="schedule",
                field=models.JSONField(blank=True, null=True),
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
                        ("referral_sent", "A referral was sent"),
                        ("referral_came", "A referral came"),
                        ("referral_answered", "A referral was answered"),
                        ("referral_recalled", "A referral was recalled"),
                        ("family_contacted", "The family was contacted after a referral"),
                        ("feedback_given", "Feedback on a referral was given"),
                        ("evaluated", "The family judged the plan"),
                        ("consulted", "A unit was asked for advice"),
                        ("advised", "A unit gave advice"),
                        ("consultation_closed", "A consultation was closed"),
                        ("concern_reported", "A concern was reported"),
                        ("concern_received", "A report of concern was received"),
                        ("protection_assessed", "The need of immediate protection was assessed"),
                        ("opening_decided", "It was decided whether to open an investigation"),
                        ("investigated", "An investigation was done"),
                        ("reporter_answered", "The reporter was answered"),
                        ("feedback_asked", "The reporter asked what became of it"),
                        ("concern_handed_on", "A report of concern was handed on"),
                        ("enrolled", "A contact on a programme began"),
                        ("contact_ended", "A contact on a programme ended"),
                        ("step_recorded", "A step of a programme was recorded"),
                        ("asked", "An instrument was asked"),
                        ("found", "Something was found"),
                        ("born", "A child of a pregnancy was born"),
                        ("handed_over", "A clinic enrolled somebody who was handed over to it"),
                        ("finding_decided", "It was decided what to do about a finding"),
                    ],
                    max_length=20,
                ),
            ),
            migrations.AlterField(
                model_name="healthcontact",
                name="follows",
                field=models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="cases.healthcontact",
                ),
            ),
            migrations.AlterField(
                model_name="healthcontact",
                name="ending",
                field=models.CharField(
                    blank=True,
                    choices=[
                        ("", "Goes on"),
                        ("born", "The child is born"),
                        ("miscarriage", "Miscarriage"),
                        ("termination", "Termination"),
                        ("stillbirth", "Stillbirth"),
                        ("died", "The child has died"),
                        ("moved", "Moved to another clinic"),
                        ("separated", "The child has other guardians"),
                        ("done", "The programme is done"),
                        ("declined", "The family no longer wants the contact"),
                    ],
                    max_length=12,
                ),
            ),
            migrations.AlterField(
                model_name="historicalhealthcontact",
                name="ending",
                field=models.CharField(
                    blank=True,
                    choices=[
                        ("", "Goes on"),
                        ("born", "The child is born"),
                        ("miscarriage", "Miscarriage"),
                        ("termination", "Termination"),
                        ("stillbirth", "Stillbirth"),
                        ("died", "The child has died"),
                        ("moved", "Moved to another clinic"),
                        ("separated", "The child has other guardians"),
                        ("done", "The programme is done"),
                        ("declined", "The family no longer wants the contact"),
                    ],
                    max_length=12,
                ),
            ),
            migrations.CreateModel(
                name="Birth",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(auto_now_add=True)),
                    (
                        "topic",
                        models.CharField(
                            choices=[
                                ("identity", "Who the plan is about, and that it is being made"),
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
                    ("edition", models.PositiveIntegerField(default=1)),
                    ("ready_edition", models.PositiveIntegerField(default=0)),
                    ("written_at", models.DateTimeField(auto_now=True)),
                    ("number", models.PositiveSmallIntegerField()),
                    (
                        "outcome",
                        models.CharField(choices=[("live", "Born alive"), ("stillborn", "Stillborn")], max_length=10),
                    ),
                    ("born_on", models.DateField()),
                    ("days_at_birth", models.PositiveSmallIntegerField()),
                    ("goes_to_others", models.BooleanField(default=False)),
                    ("handed_over_in", models.UUIDField(blank=True, null=True)),
                    (
                        "about",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.caseperson"
                        ),
                    ),
                    ("case", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="cases.case")),
                    (
                        "child",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="cases.caseperson",
                        ),
                    ),
                    (
                        "owner_provider",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.provider"
                        ),
                    ),
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
                        models.UniqueConstraint(fields=("case", "number"), name="births_are_numbered"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("child__isnull", False), ("goes_to_others", False), ("outcome", "live")),
                                models.Q(("child", None), ("handed_over_in", None)),
                                _connector="OR",
                            ),
                            name="birth_names_the_own_child_alone",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="HistoricalBirth",
                fields=[
                    ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                    ("created_at", models.DateTimeField(blank=True, editable=False)),
                    (
                        "topic",
                        models.CharField(
                            choices=[
                                ("identity", "Who the plan is about, and that it is being made"),
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
                    ("edition", models.PositiveIntegerField(default=1)),
                    ("ready_edition", models.PositiveIntegerField(default=0)),
                    ("written_at", models.DateTimeField(blank=True, editable=False)),
                    ("number", models.PositiveSmallIntegerField()),
                    (
                        "outcome",
                        models.CharField(choices=[("live", "Born alive"), ("stillborn", "Stillborn")], max_length=10),
                    ),
                    ("born_on", models.DateField()),
                    ("days_at_birth", models.PositiveSmallIntegerField()),
                    ("goes_to_others", models.BooleanField(default=False)),
                    ("handed_over_in", models.UUIDField(blank=True, null=True)),
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
                        "about",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="cases.caseperson",
                        ),
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
                        "child",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="cases.caseperson",
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
                        "owner_provider",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="accounts.provider",
                        ),
                    ),
                    (
                        "owner_unit",
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
                        "written_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical birth",
                    "verbose_name_plural": "historical births",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                    "indexes": [models.Index(fields=["history_date", "id"], name="cases_histo_history_03d10e_idx")],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.RunSQL(
                (Path(__file__).parent / "sql" / "0020_births.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop
            ),
        ]
    )
