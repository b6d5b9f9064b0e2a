"""Versions that are being written, and the laws whose numbers 0002 brought, as rule sets with their clauses."""

from datetime import date
from pathlib import Path
from typing import Any

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.functions.comparison
from django.db import migrations, models

READ = "Lagtexten som den lästes i november 2026."

# slug, title, in force from, then clauses: code, whose, what it says in short, the clocks that stand in it.
LAWS = [
    (
        "sol-2025-400",
        "Socialtjänstlagen (2025:400)",
        date(2025, 7, 1),
        [
            ("10 kap. 8 §", "municipality", "Samordnad individuell plan tillsammans med hälso- och sjukvården", []),
            ("16 kap. 1 §", "municipality", "Gallring av personakt", ["social_file_disposal"]),
            (
                "16 kap. 2 a §",
                "municipality",
                "Bevarande av handlingar om barn",
                ["child_investigation_keep_until_age"],
            ),
            ("17 kap. 2 §", "municipality", "Gallring hos enskild verksamhet", ["private_provider_disposal"]),
            (
                "19 kap. 6 §",
                "municipality",
                "Återkoppling till den som har anmält",
                ["reporter_feedback", "reporter_feedback_late"],
            ),
            ("20 kap. 1 §", "municipality", "Bedömning av behovet av skydd", ["protection_assessment"]),
            ("20 kap. 2 §", "municipality", "Förhandsbedömning", ["preliminary_assessment"]),
            ("20 kap. 3 §", "municipality", "Utredning som gäller barn", ["child_investigation"]),
            (
                "23 kap. 5 §",
                "municipality",
                "Uppföljning efter utredning eller placering",
                ["post_investigation_followup"],
            ),
        ],
    ),
    (
        "hsl-2017-30",
        "Hälso- och sjukvårdslagen (2017:30)",
        date(2017, 4, 1),
        [("16 kap. 4 §", "region", "Samordnad individuell plan tillsammans med socialtjänsten", [])],
    ),
    (
        "pdl-2008-355",
        "Patientdatalagen (2008:355)",
        date(2008, 7, 1),
        [("3 kap. 17 §", "joint", "Bevarande av patientjournal", ["patient_record_min"])],
    ),
]


def add_laws(apps: Any, schema_editor: Any) -> None:
    """Links the clocks that are the law's own; local routines beside them stay of no rule set."""
    rule_set, version, clause, clock = (
        apps.get_model("agreements", name) for name in ("RuleSet", "RuleSetVersion", "Clause", "Clock")
    )
    for slug, title, since, clauses in LAWS:
        law = rule_set.objects.create(slug=slug, title=title, kind="law")
        wording = version.objects.create(rule_set=law, number=1, source=READ, valid_from=since)
        for position, (code, party, text, keys) in enumerate(clauses, 1):
            row = clause.objects.create(
                version=wording,
                code=code,
                kind="commitment",
                party=party,
                text=text,
                source_reference=code,
                position=position,
            )
            clock.objects.filter(key__in=keys, certainty="statute").update(rule_set=law, clause=row)


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0003_rule_sets_and_rounds"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="clock",
            name="clock_versions_apart",
        ),
        migrations.RemoveConstraint(
            model_name="rulesetversion",
            name="rule_set_versions_apart",
        ),
        migrations.AddField(
            model_name="clock",
            name="is_draft",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="historicalclock",
            name="is_draft",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="historicalrulesetversion",
            name="is_draft",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="rulesetversion",
            name="is_draft",
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name="clock",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_draft", False), ("clause__isnull", False), _connector="OR"),
                name="a_draft_clock_is_of_a_clause",
            ),
        ),
        migrations.AddConstraint(
            model_name="clock",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_draft", True)), fields=("rule_set", "key"), name="one_draft_clock_per_key"
            ),
        ),
        migrations.AddConstraint(
            model_name="clock",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("is_draft", False)),
                expressions=[
                    ("key", "="),
                    (django.db.models.functions.comparison.Coalesce("rule_set", 0), "="),
                    (
                        models.Func(
                            "valid_from",
                            "valid_to",
                            django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_upper=True),
                            function="daterange",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        "&&",
                    ),
                ],
                name="clock_versions_apart",
            ),
        ),
        migrations.AddConstraint(
            model_name="rulesetversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_draft", True)), fields=("rule_set",), name="one_draft_per_rule_set"
            ),
        ),
        migrations.AddConstraint(
            model_name="rulesetversion",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("is_draft", False)),
                expressions=[
                    ("rule_set", "="),
                    (
                        models.Func(
                            "valid_from",
                            "valid_to",
                            django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_upper=True),
                            function="daterange",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        "&&",
                    ),
                ],
                name="rule_set_versions_apart",
            ),
        ),
        migrations.RunSQL(
            (Path(__file__).parent / "sql" / "0004_locked_clauses.sql").read_text(), migrations.RunSQL.noop
        ),
        migrations.RunPython(add_laws, migrations.RunPython.noop),
    ]
