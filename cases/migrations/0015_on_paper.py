"""Hand-overs on paper, to a party without account: one row for each like any other, and a consent that names it."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from accounts.together import together


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_reports_of_concern"),
        ("cases", "0014_attachments"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together(
        [
            migrations.AddField(
                model_name="consentscope",
                name="party",
                field=models.CharField(blank=True, db_default="", default="", max_length=200),
            ),
            migrations.AddField(
                model_name="disclosure",
                name="receiver_kind",
                field=models.CharField(
                    blank=True,
                    choices=[
                        ("school", "School or preschool of a municipality"),
                        ("private_school", "Independent school or preschool"),
                        ("dental", "Public dental care"),
                        ("private_dental", "Private dental care"),
                        ("care", "Other public health care"),
                        ("private_care", "Other private health care"),
                        ("social", "Social services of another municipality"),
                        ("other", "Somebody else"),
                    ],
                    db_default="",
                    default="",
                    max_length=16,
                ),
            ),
            migrations.AddField(
                model_name="disclosure",
                name="receiver_party",
                field=models.CharField(blank=True, db_default="", default="", max_length=200),
            ),
            migrations.AddField(
                model_name="historicalconsentscope",
                name="party",
                field=models.CharField(blank=True, db_default="", default="", max_length=200),
            ),
            migrations.AddField(
                model_name="historicalsending",
                name="channel",
                field=models.CharField(
                    blank=True,
                    choices=[
                        ("secure_message", "Secure digital message"),
                        ("registered_post", "Registered post"),
                        ("by_hand", "Handed over in person"),
                        ("other", "Another secure channel of your unit"),
                    ],
                    db_default="",
                    default="",
                    max_length=16,
                ),
            ),
            migrations.AddField(
                model_name="historicalsending",
                name="end_told_on",
                field=models.DateField(blank=True, null=True),
            ),
            migrations.AddField(
                model_name="historicalsending",
                name="party_kind",
                field=models.CharField(
                    blank=True,
                    choices=[
                        ("school", "School or preschool of a municipality"),
                        ("private_school", "Independent school or preschool"),
                        ("dental", "Public dental care"),
                        ("private_dental", "Private dental care"),
                        ("care", "Other public health care"),
                        ("private_care", "Other private health care"),
                        ("social", "Social services of another municipality"),
                        ("other", "Somebody else"),
                    ],
                    db_default="",
                    default="",
                    max_length=16,
                ),
            ),
            migrations.AddField(
                model_name="historicalsending",
                name="posted_on",
                field=models.DateField(blank=True, null=True),
            ),
            migrations.AddField(
                model_name="sending",
                name="channel",
                field=models.CharField(
                    blank=True,
                    choices=[
                        ("secure_message", "Secure digital message"),
                        ("registered_post", "Registered post"),
                        ("by_hand", "Handed over in person"),
                        ("other", "Another secure channel of your unit"),
                    ],
                    db_default="",
                    default="",
                    max_length=16,
                ),
            ),
            migrations.AddField(
                model_name="sending",
                name="end_told_on",
                field=models.DateField(blank=True, null=True),
            ),
            migrations.AddField(
                model_name="sending",
                name="party_kind",
                field=models.CharField(
                    blank=True,
                    choices=[
                        ("school", "School or preschool of a municipality"),
                        ("private_school", "Independent school or preschool"),
                        ("dental", "Public dental care"),
                        ("private_dental", "Private dental care"),
                        ("care", "Other public health care"),
                        ("private_care", "Other private health care"),
                        ("social", "Social services of another municipality"),
                        ("other", "Somebody else"),
                    ],
                    db_default="",
                    default="",
                    max_length=16,
                ),
            ),
            migrations.AddField(
                model_name="sending",
                name="posted_on",
                field=models.DateField(blank=True, null=True),
            ),
            migrations.AlterField(
                model_name="consentscope",
                name="unit",
                field=models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="accounts.careunit",
                ),
            ),
            migrations.AlterField(
                model_name="disclosedsection",
                name="receiver_provider",
                field=models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="accounts.provider",
                ),
            ),
            migrations.AlterField(
                model_name="disclosedsection",
                name="receiver_unit",
                field=models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="accounts.careunit",
                ),
            ),
            migrations.AlterField(
                model_name="disclosure",
                name="receiver_provider",
                field=models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="accounts.provider",
                ),
            ),
            migrations.AlterField(
                model_name="disclosure",
                name="receiver_unit",
                field=models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="accounts.careunit",
                ),
            ),
            migrations.AddConstraint(
                model_name="consentscope",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("party", ""), _negated=True),
                    fields=("consent", "party", "topic"),
                    name="consent_party_scope_once",
                ),
            ),
            migrations.AddConstraint(
                model_name="consentscope",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("party", ""), ("unit__isnull", False)),
                        models.Q(("unit", None), models.Q(("party", ""), _negated=True)),
                        _connector="OR",
                    ),
                    name="consent_names_unit_or_party",
                ),
            ),
            migrations.AddConstraint(
                model_name="disclosure",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("receiver_kind", ""),
                            ("receiver_party", ""),
                            ("receiver_provider__isnull", False),
                            ("receiver_unit__isnull", False),
                        ),
                        models.Q(
                            ("receiver_provider", None),
                            ("receiver_unit", None),
                            models.Q(("receiver_party", ""), _negated=True),
                            models.Q(("receiver_kind", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="disclosed_to_unit_or_party",
                ),
            ),
            migrations.AddConstraint(
                model_name="sending",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("channel", ""),
                            ("end_told_on", None),
                            ("party", ""),
                            ("party_kind", ""),
                            ("posted_on", None),
                        ),
                        models.Q(
                            models.Q(("party", ""), _negated=True),
                            models.Q(("party_kind", ""), _negated=True),
                            models.Q(("channel", ""), _negated=True),
                            ("posted_on__isnull", False),
                        ),
                        _connector="OR",
                    ),
                    name="paper_has_a_channel_and_a_day",
                ),
            ),
            migrations.RunSQL(
                (Path(__file__).parent / "sql" / "0015_on_paper.sql").read_text(), migrations.RunSQL.noop
            ),
        ]
    )
