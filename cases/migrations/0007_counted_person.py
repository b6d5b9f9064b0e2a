from pathlib import Path

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_fact")]

    operations = [
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
                ],
                max_length=20,
            ),
        ),
        migrations.RunSQL(
            (Path(__file__).parent / "sql" / "0007_counted_person.sql").read_text(encoding="utf-8"),
            "DROP VIEW cases_countedperson",
        ),
    ]
