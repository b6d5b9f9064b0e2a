from pathlib import Path

from django.db import migrations, models

READ = (Path(__file__).parent / "sql" / "0017_nobody_counts_alone.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0016_earlier_numbers"),
    ]

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
                ],
                max_length=20,
            ),
        ),
        migrations.RunSQL(READ, migrations.RunSQL.noop),
    ]
