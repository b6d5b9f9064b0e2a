import uuid
from pathlib import Path

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from accounts.together import together


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_reports_of_concern"),
        ("cases", "0013_forwarding"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together(
        [
            migrations.AlterField(
                model_name="disclosedsection",
                name="kind",
                field=models.CharField(
                    choices=[
                        ("identity", "Who the plan is about"),
                        ("need", "Need"),
                        ("goal", "Goal"),
                        ("intervention", "Intervention"),
                        ("statement", "The family's own words"),
                        ("referral", "Referral"),
                        ("answer", "Answer to a referral"),
                        ("attachment", "Attachment"),
                    ],
                    max_length=16,
                ),
            ),
            migrations.CreateModel(
                name="Attachment",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(auto_now_add=True)),
                    (
                        "topic",
                        models.CharField(
                            choices=[
                                ("identity", "Who the plan is about, and that it is being made"),
                                ("health", "Health"),
                                ("development", "Development and language"),
                                ("everyday", "Everyday life and preschool"),
                                ("family", "Family and parenthood"),
                                ("mental_health", "Mental health"),
                                ("substance_use", "Alcohol, drugs and gambling"),
                                ("violence", "Violence and safety"),
                                ("economy", "Money"),
                                ("housing", "Housing"),
                                ("other", "Other"),
                            ],
                            max_length=20,
                        ),
                    ),
                    ("edition", models.PositiveIntegerField(default=1)),
                    ("ready_edition", models.PositiveIntegerField(default=0)),
                    ("written_at", models.DateTimeField(auto_now=True)),
                    (
                        "place",
                        models.CharField(
                            choices=[("referral", "Referral"), ("plan", "The plan"), ("minutes", "Minutes")],
                            max_length=10,
                        ),
                    ),
                    ("title", models.CharField(max_length=120)),
                    (
                        "media_type",
                        models.CharField(
                            choices=[
                                ("application/pdf", "PDF"),
                                ("image/jpeg", "Image (JPEG)"),
                                ("image/png", "Image (PNG)"),
                                ("image/gif", "Image (GIF)"),
                                ("image/webp", "Image (WebP)"),
                                ("text/plain", "Text"),
                            ],
                            max_length=20,
                        ),
                    ),
                    ("size", models.PositiveIntegerField()),
                    ("sha256", models.CharField(max_length=64)),
                    (
                        "scan",
                        models.CharField(
                            choices=[("clean", "Scanned for viruses"), ("not_scanned", "Not scanned")], max_length=12
                        ),
                    ),
                    ("stored", models.UUIDField(blank=True, db_index=True, null=True)),
                    ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "withdrawn_reason",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("", "Not removed"),
                                ("wrong_file", "It was the wrong file"),
                                ("wrong_person", "It is about somebody else"),
                                ("not_needed", "It is not needed"),
                                ("replaced", "A newer one takes its place"),
                            ],
                            max_length=14,
                        ),
                    ),
                    (
                        "about",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.caseperson"
                        ),
                    ),
                    ("case", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="cases.case")),
                    (
                        "meeting",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="cases.planmeeting",
                        ),
                    ),
                    (
                        "owner_provider",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.provider"
                        ),
                    ),
                    (
                        "owner_unit",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.careunit"
                        ),
                    ),
                    (
                        "withdrawn_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "written_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("meeting__isnull", False), ("place", "minutes")),
                                models.Q(models.Q(("place", "minutes"), _negated=True), ("meeting", None)),
                                _connector="OR",
                            ),
                            name="minutes_are_of_a_meeting",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("stored__isnull", False),
                                    ("withdrawn_at", None),
                                    ("withdrawn_by", None),
                                    ("withdrawn_reason", ""),
                                ),
                                models.Q(
                                    ("stored", None),
                                    ("withdrawn_at__isnull", False),
                                    ("withdrawn_by__isnull", False),
                                    models.Q(("withdrawn_reason", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="withdrawn_attachment_has_no_file",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="HistoricalAttachment",
                fields=[
                    ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                    ("created_at", models.DateTimeField(blank=True, editable=False)),
                    (
                        "topic",
                        models.CharField(
                            choices=[
                                ("identity", "Who the plan is about, and that it is being made"),
                                ("health", "Health"),
                                ("development", "Development and language"),
                                ("everyday", "Everyday life and preschool"),
                                ("family", "Family and parenthood"),
                                ("mental_health", "Mental health"),
                                ("substance_use", "Alcohol, drugs and gambling"),
                                ("violence", "Violence and safety"),
                                ("economy", "Money"),
                                ("housing", "Housing"),
                                ("other", "Other"),
                            ],
                            max_length=20,
                        ),
                    ),
                    ("edition", models.PositiveIntegerField(default=1)),
                    ("ready_edition", models.PositiveIntegerField(default=0)),
                    ("written_at", models.DateTimeField(blank=True, editable=False)),
                    (
                        "place",
                        models.CharField(
                            choices=[("referral", "Referral"), ("plan", "The plan"), ("minutes", "Minutes")],
                            max_length=10,
                        ),
                    ),
                    ("title", models.CharField(max_length=120)),
                    (
                        "media_type",
                        models.CharField(
                            choices=[
                                ("application/pdf", "PDF"),
                                ("image/jpeg", "Image (JPEG)"),
                                ("image/png", "Image (PNG)"),
                                ("image/gif", "Image (GIF)"),
                                ("image/webp", "Image (WebP)"),
                                ("text/plain", "Text"),
                            ],
                            max_length=20,
                        ),
                    ),
                    ("size", models.PositiveIntegerField()),
                    ("sha256", models.CharField(max_length=64)),
                    (
                        "scan",
                        models.CharField(
                            choices=[("clean", "Scanned for viruses"), ("not_scanned", "Not scanned")], max_length=12
                        ),
                    ),
                    ("stored", models.UUIDField(blank=True, db_index=True, null=True)),
                    ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "withdrawn_reason",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("", "Not removed"),
                                ("wrong_file", "It was the wrong file"),
                                ("wrong_person", "It is about somebody else"),
                                ("not_needed", "It is not needed"),
                                ("replaced", "A newer one takes its place"),
                            ],
                            max_length=14,
                        ),
                    ),
                    (
                        "history_id",
                        models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                    ),
                    ("history_date", models.DateTimeField()),
                    ("history_change_reason", models.CharField(max_length=100, null=True)),
                    (
                        "history_type",
                        models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                    ),
                    (
                        "about",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="cases.caseperson",
                        ),
                    ),
                    (
                        "case",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="cases.case",
                        ),
                    ),
                    (
                        "history_assignment",
                        models.ForeignKey(
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="accounts.assignment",
                        ),
                    ),
                    (
                        "history_user",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "meeting",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="cases.planmeeting",
                        ),
                    ),
                    (
                        "owner_provider",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="accounts.provider",
                        ),
                    ),
                    (
                        "owner_unit",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="accounts.careunit",
                        ),
                    ),
                    (
                        "withdrawn_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "written_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical attachment",
                    "verbose_name_plural": "historical attachments",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                    "indexes": [models.Index(fields=["history_date", "id"], name="cases_histo_history_35cf31_idx")],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
        ]
    ) + [
        migrations.RunSQL(
            (Path(__file__).parent / "sql" / "0014_attachments.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop
        ),
    ]
