"""Start values. Law clocks: SoL 2025:400 and PDL 2008:355 as read in November 2026. The rest is routine, not law."""

from datetime import date
from typing import Any

from django.db import migrations

SOL = date(2025, 7, 1)
SOL_19_6 = date(2026, 1, 15)
PDL = date(2008, 7, 1)
DAYS, MONTHS, WORKING_DAYS = "calendar_days", "calendar_months", "working_days"
NO_SOURCE = "Eget antagande, inte lag. Lag och avtal som vi har läst anger ingen tid."
ROUTINE = "Lokal rutin, inte lag."

# key, length, unit, what starts it, source, certainty, valid from
PLAN_CLOCKS = [
    ("obtain_consent", 7, DAYS, "Behovet är upptäckt", NO_SOURCE, "own_assumption", SOL),
    ("prepare", 5, WORKING_DAYS, "Samtycke finns", NO_SOURCE, "own_assumption", SOL),
    (
        "plan_meeting",
        21,
        DAYS,
        "Samtycke finns",
        f"{ROUTINE} Ekerö: möte inom tre veckor från samtycke. Västra Götaland: möte inom tre veckor.",
        "local_routine",
        SOL,
    ),
    (
        "summons_reply",
        5,
        WORKING_DAYS,
        "Kallelsen är skickad",
        f"{ROUTINE} Ingen lag anger tid för svar.",
        "local_routine",
        SOL,
    ),
    ("write_plan", 5, WORKING_DAYS, "Mötet är hållet", NO_SOURCE, "own_assumption", SOL),
    ("confirm_interventions", 5, WORKING_DAYS, "Planen är skriven", NO_SOURCE, "own_assumption", SOL),
    (
        "first_follow_up",
        84,
        DAYS,
        "Planen gäller",
        f"{ROUTINE} Tolv veckor. Ingen lag anger tid för uppföljning.",
        "local_routine",
        SOL,
    ),
]
LAW_CLOCKS = [
    ("protection_assessment", 0, DAYS, "Anmälan har kommit in", "SoL 20 kap. 1 §: genast", "statute", SOL),
    (
        "protection_assessment_local",
        1,
        DAYS,
        "Anmälan har kommit in",
        f"{ROUTINE} Lagen säger genast, utan antal timmar.",
        "local_routine",
        SOL,
    ),
    ("preliminary_assessment", 14, DAYS, "Anmälan har kommit in", "SoL 20 kap. 2 §", "statute", SOL),
    ("child_investigation", 4, MONTHS, "Utredningen är inledd", "SoL 20 kap. 3 §", "statute", SOL),
    (
        "reporter_feedback",
        7,
        DAYS,
        "Beslut att inleda eller inte inleda utredning, när anmälaren har begärt besked",
        "SoL 19 kap. 6 §: senast en vecka efter beslutet",
        "statute",
        SOL_19_6,
    ),
    (
        "reporter_feedback_late",
        0,
        DAYS,
        "Anmälaren begär besked efter den veckan, eller när utredning redan pågår",
        "SoL 19 kap. 6 §: genast",
        "statute",
        SOL_19_6,
    ),
    (
        "post_investigation_followup",
        6,
        MONTHS,
        "Utredningen eller placeringen är avslutad",
        "SoL 23 kap. 5 §",
        "statute",
        SOL,
    ),
    (
        "social_file_disposal",
        60,
        MONTHS,
        "Sista anteckningen",
        "SoL 16 kap. 1 §: fem år, gallrat senast kalenderåret efter",
        "statute",
        SOL,
    ),
    (
        "child_investigation_keep_until_age",
        360,
        MONTHS,
        "Barnets födelse",
        "SoL 16 kap. 2 a §: inte före 30 års ålder, gäller inte ärenden avslutade före 15 januari 2026",
        "statute",
        SOL_19_6,
    ),
    ("private_provider_disposal", 24, MONTHS, "Sista anteckningen", "SoL 17 kap. 2 §", "statute", SOL),
    ("patient_record_min", 120, MONTHS, "Sista uppgiften", "PDL 3 kap. 17 §: minst tio år", "statute", PDL),
]


def near(length: int, unit: str) -> int:
    """Days of reminder: none where there is no time, a fortnight for months."""
    return 14 if unit == MONTHS else min(2, length)


def add_clocks(apps: Any, schema_editor: Any) -> None:
    clock = apps.get_model("agreements", "Clock")
    clock.objects.bulk_create(
        clock(
            key=key,
            length=length,
            unit=unit,
            starts=starts,
            source=source,
            certainty=certainty,
            valid_from=valid_from,
            remind_before_days=near(length, unit),
            near_days=near(length, unit),
        )
        for key, length, unit, starts, source, certainty, valid_from in PLAN_CLOCKS + LAW_CLOCKS
    )


class Migration(migrations.Migration):
    dependencies = [("agreements", "0001_initial")]
    operations = [migrations.RunPython(add_clocks, migrations.RunPython.noop)]
