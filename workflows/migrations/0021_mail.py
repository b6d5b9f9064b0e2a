"""E-mail that there is something to see: who wants it when, and the outbox. What was told before is not mailed."""

from pathlib import Path

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from accounts.together import together

READ = (Path(__file__).parent / "sql" / "0021_mail.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_reports_of_concern"),
        ("workflows", "0020_on_paper"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together(
        [
            migrations.CreateModel(
                name="Mail",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("is_daily", models.BooleanField()),
                    ("due_at", models.DateTimeField()),
                    ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("tries", models.PositiveSmallIntegerField(default=0)),
                    ("taken_at", models.DateTimeField(null=True)),
                    ("sent_at", models.DateTimeField(null=True)),
                    ("dropped_at", models.DateTimeField(null=True)),
                ],
            ),
            migrations.CreateModel(
                name="MailSetting",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("remind", "Soon due"),
                                ("escalate", "Late"),
                                ("withdrawn", "No longer needed"),
                                ("need_stated", "A colleague stated a need and opened the case"),
                                ("handed_over", "Handed over"),
                                ("moved", "The meeting has been moved: see when and where"),
                                ("cancelled", "The meeting has been cancelled"),
                                ("silent", "No answer in time: it is back with your unit"),
                                ("returned", "Back with your unit"),
                                ("unit_closed", "A unit closed down"),
                                ("tell_party", "Tell the receiver outside Samplan that it no longer holds"),
                                ("added", "Something was added to a consultation"),
                            ],
                            max_length=12,
                        ),
                    ),
                    (
                        "timing",
                        models.CharField(
                            choices=[("never", "No e-mail"), ("at_once", "At once"), ("daily", "Once a day")],
                            max_length=8,
                        ),
                    ),
                ],
            ),
            migrations.AddField(
                model_name="notice",
                name="mailed_at",
                field=models.DateTimeField(null=True),
            ),
            migrations.AddIndex(
                model_name="notice",
                index=models.Index(
                    condition=models.Q(("mailed_at", None)), fields=["created_at"], name="notice_to_mail"
                ),
            ),
            migrations.AddField(
                model_name="mail",
                name="user",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            migrations.AddField(
                model_name="mailsetting",
                name="user",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            migrations.AddIndex(
                model_name="mail",
                index=models.Index(
                    condition=models.Q(("dropped_at", None), ("sent_at", None)), fields=["due_at"], name="mail_to_send"
                ),
            ),
            migrations.AddConstraint(
                model_name="mail",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("dropped_at", None), ("sent_at", None), ("taken_at", None)),
                    fields=("user", "is_daily"),
                    name="one_waiting_mail_of_a_sort",
                ),
            ),
            migrations.AddConstraint(
                model_name="mail",
                constraint=models.CheckConstraint(
                    condition=models.Q(("sent_at", None), ("dropped_at", None), _connector="OR"),
                    name="mail_sent_or_dropped",
                ),
            ),
            migrations.AddConstraint(
                model_name="mailsetting",
                constraint=models.UniqueConstraint(fields=("user", "kind"), name="one_setting_per_kind_of_notice"),
            ),
            migrations.RunSQL(READ, migrations.RunSQL.noop),
        ]
    )
