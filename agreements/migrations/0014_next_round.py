from django.db import migrations, models

from accounts.together import together


class Migration(migrations.Migration):
    dependencies = [("agreements", "0009_round_clocks")]

    operations = together(
        [
            migrations.AddField("historicalruleset", "next_round_on", models.DateField(blank=True, null=True)),
            migrations.AddField("ruleset", "next_round_on", models.DateField(blank=True, null=True)),
        ]
    )
