"""What people said of the round of 2011, entered as they would: words when compiling, judgements when assessing.

Words and judgements are the data file's. It has no levels: those are ours, and nothing but the words is printed.
"""

from accounts.models import Assignment
from agreements.models import Clause, ClauseAssessment, ClauseIndicator, Report, Round
from agreements.services.report import assess_clause, draft_round_report, set_words
from workflows.demo.agreements import read_orebro

Level = ClauseAssessment.Level
LEVELS = {
    "P1": Level.PARTLY,
    "A3": Level.PARTLY,
    "A4": Level.PARTLY,
    "J1": Level.PARTLY,
    "J2": Level.PARTLY,
    "R1": Level.PARTLY,
    "R2": Level.PARTLY,
    "R3": Level.NOT_MET,
    "M1": Level.MET,
    "M2": Level.PARTLY,
    "M3": Level.MET,
}
WHY = "Så bedömdes den i rapporten 2011."


def tell_orebro_report(*, round_: Round, leader: Assignment, judge: Assignment) -> Report:
    """The draft with all words and judgements; `leader` leads the round, `judge` assesses for a party."""
    report = draft_round_report(round_=round_, by=leader)
    for row in read_orebro()["clauses"]:
        clause = Clause.objects.get(version=report.version, code=row["id"])
        for said in row["indicators"]:
            if "words" in said:
                indicator = ClauseIndicator.objects.get(clause=clause, key=said["id"])
                set_words(report=report, indicator=indicator, text=said["words"], by=leader)
        assess_clause(
            report=report,
            clause=clause,
            level=LEVELS.get(clause.code, Level.NOT_ASSESSED),
            text=row["assessment"] or "",
            why=WHY,
            by=judge,
        )
    return report
