"""The worker starts rounds on an agreement's interval, as a service account: bare rows, as for whoever acts."""

from django.db import migrations

TABLES = ("workflows_process", "workflows_task")


class Migration(migrations.Migration):
    dependencies = [("workflows", "0011_rounds_of_agreements"), ("agreements", "0014_next_round")]

    operations = [
        migrations.RunSQL(
            "; ".join(f"ALTER POLICY of_a_round ON {table} TO web, worker" for table in TABLES),
            "; ".join(f"ALTER POLICY of_a_round ON {table} TO web" for table in TABLES),
            elidable=False,
        )
    ]
