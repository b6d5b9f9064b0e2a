"""Which contact a part of a hand-over goes on from, by a key that an index finds."""

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
        ),
        migrations.RunSQL(KNOWN_BEFORE, migrations.RunSQL.noop),
    ]
