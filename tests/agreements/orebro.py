"""Örebro's agreement and round as the demo has them, with two who lead and judge."""

from dataclasses import dataclass
from typing import Any

from django.core.management import call_command

from accounts.acting import act_as
from accounts.models import Assignment
from agreements.models import Report, Round
from tests.agreements.rounds import grant
from tests.cast import Cast
from workflows.demo.agreements import OREBRO, OREBRO_FILE, make_orebro, read_orebro
from workflows.demo.orebro_report import tell_orebro_report

CSV = OREBRO_FILE.parent / "orebro-2011.csv"


@dataclass
class Orebro:
    round: Round
    report: Report
    leader: Assignment
    judge: Assignment


def told_orebro(cast: Cast) -> Orebro:
    """Imported, compiled and assessed; not adopted."""
    with act_as(None, reason="test"):
        rule_set = make_orebro()
    grant(cast.coordinator, "coordinate_agreement", rule_set)
    grant(cast.manager, "adopt_report", rule_set)
    call_command("import_round", "--agreement", OREBRO, "--year", "2011", str(CSV), "--create-centres")
    round_ = Round.objects.get(rule_set=rule_set)
    report = tell_orebro_report(round_=round_, leader=cast.coordinator, judge=cast.manager)
    return Orebro(round_, report, cast.coordinator, cast.manager)


def expected_rows() -> list[tuple[Any, ...]]:
    """Clause, party, indicator, numerator, denominator, of which limited, words, assessment: as the source has them."""
    return [
        (
            clause["id"],
            clause["party"],
            row["id"],
            row["met"],
            row["of"],
            row.get("of_which_limited"),
            row.get("words"),
            clause["assessment"],
        )
        for clause in read_orebro()["clauses"]
        for row in clause["indicators"]
    ]
