"""What can be done now at a clinic, found by its first day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0024_clinics_that_close")]

    operations = [
        migrations.AddIndex(
            model_name="healthcontact",
            index=models.Index(fields=["unit", "next_from"], name="contact_by_first_day"),
        ),
    ]
