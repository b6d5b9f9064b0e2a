"""What people said of the round of 2011, entered as they would: words when compiling, judgements when assessing.

Words and judgements are the data file's. It has no levels: those are ours, and nothing but the words is printed.
"""

from accounts.models import Assignment
from agreements.models import Clause, ClauseAssessment, ClauseIndicator, Report, Round
from workflows.demo.agreements import read_orebro
from workflows.services.review import assess_clause, finish_assessing, finish_compiling, set_words

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
    """All words and judgements, by the steps of the review; `leader` leads the round, `judge` assesses for a party.

    The report then waits to be adopted.
    """
    clauses = {clause.code: clause for clause in Clause.objects.filter(version=round_.version_id)}
    for row in read_orebro()["clauses"]:
        for said in row["indicators"]:
            if "words" in said:
                indicator = ClauseIndicator.objects.select_related("clause").get(
                    clause=clauses[row["id"]], key=said["id"]
                )
                set_words(round_=round_, indicator=indicator, text=said["words"], by=leader)
    finish_compiling(round_=round_, by=leader)
    for row in read_orebro()["clauses"]:
        assess_clause(
            round_=round_,
            clause=clauses[row["id"]],
            level=LEVELS.get(row["id"], Level.NOT_ASSESSED),
            text=row["assessment"] or "",
            why=WHY,
            by=judge,
        )
    finish_assessing(round_=round_, by=judge)
    return Report.objects.get(round=round_)
