"""The account that commands act as has a role of its own; it had the auditor's, which shows figures."""

from typing import Any

from django.db import migrations, models
from django.utils import timezone

SERVICE, AUDITOR = "service_account", "compliance_auditor"
WHY = "manage.py migrate: the service account has a role of its own"


def change_role(apps: Any, old: str, new: str) -> None:
    """With a row of history each, as a service would leave it."""
    assignments = apps.get_model("accounts", "Assignment").objects.filter(
        user__email__endswith="@service.invalid", role=old
    )
    history = apps.get_model("accounts", "HistoricalAssignment")
    for row in assignments:
        row.role = new
        row.save(update_fields=["role"])
        history.objects.create(
            id=row.pk,
            user_id=row.user_id,
            unit_id=row.unit_id,
            role=new,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            substitute_for_id=row.substitute_for_id,
            history_date=timezone.now(),
            history_type="~",
            history_change_reason=WHY,
        )


def give_role(apps: Any, schema_editor: Any) -> None:
    change_role(apps, AUDITOR, SERVICE)


def take_role(apps: Any, schema_editor: Any) -> None:
    change_role(apps, SERVICE, AUDITOR)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_administration"),
    ]

    operations = [
        migrations.AlterField(
            model_name="assignment",
            name="role",
            field=models.CharField(
                choices=[
                    ("social_worker", "Social worker"),
                    ("child_health_nurse", "Child-health nurse"),
                    ("midwife", "Midwife"),
                    ("preschool_teacher", "Preschool teacher"),
                    ("addiction_counsellor", "Addiction counsellor"),
                    ("unit_manager", "Unit manager"),
                    ("centre_coordinator", "Centre coordinator"),
                    ("compliance_auditor", "Compliance auditor"),
                    ("log_reviewer", "Log reviewer"),
                    ("system_administrator", "System administrator"),
                    ("service_account", "Service account"),
                ],
                max_length=24,
            ),
        ),
        migrations.AlterField(
            model_name="historicalassignment",
            name="role",
            field=models.CharField(
                choices=[
                    ("social_worker", "Social worker"),
                    ("child_health_nurse", "Child-health nurse"),
                    ("midwife", "Midwife"),
                    ("preschool_teacher", "Preschool teacher"),
                    ("addiction_counsellor", "Addiction counsellor"),
                    ("unit_manager", "Unit manager"),
                    ("centre_coordinator", "Centre coordinator"),
                    ("compliance_auditor", "Compliance auditor"),
                    ("log_reviewer", "Log reviewer"),
                    ("system_administrator", "System administrator"),
                    ("service_account", "Service account"),
                ],
                max_length=24,
            ),
        ),
        migrations.RunPython(give_role, take_role),
    ]
