"""What a contact has led to, a hand-over or a finding, is found by its key through an index."""

from django.db import migrations, models

from accounts.together import together

KNOWN_BEFORE = """
UPDATE cases_referralsection SET follows = (schedule ->> 'follows')::uuid WHERE schedule ->> 'follows' <> '';
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0026_overdue_ends")]

    operations = [
        *together(
            [
                migrations.AddField(
                    model_name=name, name="follows", field=models.UUIDField(blank=True, db_index=True, null=True)
                )
                for name in ("historicalreferralsection", "referralsection")
            ]
            + [
                migrations.AlterField(model_name=name, name="origin_case", field=models.UUIDField(db_index=True))
                for name in ("finding", "historicalfinding")
            ]
        ),
        migrations.RunSQL(KNOWN_BEFORE, migrations.RunSQL.noop),
    ]
