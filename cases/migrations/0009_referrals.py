import uuid
from datetime import date
from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from accounts.together import together

# law.md c, as read in November 2026. Grounds whose text was not read are off until somebody who has verifies them.
READ_BY, READ_ON = "Samplan", date(2026, 11, 22)
OSL, HEALTH, SOCIAL = date(2009, 6, 30), ["health"], ["social"]
PERSON = ["under_18", "misuse", "compulsory_care"]
NEEDED = "Uppgifterna behövs för att personen ska få nödvändig vård, behandling eller annat stöd."
CHILD_NEEDED = "Uppgifterna behövs för en nödvändig insats till skydd för det väntade barnet."
AUTHORITIES = "Både den som lämnar och den som får uppgifterna är en myndighet."
# key, name, sentence, what must be true, source, from, to, between authorities, needs reason, needs section, groups,
# suggested, verified
GROUNDS = [
    (
        "consent_12_2",
        "Samtycke",
        "Alla som ska samtycka har sagt ja till att just den här enheten får veta just det här.",
        ["Samtycket är antecknat, gäller i dag och omfattar mottagaren och ämnet."],
        "OSL 10 kap. 1 § och 12 kap. 2 §",
        *([], [], False, False, False, [], True, True),
    ),
    (
        "within_provider",
        "Inom samma vårdgivare eller nämnd",
        "Mottagaren hör till samma verksamhet och behöver uppgifterna för att ge vård eller stöd.",
        ["Mottagaren deltar i vården eller stödet, eller behöver uppgifterna av annat skäl för sitt arbete i den."],
        "PDL 4 kap. 1 §; OSL 25 kap. 11 §",
        *([], [], False, False, False, [], True, True),
    ),
    (
        "duty_by_law_10_28",
        "Skyldighet enligt lag",
        "En lag säger att uppgifterna ska lämnas. Välj vilken paragraf.",
        ["Paragrafen säger att just den här mottagaren ska få just de här uppgifterna."],
        "OSL 10 kap. 28 §",
        *([], [], False, True, True, [], True, True),
    ),
    (
        "child_or_misuse_or_compulsory_care_25_12",
        "Från hälso- och sjukvården för nödvändigt stöd",
        "En myndighet i vården får lämna det som behövs för nödvändigt stöd åt någon som är under 18, missbrukar "
        "eller får tvångsvård.",
        [AUTHORITIES, "Personen hör till en av grupperna.", NEEDED],
        "OSL 25 kap. 12 § första stycket",
        *(HEALTH, ["health", "social"], True, True, False, PERSON, True, True),
    ),
    (
        "child_or_misuse_or_compulsory_care_26_9",
        "Från socialtjänsten för nödvändigt stöd",
        "En myndighet i socialtjänsten får lämna det som behövs för nödvändigt stöd åt någon som är under 18, "
        "missbrukar eller får tvångsvård.",
        [AUTHORITIES, "Personen hör till en av grupperna.", NEEDED],
        "OSL 26 kap. 9 § första stycket",
        *(SOCIAL, ["health", "social"], True, True, False, PERSON, True, True),
    ),
    (
        "expected_child_25_12_2nd",
        "Från hälso- och sjukvården till skydd för ett väntat barn",
        "En myndighet i vården får lämna det som behövs om en gravid person, eller någon närstående, för att skydda "
        "det väntade barnet.",
        [AUTHORITIES, "Personen är gravid eller närstående till den gravida.", CHILD_NEEDED],
        "OSL 25 kap. 12 § andra stycket",
        *(HEALTH, ["health", "social"], True, True, False, ["expected_child"], True, True),
    ),
    (
        "expected_child_26_9_2nd",
        "Från socialtjänsten till skydd för ett väntat barn",
        "En myndighet i socialtjänsten får lämna det som behövs om en gravid person, eller någon närstående, för att "
        "skydda det väntade barnet.",
        [AUTHORITIES, "Personen är gravid eller närstående till den gravida.", CHILD_NEEDED],
        "OSL 26 kap. 9 § andra stycket",
        *(SOCIAL, ["health", "social"], True, True, False, ["expected_child"], True, True),
    ),
    (
        "necessary_own_activity_10_2",
        "Nödvändigt för den egna verksamheten",
        "Utan att lämna uppgiften kan den egna enheten inte göra det den är till för. Används sällan.",
        [AUTHORITIES, "Det går inte att göra på något annat sätt."],
        "OSL 10 kap. 2 §",
        *([], [], True, True, False, [], False, False),
    ),
    (
        "crime_or_payment_10_15a",
        "Brott eller felaktiga utbetalningar",
        "Uppgifter för att förebygga, upptäcka eller utreda brott eller felaktiga utbetalningar, efter en avvägning.",
        [AUTHORITIES, "Intresset av att uppgiften lämnas väger tyngre än intresset av att den skyddas."],
        "OSL 10 kap. 15 a §",
        *([], [], True, True, False, [], False, False),
    ),
]


