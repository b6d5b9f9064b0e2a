import uuid
from pathlib import Path

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("cases", "0005_centre_meetings"),
    ]

    operations = [
        migrations.CreateModel(
            name="Fact",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("case_opened", "The need was identified"),
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
                        ],
                        max_length=20,
                    ),
                ),
                ("code", models.CharField(blank=True, max_length=24)),
                ("origin", models.UUIDField(null=True)),
                ("due_at", models.DateTimeField(null=True)),
                ("happened_at", models.DateTimeField()),
                ("registered_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
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
                "indexes": [models.Index(fields=["case", "what"], name="fact_by_case")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("happened_at__lte", models.F("registered_at"))),
                        name="a_fact_happened_before_it_was_registered",
                    )
                ],
            },
        ),
        migrations.RunSQL((Path(__file__).parent / "sql" / "0006_fact.sql").read_text(), migrations.RunSQL.noop),
    ]
