from django.db import migrations, models

from accounts.together import together


class Migration(migrations.Migration):
    dependencies = [("agreements", "0014_next_round")]

    operations = together(
        [
            migrations.AddField(
                "clauseassessment", "judged_on", models.CharField(blank=True, default="", max_length=64)
            ),
            migrations.AddField(
                "historicalclauseassessment", "judged_on", models.CharField(blank=True, default="", max_length=64)
            ),
        ]
    )
