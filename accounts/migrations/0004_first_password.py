from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_service_account")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="has_first_password",
            field=models.BooleanField(db_default=False, default=False),
        )
    ]
