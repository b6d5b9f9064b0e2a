from django.db import migrations, models

from accounts.together import together


class Migration(migrations.Migration):
    dependencies = [("agreements", "0014_next_round")]

    operations = together(
        [
            migrations.AddField(
                model,
                "judged_on",
                # The database's own default: a server that runs the older code goes on writing meanwhile.
                models.CharField(blank=True, db_default="", default="", max_length=64),
            )
            for model in ("clauseassessment", "historicalclauseassessment")
        ]
    )
