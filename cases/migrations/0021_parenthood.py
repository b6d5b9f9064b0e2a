import csv
import json
import uuid
from pathlib import Path
from typing import Any

import django.contrib.postgres.fields
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from accounts.together import together

HERE = Path(__file__).parent
DATA = HERE.parent / "data"


def ship(apps: Any, schema_editor: Any) -> None:
    """The two codes and the questions of the two-way rule, each with its source and from which day (law.md d2, l)."""
    CareCode = apps.get_model("cases", "CareCode")
    SituationQuestion = apps.get_model("cases", "SituationQuestion")
    with (DATA / "care-codes.csv").open(encoding="utf-8", newline="") as lines:
        rows = [{**line, "valid_to": line["valid_to"] or None} for line in csv.DictReader(lines, delimiter=";")]
    CareCode.objects.bulk_create(CareCode(**row) for row in rows)
    shipped = json.loads((DATA / "situation-questions.json").read_text(encoding="utf-8"))
    SituationQuestion.objects.bulk_create(
        SituationQuestion(position=position, **row) for position, row in enumerate(shipped, 1)
    )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_reports_of_concern"),
        ("cases", "0020_births"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together(
        [
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
                        ("finding_decided", "It was decided what to do about a finding"),
                        ("children_asked", "A patient was asked about children"),
                        ("child_informed", "How far information to a patient's child has come"),
                        ("child_advised", "How far advice to a patient's child has come"),
                        ("child_supported", "How far support to a patient's child has come"),
                        ("parent_supported", "How far support to a patient as a parent has come"),
                    ],
                    max_length=20,
                ),
            ),
            migrations.CreateModel(
                name="CareCode",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("system", models.CharField(max_length=20)),
                    ("code", models.CharField(max_length=12)),
                    ("label", models.CharField(max_length=200)),
                    (
                        "use",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("", "Nothing yet"),
                                ("talk_patient", "A talk with an adult patient about a child's need"),
                                ("talk_patient_and_child", "A talk with an adult patient and the child"),
                            ],
                            max_length=24,
                        ),
                    ),
                    ("source", models.CharField(max_length=300)),
                    (
                        "certainty",
                        models.CharField(
                            choices=[("high", "Sure"), ("medium", "Quite sure"), ("low", "Not sure")], max_length=12
                        ),
                    ),
                    ("valid_from", models.DateField()),
                    ("valid_to", models.DateField(blank=True, null=True)),
                ],
                options={
                    "ordering": ["system", "code", "valid_from"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("system", "code", "valid_from"), name="one_code_begins_on_a_day"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                            ),
                            name="code_ends_after_start",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ParenthoodTalk",
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
                    ("held_on", models.DateField()),
                    (
                        "held_with",
                        models.CharField(
                            choices=[
                                ("talk_patient", "With the patient"),
                                ("talk_patient_and_child", "With the patient and the child"),
                            ],
                            max_length=24,
                        ),
                    ),
                    ("text", models.CharField(blank=True, max_length=500)),
                    (
                        "about",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.caseperson"
                        ),
                    ),
                    ("case", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="cases.case")),
                    (
                        "code",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="cases.carecode",
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
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="SituationQuestion",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("key", models.SlugField(max_length=40)),
                    (
                        "about",
                        models.CharField(
                            choices=[
                                ("child", "A case about a child"),
                                ("adult_misuse", "A case about an adult's misuse"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("text", models.CharField(max_length=200)),
                    ("source", models.CharField(max_length=300)),
                    (
                        "certainty",
                        models.CharField(
                            choices=[("high", "Sure"), ("medium", "Quite sure"), ("low", "Not sure")], max_length=12
                        ),
                    ),
                    ("position", models.PositiveSmallIntegerField()),
                    ("valid_from", models.DateField()),
                    ("valid_to", models.DateField(blank=True, null=True)),
                ],
                options={
                    "ordering": ["position"],
                    "constraints": [
                        models.UniqueConstraint(fields=("key", "valid_from"), name="one_question_begins_on_a_day"),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                            ),
                            name="question_ends_after_start",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="HistoricalCareCode",
                fields=[
                    ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                    ("system", models.CharField(max_length=20)),
                    ("code", models.CharField(max_length=12)),
                    ("label", models.CharField(max_length=200)),
                    (
                        "use",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("", "Nothing yet"),
                                ("talk_patient", "A talk with an adult patient about a child's need"),
                                ("talk_patient_and_child", "A talk with an adult patient and the child"),
                            ],
                            max_length=24,
                        ),
                    ),
                    ("source", models.CharField(max_length=300)),
                    (
                        "certainty",
                        models.CharField(
                            choices=[("high", "Sure"), ("medium", "Quite sure"), ("low", "Not sure")], max_length=12
                        ),
                    ),
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
                    "verbose_name": "historical care code",
                    "verbose_name_plural": "historical care codes",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                    "indexes": [models.Index(fields=["history_date", "id"], name="cases_histo_history_a56058_idx")],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name="HistoricalParenthood",
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
                    (
                        "children",
                        models.CharField(
                            choices=[
                                ("not_asked", "Not asked"),
                                ("yes", "Yes"),
                                ("no", "No"),
                                ("unknown", "Does not know"),
                                ("declined", "Will not say"),
                            ],
                            default="not_asked",
                            max_length=10,
                        ),
                    ),
                    (
                        "other_in_care",
                        models.CharField(
                            choices=[
                                ("not_asked", "Not asked"),
                                ("yes", "Yes"),
                                ("no", "No"),
                                ("unknown", "Does not know"),
                                ("declined", "Will not say"),
                            ],
                            default="not_asked",
                            max_length=10,
                        ),
                    ),
                    (
                        "other_support",
                        models.CharField(
                            choices=[
                                ("not_asked", "Not asked"),
                                ("yes", "Yes"),
                                ("no", "No"),
                                ("unknown", "Does not know"),
                                ("declined", "Will not say"),
                            ],
                            default="not_asked",
                            max_length=10,
                        ),
                    ),
                    ("other_support_text", models.CharField(blank=True, max_length=200)),
                    (
                        "child_is_carer",
                        models.CharField(
                            choices=[
                                ("not_asked", "Not asked"),
                                ("yes", "Yes"),
                                ("no", "No"),
                                ("unknown", "Does not know"),
                                ("declined", "Will not say"),
                            ],
                            default="not_asked",
                            max_length=10,
                        ),
                    ),
                    (
                        "worried",
                        models.CharField(
                            choices=[
                                ("not_asked", "Not asked"),
                                ("yes", "Yes"),
                                ("no", "No"),
                                ("unknown", "Does not know"),
                                ("declined", "Will not say"),
                            ],
                            default="not_asked",
                            max_length=10,
                        ),
                    ),
                    ("worried_text", models.CharField(blank=True, max_length=500)),
                    (
                        "wants_parenthood_talk",
                        models.CharField(
                            choices=[
                                ("not_asked", "Not asked"),
                                ("yes", "Yes"),
                                ("no", "No"),
                                ("unknown", "Does not know"),
                                ("declined", "Will not say"),
                            ],
                            default="not_asked",
                            max_length=10,
                        ),
                    ),
                    (
                        "wants_needs_talk",
                        models.CharField(
                            choices=[
                                ("not_asked", "Not asked"),
                                ("yes", "Yes"),
                                ("no", "No"),
                                ("unknown", "Does not know"),
                                ("declined", "Will not say"),
                            ],
                            default="not_asked",
                            max_length=10,
                        ),
                    ),
                    (
                        "child_knows",
                        models.CharField(
                            choices=[
                                ("not_asked", "Not asked"),
                                ("yes", "Yes"),
                                ("no", "No"),
                                ("unknown", "Does not know"),
                                ("declined", "Will not say"),
                            ],
                            default="not_asked",
                            max_length=10,
                        ),
                    ),
                    ("child_knows_text", models.CharField(blank=True, max_length=500)),
                    (
                        "information",
                        models.CharField(
                            choices=[
                                ("not_asked", "Not taken up"),
                                ("offered", "Offered, no answer yet"),
                                ("given", "Given"),
                                ("refused", "Offered, does not want it"),
                                ("no", "Not offered"),
                            ],
                            default="not_asked",
                            max_length=10,
                        ),
                    ),
                    (
                        "advice",
                        models.CharField(
                            choices=[
                                ("not_asked", "Not taken up"),
                                ("offered", "Offered, no answer yet"),
                                ("given", "Given"),
                                ("refused", "Offered, does not want it"),
                                ("no", "Not offered"),
                            ],
                            default="not_asked",
                            max_length=10,
                        ),
                    ),
                    (
                        "child_support",
                        models.CharField(
                            choices=[
                                ("not_asked", "Not taken up"),
                                ("offered", "Offered, no answer yet"),
                                ("given", "Given"),
                                ("refused", "Offered, does not want it"),
                                ("no", "Not offered"),
                            ],
                            default="not_asked",
                            max_length=10,
                        ),
                    ),
                    (
                        "parent_support",
                        models.CharField(
                            choices=[
                                ("not_asked", "Not taken up"),
                                ("offered", "Offered, no answer yet"),
                                ("given", "Given"),
                                ("refused", "Offered, does not want it"),
                                ("no", "Not offered"),
                            ],
                            default="not_asked",
                            max_length=10,
                        ),
                    ),
                    (
                        "joint_support",
                        models.CharField(
                            choices=[
                                ("not_asked", "Not asked"),
                                ("yes", "Yes"),
                                ("no", "No"),
                                ("unknown", "Does not know"),
                                ("declined", "Will not say"),
                            ],
                            default="not_asked",
                            max_length=10,
                        ),
                    ),
                    (
                        "relief",
                        models.CharField(
                            choices=[
                                ("not_asked", "Not asked"),
                                ("yes", "Yes"),
                                ("no", "No"),
                                ("unknown", "Does not know"),
                                ("declined", "Will not say"),
                            ],
                            default="not_asked",
                            max_length=10,
                        ),
                    ),
                    (
                        "family_home",
                        models.CharField(
                            choices=[
                                ("not_asked", "Not asked"),
                                ("not_placed", "No child is placed"),
                                ("knows", "In contact, and it knows"),
                                ("knows_not", "In contact, and it does not know"),
                                ("no_contact", "No contact"),
                                ("declined", "Will not say"),
                            ],
                            default="not_asked",
                            max_length=10,
                        ),
                    ),
                    (
                        "contact",
                        models.CharField(
                            choices=[
                                ("not_asked", "Not asked"),
                                ("yes", "Yes"),
                                ("no", "No"),
                                ("unknown", "Does not know"),
                                ("declined", "Will not say"),
                            ],
                            default="not_asked",
                            max_length=10,
                        ),
                    ),
                    (
                        "contact_with",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(
                                choices=[
                                    ("child_health", "Child health care"),
                                    ("maternity", "Maternity care"),
                                    ("social_services", "Social services"),
                                    ("school", "Preschool or school"),
                                ],
                                max_length=16,
                            ),
                            blank=True,
                            default=list,
                            size=None,
                        ),
                    ),
                    (
                        "protection",
                        models.CharField(
                            choices=[
                                ("not_asked", "Not assessed"),
                                ("report", "A report of concern is made"),
                                ("no_report", "No report, with the reason"),
                            ],
                            default="not_asked",
                            max_length=10,
                        ),
                    ),
                    ("protection_text", models.TextField(blank=True)),
                    ("protection_on", models.DateField(blank=True, null=True)),
                    ("next_review", models.DateField(blank=True, null=True)),
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
                    "verbose_name": "historical parenthood",
                    "verbose_name_plural": "historical parenthoods",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                    "indexes": [models.Index(fields=["history_date", "id"], name="cases_histo_history_7d4cb2_idx")],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name="HistoricalParenthoodTalk",
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
                    ("held_on", models.DateField()),
                    (
                        "held_with",
                        models.CharField(
                            choices=[
                                ("talk_patient", "With the patient"),
                                ("talk_patient_and_child", "With the patient and the child"),
                            ],
                            max_length=24,
                        ),
                    ),
                    ("text", models.CharField(blank=True, max_length=500)),
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
                        "code",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="cases.carecode",
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
                    "verbose_name": "historical parenthood talk",
                    "verbose_name_plural": "historical parenthood talks",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                    "indexes": [models.Index(fields=["history_date", "id"], name="cases_histo_history_56b700_idx")],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name="HistoricalPatientChild",
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
                    ("name", models.CharField(blank=True, max_length=60)),
                    ("age", models.PositiveSmallIntegerField(blank=True, null=True)),
                    ("told_on", models.DateField()),
                    (
                        "lives",
                        models.CharField(
                            choices=[
                                ("not_asked", "Not asked"),
                                ("full", "With the patient, all the time"),
                                ("part", "With the patient, part of the time"),
                                ("contact", "With somebody else, and they meet"),
                                ("no_contact", "With somebody else, no contact"),
                                ("placed", "Placed in a family home or an institution"),
                                ("unknown", "Does not know"),
                            ],
                            default="not_asked",
                            max_length=10,
                        ),
                    ),
                    ("is_gone", models.BooleanField(default=False)),
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
                    "verbose_name": "historical patient child",
                    "verbose_name_plural": "historical patient childs",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                    "indexes": [models.Index(fields=["history_date", "id"], name="cases_histo_history_60043f_idx")],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name="Parenthood",
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
                    (
                        "children",
                        models.CharField(
                            choices=[
                                ("not_asked", "Not asked"),
                                ("yes", "Yes"),
                                ("no", "No"),
                                ("unknown", "Does not know"),
                                ("declined", "Will not say"),
                            ],
                            default="not_asked",
                            max_length=10,
                        ),
                    ),
                    (
                        "other_in_care",
                        models.CharField(
                            choices=[
                                ("not_asked", "Not asked"),
                                ("yes", "Yes"),
                                ("no", "No"),
                                ("unknown", "Does not know"),
                                ("declined", "Will not say"),
                            ],
                            default="not_asked",
                            max_length=10,
                        ),
                    ),
                    (
                        "other_support",
                        models.CharField(
                            choices=[
                                ("not_asked", "Not asked"),
                                ("yes", "Yes"),
                                ("no", "No"),
                                ("unknown", "Does not know"),
                                ("declined", "Will not say"),
                            ],
                            default="not_asked",
                            max_length=10,
                        ),
                    ),
                    ("other_support_text", models.CharField(blank=True, max_length=200)),
                    (
                        "child_is_carer",
                        models.CharField(
                            choices=[
                                ("not_asked", "Not asked"),
                                ("yes", "Yes"),
                                ("no", "No"),
                                ("unknown", "Does not know"),
                                ("declined", "Will not say"),
                            ],
                            default="not_asked",
                            max_length=10,
                        ),
                    ),
                    (
                        "worried",
                        models.CharField(
                            choices=[
                                ("not_asked", "Not asked"),
                                ("yes", "Yes"),
                                ("no", "No"),
                                ("unknown", "Does not know"),
                                ("declined", "Will not say"),
                            ],
                            default="not_asked",
                            max_length=10,
                        ),
                    ),
                    ("worried_text", models.CharField(blank=True, max_length=500)),
                    (
                        "wants_parenthood_talk",
                        models.CharField(
                            choices=[
                                ("not_asked", "Not asked"),
                                ("yes", "Yes"),
                                ("no", "No"),
                                ("unknown", "Does not know"),
                                ("declined", "Will not say"),
                            ],
                            default="not_asked",
                            max_length=10,
                        ),
                    ),
                    (
                        "wants_needs_talk",
                        models.CharField(
                            choices=[
                                ("not_asked", "Not asked"),
                                ("yes", "Yes"),
                                ("no", "No"),
                                ("unknown", "Does not know"),
                                ("declined", "Will not say"),
                            ],
                            default="not_asked",
                            max_length=10,
                        ),
                    ),
                    (
                        "child_knows",
                        models.CharField(
                            choices=[
                                ("not_asked", "Not asked"),
                                ("yes", "Yes"),
                                ("no", "No"),
                                ("unknown", "Does not know"),
                                ("declined", "Will not say"),
                            ],
                            default="not_asked",
                            max_length=10,
                        ),
                    ),
                    ("child_knows_text", models.CharField(blank=True, max_length=500)),
                    (
                        "information",
                        models.CharField(
                            choices=[
                                ("not_asked", "Not taken up"),
                                ("offered", "Offered, no answer yet"),
                                ("given", "Given"),
                                ("refused", "Offered, does not want it"),
                                ("no", "Not offered"),
                            ],
                            default="not_asked",
                            max_length=10,
                        ),
                    ),
                    (
                        "advice",
                        models.CharField(
                            choices=[
                                ("not_asked", "Not taken up"),
                                ("offered", "Offered, no answer yet"),
                                ("given", "Given"),
                                ("refused", "Offered, does not want it"),
                                ("no", "Not offered"),
                            ],
                            default="not_asked",
                            max_length=10,
                        ),
                    ),
                    (
                        "child_support",
                        models.CharField(
                            choices=[
                                ("not_asked", "Not taken up"),
                                ("offered", "Offered, no answer yet"),
                                ("given", "Given"),
                                ("refused", "Offered, does not want it"),
                                ("no", "Not offered"),
                            ],
                            default="not_asked",
                            max_length=10,
                        ),
                    ),
                    (
                        "parent_support",
                        models.CharField(
                            choices=[
                                ("not_asked", "Not taken up"),
                                ("offered", "Offered, no answer yet"),
                                ("given", "Given"),
                                ("refused", "Offered, does not want it"),
                                ("no", "Not offered"),
                            ],
                            default="not_asked",
                            max_length=10,
                        ),
                    ),
                    (
                        "joint_support",
                        models.CharField(
                            choices=[
                                ("not_asked", "Not asked"),
                                ("yes", "Yes"),
                                ("no", "No"),
                                ("unknown", "Does not know"),
                                ("declined", "Will not say"),
                            ],
                            default="not_asked",
                            max_length=10,
                        ),
                    ),
                    (
                        "relief",
                        models.CharField(
                            choices=[
                                ("not_asked", "Not asked"),
                                ("yes", "Yes"),
                                ("no", "No"),
                                ("unknown", "Does not know"),
                                ("declined", "Will not say"),
                            ],
                            default="not_asked",
                            max_length=10,
                        ),
                    ),
                    (
                        "family_home",
                        models.CharField(
                            choices=[
                                ("not_asked", "Not asked"),
                                ("not_placed", "No child is placed"),
                                ("knows", "In contact, and it knows"),
                                ("knows_not", "In contact, and it does not know"),
                                ("no_contact", "No contact"),
                                ("declined", "Will not say"),
                            ],
                            default="not_asked",
                            max_length=10,
                        ),
                    ),
                    (
                        "contact",
                        models.CharField(
                            choices=[
                                ("not_asked", "Not asked"),
                                ("yes", "Yes"),
                                ("no", "No"),
                                ("unknown", "Does not know"),
                                ("declined", "Will not say"),
                            ],
                            default="not_asked",
                            max_length=10,
                        ),
                    ),
                    (
                        "contact_with",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(
                                choices=[
                                    ("child_health", "Child health care"),
                                    ("maternity", "Maternity care"),
                                    ("social_services", "Social services"),
                                    ("school", "Preschool or school"),
                                ],
                                max_length=16,
                            ),
                            blank=True,
                            default=list,
                            size=None,
                        ),
                    ),
                    (
                        "protection",
                        models.CharField(
                            choices=[
                                ("not_asked", "Not assessed"),
                                ("report", "A report of concern is made"),
                                ("no_report", "No report, with the reason"),
                            ],
                            default="not_asked",
                            max_length=10,
                        ),
                    ),
                    ("protection_text", models.TextField(blank=True)),
                    ("protection_on", models.DateField(blank=True, null=True)),
                    ("next_review", models.DateField(blank=True, null=True)),
                    (
                        "about",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.caseperson"
                        ),
                    ),
                    ("case", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="cases.case")),
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
                        models.UniqueConstraint(fields=("case",), name="one_parenthood_per_contact"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("protection", "not_asked"), ("protection_on", None)),
                                models.Q(
                                    models.Q(("protection", "not_asked"), _negated=True),
                                    ("protection_on__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="protection_assessed_on_a_day",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("protection", "no_report"), _negated=True),
                                models.Q(("protection_text", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="no_report_with_a_reason",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("contact_with", []), ("contact", "yes"), _connector="OR"),
                            name="contact_with_whom_after_yes",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="PatientChild",
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
                    ("name", models.CharField(blank=True, max_length=60)),
                    ("age", models.PositiveSmallIntegerField(blank=True, null=True)),
                    ("told_on", models.DateField()),
                    (
                        "lives",
                        models.CharField(
                            choices=[
                                ("not_asked", "Not asked"),
                                ("full", "With the patient, all the time"),
                                ("part", "With the patient, part of the time"),
                                ("contact", "With somebody else, and they meet"),
                                ("no_contact", "With somebody else, no contact"),
                                ("placed", "Placed in a family home or an institution"),
                                ("unknown", "Does not know"),
                            ],
                            default="not_asked",
                            max_length=10,
                        ),
                    ),
                    ("is_gone", models.BooleanField(default=False)),
                    (
                        "about",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.caseperson"
                        ),
                    ),
                    ("case", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="cases.case")),
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
                        models.CheckConstraint(
                            condition=models.Q(("age", None), ("age__lt", 18), _connector="OR"),
                            name="a_child_is_under_18",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="SituationAnswer",
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
                    ("key", models.SlugField(max_length=40)),
                    (
                        "answer",
                        models.CharField(
                            choices=[
                                ("not_asked", "Not asked"),
                                ("yes", "Yes"),
                                ("no", "No"),
                                ("not_relevant", "Not relevant, with the reason"),
                            ],
                            default="not_asked",
                            max_length=12,
                        ),
                    ),
                    ("text", models.CharField(blank=True, max_length=500)),
                    ("answered_on", models.DateField(blank=True, null=True)),
                    (
                        "about",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.caseperson"
                        ),
                    ),
                    ("case", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="cases.case")),
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
                    (
                        "question",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.situationquestion"
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("case", "owner_unit", "key"), name="a_question_is_answered_once"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("answer", "not_relevant"), _negated=True),
                                models.Q(("text", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="not_relevant_with_a_reason",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("answer", "not_asked"), ("answered_on", None)),
                                models.Q(
                                    models.Q(("answer", "not_asked"), _negated=True), ("answered_on__isnull", False)
                                ),
                                _connector="OR",
                            ),
                            name="answered_on_a_day",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="HistoricalSituationAnswer",
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
                    ("key", models.SlugField(max_length=40)),
                    (
                        "answer",
                        models.CharField(
                            choices=[
                                ("not_asked", "Not asked"),
                                ("yes", "Yes"),
                                ("no", "No"),
                                ("not_relevant", "Not relevant, with the reason"),
                            ],
                            default="not_asked",
                            max_length=12,
                        ),
                    ),
                    ("text", models.CharField(blank=True, max_length=500)),
                    ("answered_on", models.DateField(blank=True, null=True)),
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
                    (
                        "question",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="cases.situationquestion",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical situation answer",
                    "verbose_name_plural": "historical situation answers",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                    "indexes": [models.Index(fields=["history_date", "id"], name="cases_histo_history_231953_idx")],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
        ]
    ) + [
        migrations.RunSQL((HERE / "sql" / "0021_parenthood.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
        migrations.RunPython(ship, migrations.RunPython.noop),
    ]
