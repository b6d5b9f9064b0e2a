from django.db import migrations, models

from accounts.together import together


class Migration(migrations.Migration):
    dependencies = [("agreements", "0013_persons")]

    operations = together(
        [
            migrations.AddField("historicalruleset", "next_round_on", models.DateField(blank=True, null=True)),
            migrations.AddField("ruleset", "next_round_on", models.DateField(blank=True, null=True)),
        ]
    )
