"""Undocumented activity names its decision, a placement ends after it begins, and SQL knows a coordinator's grant."""

from pathlib import Path

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("guardian", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="careunit",
            name="undocumented_decision",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddField(
            model_name="historicalcareunit",
            name="undocumented_decision",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddConstraint(
            model_name="careunit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_undocumented", False),
                    models.Q(("undocumented_decision", ""), _negated=True),
                    _connector="OR",
                ),
                name="undocumented_by_decision",
            ),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"),
                name="placement_ends_after_start",
            ),
        ),
        migrations.RunSQL(
            (Path(__file__).parent / "sql" / "0002_coordinates_centre.sql").read_text(encoding="utf-8"),
            "DROP FUNCTION coordinates_centre(bigint)",
            elidable=False,
        ),
    ]
