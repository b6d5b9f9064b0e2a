from pathlib import Path

import django.contrib.postgres.fields
from django.db import migrations, models

KINDS = [
    ("disclosure", "Sharing information about the child"),
    ("assessed", "Interventions with a needs assessment"),
    ("open", "Interventions without a needs assessment"),
]


def interventions() -> models.Field:
    kind = models.CharField(choices=KINDS, max_length=12)
    return django.contrib.postgres.fields.ArrayField(
        base_field=kind, blank=True, db_default=[], default=list, size=None
    )


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_start_values")]

    operations = [
        migrations.AddField(model_name="consent", name="interventions", field=interventions()),
        migrations.AddField(model_name="historicalconsent", name="interventions", field=interventions()),
        migrations.RunSQL(
            (Path(__file__).parent / "sql" / "0003_consent_horizon.sql").read_text(encoding="utf-8"),
            migrations.RunSQL.noop,
            elidable=False,
        ),
    ]
