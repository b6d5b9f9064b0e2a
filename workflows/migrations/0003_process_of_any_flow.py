from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workflows", "0002_sent_form")]

    operations = [
        migrations.RemoveConstraint("coordinatedplanprocess", "one_plan_process_per_case"),
        migrations.RenameModel("CoordinatedPlanProcess", "Process"),
        migrations.AddConstraint(
            "process",
            models.UniqueConstraint(
                condition=models.Q(("finished", None)), fields=("case", "flow_class"), name="one_open_process_per_case"
            ),
        ),
        migrations.CreateModel(
            name="CoordinatedPlanProcess",
            fields=[],
            options={"proxy": True, "indexes": [], "constraints": []},
            bases=("workflows.process",),
        ),
    ]
