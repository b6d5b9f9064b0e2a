"""What a day that has passed has ended: for the clocks' job, which draws the consequences."""

from pathlib import Path

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0007_counted_person")]

    operations = [
        migrations.AddIndex(
            model_name="disclosure",
            index=models.Index(condition=models.Q(("ended_at", None)), fields=["valid_to"], name="disclosure_running"),
        ),
        migrations.AddIndex(
            model_name="participation",
            index=models.Index(
                condition=models.Q(("role", "coordinator"), ("valid_to", None)),
                fields=["case"],
                name="coordinator_named",
            ),
        ),
        migrations.RunSQL(
            (Path(__file__).parent / "sql" / "0008_last_days.sql").read_text(encoding="utf-8"),
            "DROP FUNCTION units_to_hand_over(); DROP FUNCTION consents_run_out()",
            elidable=False,
        ),
    ]
