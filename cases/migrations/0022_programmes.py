import uuid
from pathlib import Path

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from accounts.together import together

SQL = (Path(__file__).parent / "sql" / "0022_programmes.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_reports_of_concern"),
        ("cases", "0021_parenthood"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together(
        [
            migrations.CreateModel(
                name="HistoricalItemWording",
                fields=[
                    ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                    ("text", models.CharField(max_length=300)),
                    (
                        "labels",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(max_length=80), blank=True, default=list, size=None
                        ),
                    ),
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
                ],
                options={
                    "verbose_name": "historical item wording",
                    "verbose_name_plural": "historical item wordings",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name="ItemWording",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("text", models.CharField(max_length=300)),
                    (
                        "labels",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(max_length=80), blank=True, default=list, size=None
                        ),
                    ),
                ],
            ),
            migrations.RemoveConstraint(
                model_name="programmeversion",
                name="one_version_begins_on_a_day",
            ),
            migrations.AddField(
                model_name="fact",
                name="step",
                field=models.ForeignKey(
                    db_constraint=False,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    to="cases.programmestep",
                ),
            ),
            migrations.AddField(
                model_name="historicalprogrammeversion",
                name="is_carried_out",
                field=models.BooleanField(db_default=True, default=True),
            ),
            migrations.AddField(
                model_name="historicalprogrammeversion",
                name="is_draft",
                field=models.BooleanField(db_default=False, default=False),
            ),
            migrations.AddField(
                model_name="programmeversion",
                name="is_carried_out",
                field=models.BooleanField(db_default=True, default=True),
            ),
            migrations.AddField(
                model_name="programmeversion",
                name="is_draft",
                field=models.BooleanField(db_default=False, default=False),
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
                        ("step_planned", "A step of a programme was planned, or no longer asked for"),
                        ("step_recorded", "A step of a programme was recorded"),
                        ("asked", "An instrument was asked"),
                        ("found", "Something was found"),
                        ("finding_decided", "It was decided what to do about a finding"),
                    ],
                    max_length=20,
                ),
            ),
            migrations.AddConstraint(
                model_name="programmeversion",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("is_draft", True)), fields=("programme",), name="one_draft_per_programme"
                ),
            ),
            migrations.AddConstraint(
                model_name="programmeversion",
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                    condition=models.Q(("is_draft", False)),
                    expressions=[
                        ("programme", "="),
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
                    name="programme_versions_apart",
                ),
            ),
            migrations.AddField(
                model_name="historicalitemwording",
                name="history_assignment",
                field=models.ForeignKey(
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    to="accounts.assignment",
                ),
            ),
            migrations.AddField(
                model_name="historicalitemwording",
                name="history_user",
                field=models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddField(
                model_name="historicalitemwording",
                name="item",
                field=models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    to="cases.instrumentitem",
                ),
            ),
            migrations.AddField(
                model_name="historicalitemwording",
                name="provider",
                field=models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    to="accounts.provider",
                ),
            ),
            migrations.AddField(
                model_name="itemwording",
                name="item",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="wordings", to="cases.instrumentitem"
                ),
            ),
            migrations.AddField(
                model_name="itemwording",
                name="provider",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.provider"
                ),
            ),
            migrations.AddIndex(
                model_name="historicalitemwording",
                index=models.Index(fields=["history_date", "id"], name="cases_histo_history_56de99_idx"),
            ),
            migrations.AddConstraint(
                model_name="itemwording",
                constraint=models.UniqueConstraint(fields=("provider", "item"), name="one_wording_of_a_provider"),
            ),
            migrations.AddConstraint(
                model_name="itemwording",
                constraint=models.CheckConstraint(
                    condition=models.Q(("text", ""), _negated=True), name="a_wording_says_something"
                ),
            ),
        ]
    ) + [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
