"""A meeting of a group may be planned before anything is written down of it."""

from django.db import migrations, models

from accounts.together import together


class Migration(migrations.Migration):
    dependencies = [("agreements", "0016_referral_clocks")]

    operations = together(
        [
            migrations.RemoveConstraint("groupmeeting", "meeting_says_what_was_raised"),
            *(
                migrations.AlterField(model, "raised", models.CharField(blank=True, max_length=2000))
                for model in ("groupmeeting", "historicalgroupmeeting")
            ),
            migrations.AddConstraint(
                "groupmeeting",
                models.CheckConstraint(
                    condition=models.Q(("raised", ""), _negated=True) | models.Q(outcome=""),
                    name="outcome_of_what_was_raised",
                ),
            ),
        ]
    )
