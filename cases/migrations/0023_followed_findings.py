"""What came of a finding, why a step was corrected, and that a health contact is overdue as something to tell."""

import uuid
from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from accounts.together import together


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0022_programmes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together(
        [
            migrations.AddField(
                model_name="healthstep",
                name="correction",
                field=models.CharField(blank=True, default="", max_length=300),
            ),
            migrations.AddField(
                model_name="historicalhealthstep",
                name="correction",
                field=models.CharField(blank=True, default="", max_length=300),
            ),
            migrations.AddField(
                model_name="historicalinstrumentanswers",
                name="correction",
                field=models.CharField(blank=True, default="", max_length=300),
            ),
            migrations.AddField(
                model_name="historicalprogrammeversion",
                name="missed_limit",
                field=models.PositiveSmallIntegerField(db_default=2, default=2),
            ),
            migrations.AddField(
                model_name="instrumentanswers",
                name="correction",
                field=models.CharField(blank=True, default="", max_length=300),
            ),
            migrations.AddField(
                model_name="programmeversion",
                name="missed_limit",
                field=models.PositiveSmallIntegerField(db_default=2, default=2),
            ),
            migrations.AlterField(
                model_name="disclosedsection",
                name="kind",
                field=models.CharField(
                    choices=[
                        ("identity", "Who the plan is about"),
                        ("need", "Need"),
                        ("goal", "Goal"),
                        ("intervention", "Intervention"),
                        ("statement", "The family's own words"),
                        ("referral", "Referral"),
                        ("answer", "Answer to a referral"),
                        ("attachment", "Attachment"),
                        ("overdue", "That a health contact is overdue"),
                    ],
                    max_length=16,
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
                        ("born", "A child of a pregnancy was born"),
                        ("handed_over", "A clinic enrolled somebody who was handed over to it"),
                        ("finding_decided", "It was decided what to do about a finding"),
                        ("children_asked", "A patient was asked about children"),
                        ("child_informed", "How far information to a patient's child has come"),
                        ("child_advised", "How far advice to a patient's child has come"),
                        ("child_supported", "How far support to a patient's child has come"),
                        ("parent_supported", "How far support to a patient as a parent has come"),
                        ("finding_redecided", "What to do about a finding was decided anew"),
                    ],
                    max_length=20,
                ),
            ),
            migrations.RemoveConstraint(model_name="finding", name="found_once"),
            migrations.AddConstraint(
                model_name="finding",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("action", "")), fields=("origin", "proposal"), name="found_once"
                ),
            ),
            migrations.CreateModel(
                name="Consequence",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(auto_now_add=True)),
                    (
                        "begun_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    ("case", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="cases.case")),
                    (
                        "led_to",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("case", "led_to"), name="a_consequence_is_noted_once")
                    ],
                },
            ),
        ]
    ) + [
        migrations.RunSQL(
            (Path(__file__).parent / "sql" / "0023_followed_findings.sql").read_text(encoding="utf-8"),
            migrations.RunSQL.noop,
        ),
    ]