def add_grounds(apps, schema_editor):
    LegalGround = apps.get_model("cases", "LegalGround")
    for key, name, sentence, conditions, source, *reach, is_suggested, is_read in GROUNDS:
        from_sectors, to_sectors, between, reason, section, groups = reach
        LegalGround.objects.create(
            key=key,
            name=name,
            sentence=sentence,
            conditions=conditions,
            source=source,
            from_sectors=from_sectors,
            to_sectors=to_sectors,
            between_authorities=between,
            needs_reason=reason,
            needs_section=section,
            groups=groups,
            is_suggested=is_suggested,
            valid_from=date(2025, 12, 1) if key == "crime_or_payment_10_15a" else OSL,
            verified_by=READ_BY if is_read else "",
            verified_on=READ_ON if is_read else None,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_service_account"),
        ("cases", "0008_last_days"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together(
        [
            migrations.AddField(
                model_name="disclosure",
                name="ground_group",
                field=models.CharField(
                    blank=True,
                    choices=[
                        ("under_18", "The person is under 18"),
                        ("misuse", "The person persistently misuses alcohol, narcotics or volatile solvents"),
                        ("compulsory_care", "The person is in compulsory psychiatric or forensic psychiatric care"),
                        (
                            "expected_child",
                            "The person, or somebody close, is pregnant, and the expected child needs it",
                        ),
                    ],
                    db_default="",
                    default="",
                    max_length=16,
                ),
            ),
            migrations.AddField(
                model_name="disclosure",
                name="ground_need",
                field=models.CharField(blank=True, db_default="", default="", max_length=500),
            ),
            migrations.AddField(
                model_name="disclosure",
                name="ground_section",
                field=models.CharField(blank=True, db_default="", default="", max_length=60),
            ),
            migrations.AlterField(
                model_name="case",
                name="closure_reason",
                field=models.CharField(
                    blank=True,
                    choices=[
                        ("goals_met", "The goals are met"),
                        ("person_withdrew", "The family wants to stop"),
                        ("consent_refused", "The family said no to a plan"),
                        ("not_needed", "A plan turned out not to be needed"),
                        ("one_principal_left", "Only one principal is still involved"),
                        ("moved", "The family moved"),
                        ("replaced", "A new plan takes over"),
                        ("taken_over", "Another unit has taken over"),
                        ("not_sent", "It was never sent"),
                        ("nobody_took", "Nobody took over, and the own unit goes on"),
                    ],
                    max_length=24,
                ),
            ),
            migrations.AlterField(
                model_name="case",
                name="kind",
                field=models.CharField(
                    choices=[
                        ("plan", "Coordinated individual plan"),
                        ("referral", "Referral"),
                        ("warm_handover", "Warm handover"),
                        ("plan_request", "Request for a coordinated individual plan"),
                    ],
                    max_length=20,
                ),
            ),
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
                    ],
                    max_length=16,
                ),
            ),
            migrations.AlterField(
                model_name="disclosure",
                name="ground",
                field=models.CharField(
                    choices=[
                        ("consent_12_2", "Consent (OSL 10 kap. 1 § and 12 kap. 2 §)"),
                        ("within_provider", "Within the same provider, to who takes part in the care or the support"),
                        ("necessary_own_activity_10_2", "Necessary for the own activity (OSL 10 kap. 2 §)"),
                        ("duty_by_law_10_28", "A duty in law (OSL 10 kap. 28 §)"),
                        (
                            "child_or_misuse_or_compulsory_care_25_12",
                            "From health care, for support (OSL 25 kap. 12 §)",
                        ),
                        (
                            "child_or_misuse_or_compulsory_care_26_9",
                            "From social services, for support (OSL 26 kap. 9 §)",
                        ),
                        ("expected_child_25_12_2nd", "From health care, for an expected child (OSL 25 kap. 12 §)"),
                        ("expected_child_26_9_2nd", "From social services, for an expected child (OSL 26 kap. 9 §)"),
                        ("crime_or_payment_10_15a", "Crime or wrongful payments (OSL 10 kap. 15 a §)"),
                    ],
                    max_length=40,
                ),
            ),
            migrations.AlterField(
                model_name="fact",
                name="what",
                field=models.CharField(
                    choices=[
                        ("case_opened", "The need was identified"),
                        ("person_described", "When the person was born was written down anew"),
                        ("consent_answered", "Somebody answered about consent"),
                        ("consent_complete", "Everybody who must consent had said yes"),
                        ("consent_withdrawn", "A consent was withdrawn"),
                        ("meeting_planned", "A meeting was planned"),
                        ("meeting_cancelled", "A meeting was cancelled"),
                        ("meeting_held", "A meeting was held"),
                        ("called", "A unit was called"),
                        ("replied", "A called unit replied"),
                        ("summons_withdrawn", "A summons was withdrawn"),
                        ("attended", "A called unit came"),
                        ("absent", "A called unit did not come"),
                        ("deviated", "A deviation was recorded"),
                        ("goal_written", "A goal was written"),
                        ("child_heard", "The child's voice was written down"),
                        ("intervention", "An intervention changed state"),
                        ("plan_agreed", "The plan was agreed"),
                        ("follow_up_planned", "A follow-up was planned"),
                        ("follow_up_held", "A follow-up was held"),
                        ("case_closed", "The case was closed"),
                        ("referral_sent", "A referral was sent"),
                        ("referral_came", "A referral came"),
                        ("referral_answered", "A referral was answered"),
                        ("referral_recalled", "A referral was recalled"),
                        ("family_contacted", "The family was contacted after a referral"),
                        ("feedback_given", "Feedback on a referral was given"),
                        ("evaluated", "The family judged the plan"),
                    ],
                    max_length=20,
                ),
            ),
            migrations.AlterField(
                model_name="historicalcase",
                name="closure_reason",
                field=models.CharField(
                    blank=True,
                    choices=[
                        ("goals_met", "The goals are met"),
                        ("person_withdrew", "The family wants to stop"),
                        ("consent_refused", "The family said no to a plan"),
                        ("not_needed", "A plan turned out not to be needed"),
                        ("one_principal_left", "Only one principal is still involved"),
                        ("moved", "The family moved"),
                        ("replaced", "A new plan takes over"),
                        ("taken_over", "Another unit has taken over"),
                        ("not_sent", "It was never sent"),
                        ("nobody_took", "Nobody took over, and the own unit goes on"),
                    ],
                    max_length=24,
                ),
            ),
            migrations.AlterField(
                model_name="historicalcase",
                name="kind",
                field=models.CharField(
                    choices=[
                        ("plan", "Coordinated individual plan"),
                        ("referral", "Referral"),
                        ("warm_handover", "Warm handover"),
                        ("plan_request", "Request for a coordinated individual plan"),
                    ],
                    max_length=20,
                ),
            ),
            migrations.AlterField(
                model_name="historicalparticipation",
                name="reason",
                field=models.CharField(
                    choices=[
                        ("opened", "Opened the case"),
                        ("summoned", "Was called to the plan"),
                        ("took_task", "Took a task in the case"),
                        ("handed_over", "Was handed a task in the case"),
                        ("stated_need", "Stated why the case had to be opened"),
                        ("named", "Was named by a colleague"),
                        ("took_over", "Took over from a unit that closed down"),
                        ("was_sent", "Was sent the referral"),
                    ],
                    max_length=12,
                ),
            ),
            migrations.AlterField(
                model_name="historicalparticipation",
                name="role",
                field=models.CharField(
                    choices=[
                        ("owner", "Owns the case"),
                        ("called", "Called"),
                        ("invited", "Invited"),
                        ("coordinator", "Coordinates"),
                        ("receiver", "Receives the referral"),
                    ],
                    max_length=12,
                ),
            ),
            migrations.AlterField(
                model_name="participation",
                name="reason",
                field=models.CharField(
                    choices=[
                        ("opened", "Opened the case"),
                        ("summoned", "Was called to the plan"),
                        ("took_task", "Took a task in the case"),
                        ("handed_over", "Was handed a task in the case"),
                        ("stated_need", "Stated why the case had to be opened"),
                        ("named", "Was named by a colleague"),
                        ("took_over", "Took over from a unit that closed down"),
                        ("was_sent", "Was sent the referral"),
                    ],
                    max_length=12,
                ),
            ),
            migrations.AlterField(
                model_name="participation",
                name="role",
                field=models.CharField(
                    choices=[
                        ("owner", "Owns the case"),
                        ("called", "Called"),
                        ("invited", "Invited"),
                        ("coordinator", "Coordinates"),
                        ("receiver", "Receives the referral"),
                    ],
                    max_length=12,
                ),
            ),
            migrations.CreateModel(
                name="LegalGround",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "key",
                        models.CharField(
                            choices=[
                                ("consent_12_2", "Consent (OSL 10 kap. 1 § and 12 kap. 2 §)"),
                                (
                                    "within_provider",
                                    "Within the same provider, to who takes part in the care or the support",
                                ),
                                ("necessary_own_activity_10_2", "Necessary for the own activity (OSL 10 kap. 2 §)"),
                                ("duty_by_law_10_28", "A duty in law (OSL 10 kap. 28 §)"),
                                (
                                    "child_or_misuse_or_compulsory_care_25_12",
                                    "From health care, for support (OSL 25 kap. 12 §)",
                                ),
                                (
                                    "child_or_misuse_or_compulsory_care_26_9",
                                    "From social services, for support (OSL 26 kap. 9 §)",
                                ),
                                (
                                    "expected_child_25_12_2nd",
                                    "From health care, for an expected child (OSL 25 kap. 12 §)",
                                ),
                                (
                                    "expected_child_26_9_2nd",
                                    "From social services, for an expected child (OSL 26 kap. 9 §)",
                                ),
                                ("crime_or_payment_10_15a", "Crime or wrongful payments (OSL 10 kap. 15 a §)"),
                            ],
                            max_length=40,
                        ),
                    ),
                    ("name", models.CharField(max_length=120)),
                    ("sentence", models.CharField(max_length=300)),
                    (
                        "conditions",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(max_length=200), default=list, size=None
                        ),
                    ),
                    ("source", models.CharField(max_length=200)),
                    (
                        "from_sectors",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(
                                choices=[
                                    ("health", "Health care"),
                                    ("social", "Social services"),
                                    ("school", "School and preschool"),
                                    ("other", "Other"),
                                ],
                                max_length=8,
                            ),
                            blank=True,
                            default=list,
                            size=None,
                        ),
                    ),
                    (
                        "to_sectors",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(
                                choices=[
                                    ("health", "Health care"),
                                    ("social", "Social services"),
                                    ("school", "School and preschool"),
                                    ("other", "Other"),
                                ],
                                max_length=8,
                            ),
                            blank=True,
                            default=list,
                            size=None,
                        ),
                    ),
                    ("between_authorities", models.BooleanField(default=False)),
                    ("needs_reason", models.BooleanField(default=True)),
                    ("needs_section", models.BooleanField(default=False)),
                    (
                        "groups",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(
                                choices=[
                                    ("under_18", "The person is under 18"),
                                    (
                                        "misuse",
                                        "The person persistently misuses alcohol, narcotics or volatile solvents",
                                    ),
                                    (
                                        "compulsory_care",
                                        "The person is in compulsory psychiatric or forensic psychiatric care",
                                    ),
                                    (
                                        "expected_child",
                                        "The person, or somebody close, is pregnant, and the expected child needs it",
                                    ),
                                ],
                                max_length=16,
                            ),
                            blank=True,
                            default=list,
                            size=None,
                        ),
                    ),
                    ("is_suggested", models.BooleanField(default=True)),
                    ("valid_from", models.DateField()),
                    ("valid_to", models.DateField(blank=True, null=True)),
                    ("verified_by", models.CharField(blank=True, max_length=120)),
                    ("verified_on", models.DateField(blank=True, null=True)),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("verified_by", ""), ("verified_on", None)),
                                models.Q(("verified_on__isnull", False), models.Q(("verified_by", ""), _negated=True)),
                                _connector="OR",
                            ),
                            name="ground_verified_by_somebody",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                            ),
                            name="ground_ends_after_start",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ReferralSection",
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
                        "heading",
                        models.CharField(
                            choices=[
                                ("question", "What we ask for"),
                                ("background", "What we have seen and know"),
                                ("done", "What has been done"),
                                ("wish", "What the family wishes"),
                                ("other", "Other that may matter"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("text", models.TextField()),
                    (
                        "about",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.caseperson"
                        ),
                    ),
                    ("case", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="cases.case")),
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
                        "written_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Sending",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(auto_now_add=True)),
                    ("number", models.PositiveSmallIntegerField()),
                    ("party", models.CharField(blank=True, max_length=200)),
                    ("sent_at", models.DateTimeField()),
                    (
                        "answer",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("", "Not answered"),
                                ("accepted", "Takes it over"),
                                ("more_asked", "Asks for more"),
                                ("other_suggested", "Suggests another unit"),
                                ("turned_down", "Cannot take it"),
                                ("recalled", "Recalled by the sender"),
                                ("ended", "Ended: the consent no longer holds"),
                            ],
                            max_length=16,
                        ),
                    ),
                    (
                        "reason",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("", "No reason"),
                                ("not_ours", "It is not what the unit does"),
                                ("not_in_area", "The family does not live in the unit's area"),
                                ("already_helped", "The family already has a contact elsewhere"),
                                ("no_capacity", "The unit has no room now"),
                                ("family_declined", "The family does not want it"),
                                ("too_little", "Too little is known"),
                                ("other", "Another reason, in words"),
                            ],
                            max_length=16,
                        ),
                    ),
                    ("answered_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "answered_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("case", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="cases.case")),
                    (
                        "disclosure",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="sendings",
                            to="cases.disclosure",
                        ),
                    ),
                    (
                        "receiver_unit",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="accounts.careunit",
                        ),
                    ),
                    (
                        "sent_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "suggested_unit",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="accounts.careunit",
                        ),
                    ),
                ],
            ),
            migrations.CreateModel(
                name="ReferralAnswer",
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
                    ("kind", models.CharField(choices=[("answer", "Answer"), ("feedback", "Feedback")], max_length=10)),
                    ("text", models.TextField()),
                    (
                        "about",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.caseperson"
                        ),
                    ),
                    ("case", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="cases.case")),
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
                        "written_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "sending",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="cases.sending"
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="HistoricalReferralAnswer",
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
                    ("kind", models.CharField(choices=[("answer", "Answer"), ("feedback", "Feedback")], max_length=10)),
                    ("text", models.TextField()),
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
                    (
                        "sending",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="cases.sending",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical referral answer",
                    "verbose_name_plural": "historical referral answers",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name="HistoricalLegalGround",
                fields=[
                    ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                    (
                        "key",
                        models.CharField(
                            choices=[
                                ("consent_12_2", "Consent (OSL 10 kap. 1 § and 12 kap. 2 §)"),
                                (
                                    "within_provider",
                                    "Within the same provider, to who takes part in the care or the support",
                                ),
                                ("necessary_own_activity_10_2", "Necessary for the own activity (OSL 10 kap. 2 §)"),
                                ("duty_by_law_10_28", "A duty in law (OSL 10 kap. 28 §)"),
                                (
                                    "child_or_misuse_or_compulsory_care_25_12",
                                    "From health care, for support (OSL 25 kap. 12 §)",
                                ),
                                (
                                    "child_or_misuse_or_compulsory_care_26_9",
                                    "From social services, for support (OSL 26 kap. 9 §)",
                                ),
                                (
                                    "expected_child_25_12_2nd",
                                    "From health care, for an expected child (OSL 25 kap. 12 §)",
                                ),
                                (
                                    "expected_child_26_9_2nd",
                                    "From social services, for an expected child (OSL 26 kap. 9 §)",
                                ),
                                ("crime_or_payment_10_15a", "Crime or wrongful payments (OSL 10 kap. 15 a §)"),
                            ],
                            max_length=40,
                        ),
                    ),
                    ("name", models.CharField(max_length=120)),
                    ("sentence", models.CharField(max_length=300)),
                    (
                        "conditions",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(max_length=200), default=list, size=None
                        ),
                    ),
                    ("source", models.CharField(max_length=200)),
                    (
                        "from_sectors",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(
                                choices=[
                                    ("health", "Health care"),
                                    ("social", "Social services"),
                                    ("school", "School and preschool"),
                                    ("other", "Other"),
                                ],
                                max_length=8,
                            ),
                            blank=True,
                            default=list,
                            size=None,
                        ),
                    ),
                    (
                        "to_sectors",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(
                                choices=[
                                    ("health", "Health care"),
                                    ("social", "Social services"),
                                    ("school", "School and preschool"),
                                    ("other", "Other"),
                                ],
                                max_length=8,
                            ),
                            blank=True,
                            default=list,
                            size=None,
                        ),
                    ),
                    ("between_authorities", models.BooleanField(default=False)),
                    ("needs_reason", models.BooleanField(default=True)),
                    ("needs_section", models.BooleanField(default=False)),
                    (
                        "groups",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(
                                choices=[
                                    ("under_18", "The person is under 18"),
                                    (
                                        "misuse",
                                        "The person persistently misuses alcohol, narcotics or volatile solvents",
                                    ),
                                    (
                                        "compulsory_care",
                                        "The person is in compulsory psychiatric or forensic psychiatric care",
                                    ),
                                    (
                                        "expected_child",
                                        "The person, or somebody close, is pregnant, and the expected child needs it",
                                    ),
                                ],
                                max_length=16,
                            ),
                            blank=True,
                            default=list,
                            size=None,
                        ),
                    ),
                    ("is_suggested", models.BooleanField(default=True)),
                    ("valid_from", models.DateField()),
                    ("valid_to", models.DateField(blank=True, null=True)),
                    ("verified_by", models.CharField(blank=True, max_length=120)),
                    ("verified_on", models.DateField(blank=True, null=True)),
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
                ],
                options={
                    "verbose_name": "historical legal ground",
                    "verbose_name_plural": "historical legal grounds",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                    "indexes": [models.Index(fields=["history_date", "id"], name="cases_histo_history_b9bb28_idx")],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name="HistoricalReferral",
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
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("draft", "Being written"),
                                ("sent", "Waiting for an answer"),
                                ("returned", "Back with the sender"),
                                ("accepted", "Taken over"),
                                ("fed_back", "Feedback given"),
                                ("closed", "Ended"),
                            ],
                            default="draft",
                            max_length=12,
                        ),
                    ),
                    (
                        "contact",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("", "Not yet"),
                                ("met", "The family has been met"),
                                ("spoken", "Spoken with the family"),
                                ("not_reached", "The family could not be reached"),
                                ("family_declined", "The family did not want it"),
                            ],
                            max_length=16,
                        ),
                    ),
                    ("contacted_on", models.DateField(blank=True, null=True)),
                    (
                        "result",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("", "Not yet"),
                                ("goes_on", "The contact goes on"),
                                ("helped", "The family has got help, and the contact is over"),
                                ("not_needed", "It turned out that no more is needed"),
                                ("family_said_no", "The family said no"),
                                ("not_reached", "The family was never reached"),
                                ("plan_started", "A coordinated individual plan has been started"),
                            ],
                            max_length=16,
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
                        "plan_case",
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
                        "sender_unit",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="accounts.careunit",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical referral",
                    "verbose_name_plural": "historical referrals",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                    "indexes": [models.Index(fields=["history_date", "id"], name="cases_histo_history_3fcbcd_idx")],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name="HistoricalReferralSection",
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
                        "heading",
                        models.CharField(
                            choices=[
                                ("question", "What we ask for"),
                                ("background", "What we have seen and know"),
                                ("done", "What has been done"),
                                ("wish", "What the family wishes"),
                                ("other", "Other that may matter"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("text", models.TextField()),
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
                    "verbose_name": "historical referral section",
                    "verbose_name_plural": "historical referral sections",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                    "indexes": [models.Index(fields=["history_date", "id"], name="cases_histo_history_52fc50_idx")],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name="HistoricalSending",
                fields=[
                    ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                    ("created_at", models.DateTimeField(blank=True, editable=False)),
                    ("number", models.PositiveSmallIntegerField()),
                    ("party", models.CharField(blank=True, max_length=200)),
                    ("sent_at", models.DateTimeField()),
                    (
                        "answer",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("", "Not answered"),
                                ("accepted", "Takes it over"),
                                ("more_asked", "Asks for more"),
                                ("other_suggested", "Suggests another unit"),
                                ("turned_down", "Cannot take it"),
                                ("recalled", "Recalled by the sender"),
                                ("ended", "Ended: the consent no longer holds"),
                            ],
                            max_length=16,
                        ),
                    ),
                    (
                        "reason",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("", "No reason"),
                                ("not_ours", "It is not what the unit does"),
                                ("not_in_area", "The family does not live in the unit's area"),
                                ("already_helped", "The family already has a contact elsewhere"),
                                ("no_capacity", "The unit has no room now"),
                                ("family_declined", "The family does not want it"),
                                ("too_little", "Too little is known"),
                                ("other", "Another reason, in words"),
                            ],
                            max_length=16,
                        ),
                    ),
                    ("answered_at", models.DateTimeField(blank=True, null=True)),
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
                        "answered_by",
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
                        "disclosure",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="cases.disclosure",
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
                        "receiver_unit",
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
                        "sent_by",
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
                        "suggested_unit",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="accounts.careunit",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "historical sending",
                    "verbose_name_plural": "historical sendings",
                    "ordering": ("-history_date", "-history_id"),
                    "get_latest_by": ("history_date", "history_id"),
                    "indexes": [models.Index(fields=["history_date", "id"], name="cases_histo_history_e0794b_idx")],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name="Referral",
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
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("draft", "Being written"),
                                ("sent", "Waiting for an answer"),
                                ("returned", "Back with the sender"),
                                ("accepted", "Taken over"),
                                ("fed_back", "Feedback given"),
                                ("closed", "Ended"),
                            ],
                            default="draft",
                            max_length=12,
                        ),
                    ),
                    (
                        "contact",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("", "Not yet"),
                                ("met", "The family has been met"),
                                ("spoken", "Spoken with the family"),
                                ("not_reached", "The family could not be reached"),
                                ("family_declined", "The family did not want it"),
                            ],
                            max_length=16,
                        ),
                    ),
                    ("contacted_on", models.DateField(blank=True, null=True)),
                    (
                        "result",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("", "Not yet"),
                                ("goes_on", "The contact goes on"),
                                ("helped", "The family has got help, and the contact is over"),
                                ("not_needed", "It turned out that no more is needed"),
                                ("family_said_no", "The family said no"),
                                ("not_reached", "The family was never reached"),
                                ("plan_started", "A coordinated individual plan has been started"),
                            ],
                            max_length=16,
                        ),
                    ),
                    (
                        "case",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT, related_name="referral", to="cases.case"
                        ),
                    ),
                    (
                        "plan_case",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="cases.case",
                        ),
                    ),
                    (
                        "sender_unit",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.careunit"
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("contact", ""), ("contacted_on", None)),
                                models.Q(models.Q(("contact", ""), _negated=True), ("contacted_on__isnull", False)),
                                _connector="OR",
                            ),
                            name="contact_has_a_day",
                        )
                    ],
                },
            ),
            migrations.AddConstraint(
                model_name="sending",
                constraint=models.UniqueConstraint(fields=("case", "number"), name="sendings_are_numbered"),
            ),
            migrations.AddConstraint(
                model_name="sending",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("answer", "")), fields=("case",), name="one_sending_waits"
                ),
            ),
            migrations.AddConstraint(
                model_name="sending",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("party", ""), ("receiver_unit__isnull", False)),
                        models.Q(("receiver_unit", None), models.Q(("party", ""), _negated=True)),
                        _connector="OR",
                    ),
                    name="sent_to_unit_or_party",
                ),
            ),
            migrations.AddConstraint(
                model_name="sending",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("answer", ""), ("answered_at", None)),
                        models.Q(models.Q(("answer", ""), _negated=True), ("answered_at__isnull", False)),
                        _connector="OR",
                    ),
                    name="answer_has_a_time",
                ),
            ),
            migrations.AddConstraint(
                model_name="sending",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("answer", "turned_down"), _negated=True),
                        models.Q(("reason", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="turned_down_for_a_reason",
                ),
            ),
            migrations.AddIndex(
                model_name="historicalreferralanswer",
                index=models.Index(fields=["history_date", "id"], name="cases_histo_history_adf28c_idx"),
            ),
        ]
    ) + [
        migrations.RunSQL(
            (Path(__file__).parent / "sql" / "0009_referrals.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop
        ),
        migrations.RunPython(add_grounds, migrations.RunPython.noop),
    ]
