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

DATA = Path(__file__).parent.parent / "data"


def ship(apps: Any, schema_editor: Any) -> None:
    """The programmes and instruments as they were read, each with its source and how sure it is (law.md j)."""
    model = apps.get_model
    for programme in _read("programmes.json"):
        versions = programme.pop("versions")
        owner = model("cases", "Programme").objects.create(**programme)
        for version in versions:
            steps = version.pop("steps")
            made = model("cases", "ProgrammeVersion").objects.create(programme=owner, **version)
            model("cases", "ProgrammeStep").objects.bulk_create(
                model("cases", "ProgrammeStep")(version=made, position=position, **{"counts_from": "birth"} | step)
                for position, step in enumerate(steps)
            )
    for instrument in _read("instruments.json"):
        items, bands = instrument.pop("items"), instrument.pop("bands")
        made = model("cases", "Instrument").objects.create(valid_from="2010-01-01", **instrument)
        for name, rows in (("InstrumentItem", items), ("InstrumentBand", bands)):
            model("cases", name).objects.bulk_create(model("cases", name)(instrument=made, **row) for row in rows)


def _read(name: str) -> Any:
    return json.loads((DATA / name).read_text(encoding="utf-8"))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_reports_of_concern"),
        ("cases", "0018_who_reads_a_sending"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together(
        [
            migrations.CreateModel(
                name="Instrument",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("slug", models.SlugField(max_length=40, unique=True)),
                    ("name", models.CharField(max_length=80)),
                    (
                        "about",
                        models.CharField(
                            choices=[("parent", "A parent"), ("child", "The child"), ("patient", "The patient")],
                            max_length=8,
                        ),
                    ),
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
                    (
                        "licence",
                        models.CharField(
                            choices=[
                                ("free", "The wording is shipped"),
                                ("clinic", "The wording is the clinic's to add"),
                            ],
                            max_length=8,
                        ),
                    ),
                    ("has_sum", models.BooleanField(default=True)),
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
            ),
            migrations.CreateModel(
                name="Programme",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("slug", models.SlugField(max_length=40, unique=True)),
                    ("name", models.CharField(max_length=120)),
                    (
                        "about",
                        models.CharField(
                            choices=[("child", "A child"), ("pregnancy", "A pregnancy"), ("adult", "An adult patient")],
                            max_length=10,
                        ),
                    ),
                ],
            ),
            migrations.CreateModel(
                name="ProgrammeStep",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("key", models.SlugField(max_length=40)),
                    ("position", models.PositiveSmallIntegerField()),
                    ("name", models.CharField(max_length=80)),
                    (
                        "counts_from",
                        models.CharField(
                            choices=[
                                ("birth", "Age"),
                                ("corrected_birth", "Age, corrected for a preterm birth"),
                                ("conception", "Week of pregnancy"),
                                ("enrolment", "Since enrolment"),
                            ],
                            max_length=16,
                        ),
                    ),
                    (
                        "unit",
                        models.CharField(
                            choices=[("days", "days"), ("weeks", "weeks"), ("months", "months"), ("years", "years")],
                            max_length=8,
                        ),
                    ),
                    ("opens", models.PositiveSmallIntegerField()),
                    ("closes", models.PositiveSmallIntegerField()),
                    (
                        "place",
                        models.CharField(
                            choices=[
                                ("clinic", "Clinic"),
                                ("home", "Home visit"),
                                ("team", "Team visit"),
                                ("group", "Group"),
                                ("call", "By telephone or video"),
                            ],
                            max_length=8,
                        ),
                    ),
                    (
                        "level",
                        models.CharField(
                            choices=[("all", "For all"), ("at_need", "At need"), ("further", "Further")],
                            default="all",
                            max_length=8,
                        ),
                    ),
                    ("held_by", models.CharField(max_length=80)),
                    (
                        "content",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(max_length=120), blank=True, default=list, size=None
                        ),
                    ),
                    (
                        "instruments",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.SlugField(max_length=40), blank=True, default=list, size=None
                        ),
                    ),
                    (
                        "measures",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.SlugField(max_length=20), blank=True, default=list, size=None
                        ),
                    ),
                ],
            ),
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
                        ("taken_over", "Another unit has taken over"),
                        ("not_sent", "It was never sent"),
                        ("nobody_took", "Nobody took over, and the own unit goes on"),
                        ("helped", "The answer helped"),
                        ("referred", "It was turned into a referral"),
                        ("nothing_more", "Nothing more is needed"),
                        ("not_opened", "No investigation was opened"),
                        ("already_running", "An investigation was already running"),
                        ("investigated", "The investigation is done"),
                        ("handed_on", "Handed on to the right municipality"),
                        ("contact_ended", "The contact has ended"),
                        ("decided", "It was decided what to do"),
                    ],
                    max_length=24,
                ),
            ),
            migrations.AlterField(
                model_name="case",
                name="kind",
                field=models.CharField(
                    choices=[
                        ("plan", "Coordinated individual plan"),
                        ("referral", "Referral"),
                        ("warm_handover", "Warm handover"),
                        ("plan_request", "Request for a coordinated individual plan"),
                        ("consultation", "Consultation"),
                        ("concern_report", "Report of concern, sent"),
                        ("concern_intake", "Report of concern, received"),
                        ("child_health", "Child health"),
                        ("pregnancy", "Pregnancy"),
                        ("addiction_care", "Addiction care"),
                        ("finding", "Finding"),
                    ],
                    max_length=20,
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
                        ("step_recorded", "A step of a programme was recorded"),
                        ("asked", "An instrument was asked"),
                        ("found", "Something was found"),
                        ("finding_decided", "It was decided what to do about a finding"),
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
                        ("taken_over", "Another unit has taken over"),
                        ("not_sent", "It was never sent"),
                        ("nobody_took", "Nobody took over, and the own unit goes on"),
                        ("helped", "The answer helped"),
                        ("referred", "It was turned into a referral"),
                        ("nothing_more", "Nothing more is needed"),
                        ("not_opened", "No investigation was opened"),
                        ("already_running", "An investigation was already running"),
                        ("investigated", "The investigation is done"),
                        ("handed_on", "Handed on to the right municipality"),
                        ("contact_ended", "The contact has ended"),
                        ("decided", "It was decided what to do"),
                    ],
                    max_length=24,
                ),
            ),
            migrations.AlterField(
                model_name="historicalcase",
                name="kind",
                field=models.CharField(
                    choices=[
                        ("plan", "Coordinated individual plan"),
                        ("referral", "Referral"),
                        ("warm_handover", "Warm handover"),
                        ("plan_request", "Request for a coordinated individual plan"),
                        ("consultation", "Consultation"),
                        ("concern_report", "Report of concern, sent"),
                        ("concern_intake", "Report of concern, received"),
                        ("child_health", "Child health"),
                        ("pregnancy", "Pregnancy"),
                        ("addiction_care", "Addiction care"),
                        ("finding", "Finding"),
                    ],
                    max_length=20,
                ),
            ),
            migrations.CreateModel(
                name="HealthContact",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(auto_now_add=True)),
                    ("enrolled_on", models.DateField()),
                    ("days_at_birth", models.PositiveSmallIntegerField(blank=True, null=True)),
                    (
                        "ending",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("", "Goes on"),
                                ("born", "The child is born"),
                                ("miscarriage", "Miscarriage"),
                                ("termination", "Termination"),
                                ("stillbirth", "Stillbirth"),
                                ("died", "The child has died"),
                                ("moved", "Moved to another clinic"),
                                ("done", "The programme is done"),
                                ("declined", "The family no longer wants the contact"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("ended_on", models.DateField(blank=True, null=True)),
                    ("next_from", models.DateField(blank=True, null=True)),
                    ("next_to", models.DateField(blank=True, null=True)),
                    (
                        "case",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT, related_name="health_contact", to="cases.case"
                        ),
                    ),
                    (
                        "follows",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="followed_by",
                            to="cases.healthcontact",
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
                    (
                        "programme",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.programme"
                        ),
                    ),
                    (
                        "next_step",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="cases.programmestep",
                        ),
                    ),
                ],
            ),
            migrations.CreateModel(
                name="InstrumentAnswers",
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
                    ("taken_on", models.DateField()),
                    ("answers", models.JSONField(default=dict)),
                    ("total", models.PositiveSmallIntegerField(blank=True, null=True)),
                    (
                        "proposes",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(
                                choices=[
                                    ("low_mood", "Low mood"),
                                    ("safety", "Thoughts of self-harm"),
                                    ("ask_epds", "Ask EPDS at this visit or the next"),
                                    ("hazardous", "Hazardous drinking"),
                                    ("heavy", "Drinking that needs specialist care"),
                                    ("violence", "Violence has been told of"),
                                    ("language", "Language needs a closer look"),
                                    ("tobacco", "Tobacco or nicotine"),
                                    ("missed_visits", "Repeated missed visits"),
                                    ("other", "Something else that worries"),
                                ],
                                max_length=16,
                            ),
                            blank=True,
                            default=list,
                            size=None,
                        ),
                    ),
                    (
                        "about",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.caseperson"
                        ),
                    ),
                    ("case", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="cases.case")),
                    (
                        "instrument",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.instrument"
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
                    (
                        "step",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="cases.programmestep",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="ProgrammeVersion",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("name", models.CharField(max_length=120)),
                    ("valid_from", models.DateField()),
                    ("valid_to", models.DateField(blank=True, null=True)),
                    ("source", models.CharField(max_length=300)),
                    (
                        "certainty",
                        models.CharField(
                            choices=[("high", "Sure"), ("medium", "Quite sure"), ("low", "Not sure")], max_length=12
                        ),
                    ),
                    (
                        "programme",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="cases.programme"
                        ),
                    ),
                ],
            ),
            migrations.AddField(
                model_name="programmestep",
                name="version",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="cases.programmeversion"
                ),
            ),
            migrations.CreateModel(
                name="HistoricalProgrammeStep",
                fields=[
                    ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                    ("key", models.SlugField(max_length=40)),
                    ("position", models.PositiveSmallIntegerField()),
                    ("name", models.CharField(max_length=80)),
                    (
                        "counts_from",
                        models.CharField(
                            choices=[
                                ("birth", "Age"),
                                ("corrected_birth", "Age, corrected for a preterm birth"),
                                ("conception", "Week of pregnancy"),
                                ("enrolment", "Since enrolment"),
                            ],
                            max_length=16,
                        ),
                    ),
                    (
                        "unit",
                        models.CharField(
                            choices=[("days", "days"), ("weeks", "weeks"), ("months", "months"), ("years", "years")],
                            max_length=8,
                        ),
                    ),
                    ("opens", models.PositiveSmallIntegerField()),
                    ("closes", models.PositiveSmallIntegerField()),
                    (
                        "place",
                        models.CharField(
                            choices=[
                                ("clinic", "Clinic"),
                                ("home", "Home visit"),
                                ("team", "Team visit"),
                                ("group", "Group"),
                                ("call", "By telephone or video"),
                            ],
                            max_length=8,
                        ),
                    ),
                    (
                        "level",
                        models.CharField(
                            choices=[("all", "For all"), ("at_need", "At need"), ("further", "Further")],
                            default="all",
                            max_length=8,
                        ),
                    ),
                    ("held_by", models.CharField(max_length=80)),
                    (
                        "content",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(max_length=120), blank=True, default=list, size=None
                        ),
                    ),
                    (
                        "instruments",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.SlugField(max_length=40), blank=True, default=list, size=None
                        ),
                    ),
                    (
                        "measures",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.SlugField(max_length=20), blank=True, default=list, size=None
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
                        "version",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="cases.programmeversion",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical programme step",
                    "verbose_name_plural": "historical programme steps",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name="Finding",
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
                        "proposal",
                        models.CharField(
                            choices=[
                                ("low_mood", "Low mood"),
                                ("safety", "Thoughts of self-harm"),
                                ("ask_epds", "Ask EPDS at this visit or the next"),
                                ("hazardous", "Hazardous drinking"),
                                ("heavy", "Drinking that needs specialist care"),
                                ("violence", "Violence has been told of"),
                                ("language", "Language needs a closer look"),
                                ("tobacco", "Tobacco or nicotine"),
                                ("missed_visits", "Repeated missed visits"),
                                ("other", "Something else that worries"),
                            ],
                            max_length=16,
                        ),
                    ),
                    ("origin_case", models.UUIDField()),
                    ("origin", models.UUIDField()),
                    ("found_on", models.DateField()),
                    (
                        "action",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("", "Not decided"),
                                ("talk", "Talk"),
                                ("referral", "Referral"),
                                ("consultation", "Consultation"),
                                ("plan", "Request for a coordinated individual plan"),
                                ("concern", "Report of concern"),
                                ("no_action", "No action, with the reason"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("text", models.TextField(blank=True)),
                    ("decided_at", models.DateTimeField(blank=True, null=True)),
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
                        models.UniqueConstraint(fields=("origin", "proposal"), name="found_once"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("action", ""), ("decided_at", None)),
                                models.Q(models.Q(("action", ""), _negated=True), ("decided_at__isnull", False)),
                                _connector="OR",
                            ),
                            name="finding_decided_at_a_time",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="HistoricalFinding",
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
                        "proposal",
                        models.CharField(
                            choices=[
                                ("low_mood", "Low mood"),
                                ("safety", "Thoughts of self-harm"),
                                ("ask_epds", "Ask EPDS at this visit or the next"),
                                ("hazardous", "Hazardous drinking"),
                                ("heavy", "Drinking that needs specialist care"),
                                ("violence", "Violence has been told of"),
                                ("language", "Language needs a closer look"),
                                ("tobacco", "Tobacco or nicotine"),
                                ("missed_visits", "Repeated missed visits"),
                                ("other", "Something else that worries"),
                            ],
                            max_length=16,
                        ),
                    ),
                    ("origin_case", models.UUIDField()),
                    ("origin", models.UUIDField()),
                    ("found_on", models.DateField()),
                    (
                        "action",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("", "Not decided"),
                                ("talk", "Talk"),
                                ("referral", "Referral"),
                                ("consultation", "Consultation"),
                                ("plan", "Request for a coordinated individual plan"),
                                ("concern", "Report of concern"),
                                ("no_action", "No action, with the reason"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("text", models.TextField(blank=True)),
                    ("decided_at", models.DateTimeField(blank=True, null=True)),
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
                    "verbose_name": "historical finding",
                    "verbose_name_plural": "historical findings",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                    "indexes": [models.Index(fields=["history_date", "id"], name="cases_histo_history_1d37a2_idx")],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name="HistoricalInstrument",
                fields=[
                    ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                    ("slug", models.SlugField(max_length=40)),
                    ("name", models.CharField(max_length=80)),
                    (
                        "about",
                        models.CharField(
                            choices=[("parent", "A parent"), ("child", "The child"), ("patient", "The patient")],
                            max_length=8,
                        ),
                    ),
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
                    (
                        "licence",
                        models.CharField(
                            choices=[
                                ("free", "The wording is shipped"),
                                ("clinic", "The wording is the clinic's to add"),
                            ],
                            max_length=8,
                        ),
                    ),
                    ("has_sum", models.BooleanField(default=True)),
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
                    "verbose_name": "historical instrument",
                    "verbose_name_plural": "historical instruments",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                    "indexes": [models.Index(fields=["history_date", "id"], name="cases_histo_history_ca1431_idx")],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name="HistoricalProgramme",
                fields=[
                    ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                    ("slug", models.SlugField(max_length=40)),
                    ("name", models.CharField(max_length=120)),
                    (
                        "about",
                        models.CharField(
                            choices=[("child", "A child"), ("pregnancy", "A pregnancy"), ("adult", "An adult patient")],
                            max_length=10,
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
                    "verbose_name": "historical programme",
                    "verbose_name_plural": "historical programmes",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                    "indexes": [models.Index(fields=["history_date", "id"], name="cases_histo_history_88372f_idx")],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name="HistoricalInstrumentItem",
                fields=[
                    ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                    ("number", models.PositiveSmallIntegerField()),
                    ("text", models.CharField(blank=True, max_length=300)),
                    (
                        "points",
                        django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(), size=None),
                    ),
                    (
                        "labels",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(max_length=80), blank=True, default=list, size=None
                        ),
                    ),
                    ("alarms_at", models.SmallIntegerField(blank=True, null=True)),
                    (
                        "proposes",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("low_mood", "Low mood"),
                                ("safety", "Thoughts of self-harm"),
                                ("ask_epds", "Ask EPDS at this visit or the next"),
                                ("hazardous", "Hazardous drinking"),
                                ("heavy", "Drinking that needs specialist care"),
                                ("violence", "Violence has been told of"),
                                ("language", "Language needs a closer look"),
                                ("tobacco", "Tobacco or nicotine"),
                                ("missed_visits", "Repeated missed visits"),
                                ("other", "Something else that worries"),
                            ],
                            max_length=16,
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
                        "instrument",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="cases.instrument",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical instrument item",
                    "verbose_name_plural": "historical instrument items",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                    "indexes": [models.Index(fields=["history_date", "id"], name="cases_histo_history_aa6f50_idx")],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name="HistoricalInstrumentBand",
                fields=[
                    ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                    ("lowest", models.PositiveSmallIntegerField()),
                    ("highest", models.PositiveSmallIntegerField()),
                    (
                        "proposes",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("low_mood", "Low mood"),
                                ("safety", "Thoughts of self-harm"),
                                ("ask_epds", "Ask EPDS at this visit or the next"),
                                ("hazardous", "Hazardous drinking"),
                                ("heavy", "Drinking that needs specialist care"),
                                ("violence", "Violence has been told of"),
                                ("language", "Language needs a closer look"),
                                ("tobacco", "Tobacco or nicotine"),
                                ("missed_visits", "Repeated missed visits"),
                                ("other", "Something else that worries"),
                            ],
                            max_length=16,
                        ),
                    ),
                    ("advice", models.CharField(blank=True, max_length=300)),
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
                        "instrument",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="cases.instrument",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical instrument band",
                    "verbose_name_plural": "historical instrument bands",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                    "indexes": [models.Index(fields=["history_date", "id"], name="cases_histo_history_7717dd_idx")],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name="InstrumentBand",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("lowest", models.PositiveSmallIntegerField()),
                    ("highest", models.PositiveSmallIntegerField()),
                    (
                        "proposes",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("low_mood", "Low mood"),
                                ("safety", "Thoughts of self-harm"),
                                ("ask_epds", "Ask EPDS at this visit or the next"),
                                ("hazardous", "Hazardous drinking"),
                                ("heavy", "Drinking that needs specialist care"),
                                ("violence", "Violence has been told of"),
                                ("language", "Language needs a closer look"),
                                ("tobacco", "Tobacco or nicotine"),
                                ("missed_visits", "Repeated missed visits"),
                                ("other", "Something else that worries"),
                            ],
                            max_length=16,
                        ),
                    ),
                    ("advice", models.CharField(blank=True, max_length=300)),
                    (
                        "instrument",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="bands", to="cases.instrument"
                        ),
                    ),
                ],
                options={
                    "ordering": ["lowest"],
                    "constraints": [
                        models.UniqueConstraint(fields=("instrument", "lowest"), name="one_band_begins_at_a_sum")
                    ],
                },
            ),
            migrations.CreateModel(
                name="InstrumentItem",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("number", models.PositiveSmallIntegerField()),
                    ("text", models.CharField(blank=True, max_length=300)),
                    (
                        "points",
                        django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(), size=None),
                    ),
                    (
                        "labels",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(max_length=80), blank=True, default=list, size=None
                        ),
                    ),
                    ("alarms_at", models.SmallIntegerField(blank=True, null=True)),
                    (
                        "proposes",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("low_mood", "Low mood"),
                                ("safety", "Thoughts of self-harm"),
                                ("ask_epds", "Ask EPDS at this visit or the next"),
                                ("hazardous", "Hazardous drinking"),
                                ("heavy", "Drinking that needs specialist care"),
                                ("violence", "Violence has been told of"),
                                ("language", "Language needs a closer look"),
                                ("tobacco", "Tobacco or nicotine"),
                                ("missed_visits", "Repeated missed visits"),
                                ("other", "Something else that worries"),
                            ],
                            max_length=16,
                        ),
                    ),
                    (
                        "instrument",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="items", to="cases.instrument"
                        ),
                    ),
                ],
                options={
                    "ordering": ["number"],
                    "constraints": [
                        models.UniqueConstraint(fields=("instrument", "number"), name="one_item_of_a_number"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("alarms_at", None), ("proposes", "")),
                                models.Q(("alarms_at__isnull", False), models.Q(("proposes", ""), _negated=True)),
                                _connector="OR",
                            ),
                            name="item_alarms_with_a_proposal",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="HistoricalProgrammeVersion",
                fields=[
                    ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                    ("name", models.CharField(max_length=120)),
                    ("valid_from", models.DateField()),
                    ("valid_to", models.DateField(blank=True, null=True)),
                    ("source", models.CharField(max_length=300)),
                    (
                        "certainty",
                        models.CharField(
                            choices=[("high", "Sure"), ("medium", "Quite sure"), ("low", "Not sure")], max_length=12
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
                        "programme",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="cases.programme",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical programme version",
                    "verbose_name_plural": "historical programme versions",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                    "indexes": [models.Index(fields=["history_date", "id"], name="cases_histo_history_39df0f_idx")],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name="HistoricalInstrumentAnswers",
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
                    ("taken_on", models.DateField()),
                    ("answers", models.JSONField(default=dict)),
                    ("total", models.PositiveSmallIntegerField(blank=True, null=True)),
                    (
                        "proposes",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(
                                choices=[
                                    ("low_mood", "Low mood"),
                                    ("safety", "Thoughts of self-harm"),
                                    ("ask_epds", "Ask EPDS at this visit or the next"),
                                    ("hazardous", "Hazardous drinking"),
                                    ("heavy", "Drinking that needs specialist care"),
                                    ("violence", "Violence has been told of"),
                                    ("language", "Language needs a closer look"),
                                    ("tobacco", "Tobacco or nicotine"),
                                    ("missed_visits", "Repeated missed visits"),
                                    ("other", "Something else that worries"),
                                ],
                                max_length=16,
                            ),
                            blank=True,
                            default=list,
                            size=None,
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
                        "instrument",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="cases.instrument",
                        ),
                    ),
                    (
                        "step",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="cases.programmestep",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical instrument answers",
                    "verbose_name_plural": "historical instrument answerss",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                    "indexes": [models.Index(fields=["history_date", "id"], name="cases_histo_history_a42cfd_idx")],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name="HistoricalHealthStep",
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
                        "outcome",
                        models.CharField(
                            choices=[
                                ("done", "Done"),
                                ("missed", "Did not come"),
                                ("declined", "The family said no"),
                                ("elsewhere", "Done elsewhere"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("happened_on", models.DateField()),
                    (
                        "missed_on",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.DateField(), blank=True, default=list, size=None
                        ),
                    ),
                    (
                        "ticked",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(max_length=120), blank=True, default=list, size=None
                        ),
                    ),
                    ("text", models.TextField(blank=True)),
                    ("weight", models.PositiveIntegerField(blank=True, null=True)),
                    ("length", models.PositiveIntegerField(blank=True, null=True)),
                    ("head", models.PositiveIntegerField(blank=True, null=True)),
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
                        "step",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="cases.programmestep",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical health step",
                    "verbose_name_plural": "historical health steps",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                    "indexes": [models.Index(fields=["history_date", "id"], name="cases_histo_history_5b113e_idx")],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name="HistoricalHealthContact",
                fields=[
                    ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                    ("created_at", models.DateTimeField(blank=True, editable=False)),
                    ("enrolled_on", models.DateField()),
                    ("days_at_birth", models.PositiveSmallIntegerField(blank=True, null=True)),
                    (
                        "ending",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("", "Goes on"),
                                ("born", "The child is born"),
                                ("miscarriage", "Miscarriage"),
                                ("termination", "Termination"),
                                ("stillbirth", "Stillbirth"),
                                ("died", "The child has died"),
                                ("moved", "Moved to another clinic"),
                                ("done", "The programme is done"),
                                ("declined", "The family no longer wants the contact"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("ended_on", models.DateField(blank=True, null=True)),
                    ("next_from", models.DateField(blank=True, null=True)),
                    ("next_to", models.DateField(blank=True, null=True)),
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
                        "follows",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="cases.healthcontact",
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
                        "programme",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="cases.programme",
                        ),
                    ),
                    (
                        "next_step",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="cases.programmestep",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical health contact",
                    "verbose_name_plural": "historical health contacts",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                    "indexes": [models.Index(fields=["history_date", "id"], name="cases_histo_history_551598_idx")],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name="HealthStep",
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
                        "outcome",
                        models.CharField(
                            choices=[
                                ("done", "Done"),
                                ("missed", "Did not come"),
                                ("declined", "The family said no"),
                                ("elsewhere", "Done elsewhere"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("happened_on", models.DateField()),
                    (
                        "missed_on",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.DateField(), blank=True, default=list, size=None
                        ),
                    ),
                    (
                        "ticked",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(max_length=120), blank=True, default=list, size=None
                        ),
                    ),
                    ("text", models.TextField(blank=True)),
                    ("weight", models.PositiveIntegerField(blank=True, null=True)),
                    ("length", models.PositiveIntegerField(blank=True, null=True)),
                    ("head", models.PositiveIntegerField(blank=True, null=True)),
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
                        "step",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.programmestep"
                        ),
                    ),
                ],
                options={
                    "constraints": [models.UniqueConstraint(fields=("case", "step"), name="a_step_is_recorded_once")],
                },
            ),
            migrations.AddIndex(
                model_name="healthcontact",
                index=models.Index(fields=["unit", "next_to", "id"], name="contact_by_next_step"),
            ),
            migrations.AddConstraint(
                model_name="healthcontact",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("ended_on", None), ("ending", "")),
                        models.Q(models.Q(("ending", ""), _negated=True), ("ended_on__isnull", False)),
                        _connector="OR",
                    ),
                    name="health_contact_ends_on_a_day",
                ),
            ),
            migrations.AddConstraint(
                model_name="programmeversion",
                constraint=models.UniqueConstraint(
                    fields=("programme", "valid_from"), name="one_version_begins_on_a_day"
                ),
            ),
            migrations.AddConstraint(
                model_name="programmeversion",
                constraint=models.CheckConstraint(
                    condition=models.Q(("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"),
                    name="programme_version_ends_after_start",
                ),
            ),
            migrations.AddConstraint(
                model_name="programmestep",
                constraint=models.UniqueConstraint(fields=("version", "key"), name="one_step_of_a_key"),
            ),
            migrations.AddConstraint(
                model_name="programmestep",
                constraint=models.CheckConstraint(
                    condition=models.Q(("closes__gt", models.F("opens"))), name="step_closes_after_it_opens"
                ),
            ),
            migrations.AddIndex(
                model_name="historicalprogrammestep",
                index=models.Index(fields=["history_date", "id"], name="cases_histo_history_e71c60_idx"),
            ),
        ]
    ) + [
        migrations.RunSQL(
            (Path(__file__).parent / "sql" / "0019_health.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop
        ),
        migrations.RunPython(ship, migrations.RunPython.noop),
    ]
