"""Putting a question and what follows from it: the acts of cases/services/consultation.py, with their tasks."""

from accounts.acting import act
from accounts.models import Assignment, CareUnit, Team
from cases.models import Case, ConsultationPost, Topic
from cases.selectors.participation import participating_units
from cases.services import consultation as cases
from workflows.models import Notice
from workflows.services.process import end_plan_process, holding_process, start_process


@act
def ask_consultation(
    *,
    topic: Topic,
    question: str,
    by: Assignment,
    unit: CareUnit | None = None,
    team: Team | None = None,
    names_nobody: bool = False,
) -> Case:
    """The question stands, and each unit that was asked has it in its inbox. Raises as the act in cases."""
    case = cases.ask_consultation(
        topic=topic, question=question, unit=unit, team=team, names_nobody=names_nobody, by=by
    )
    start_process(case=case, by=by)
    return case


@act
def add_to_consultation(*, case: Case, text: str, by: Assignment, names_nobody: bool = False) -> ConsultationPost:
    """An addition; the other units in the case are told that there is one. Raises as the act in cases."""
    post = cases.add_to_consultation(case=case, text=text, names_nobody=names_nobody, by=by)
    for unit in participating_units(case):
        if unit.pk != by.unit_id:
            Notice(kind=Notice.Kind.ADDED, case=case, unit=by.unit, to_unit=unit).save(force_insert=True)
    return post


@act
def close_consultation(*, case: Case, reason: Case.ClosureReason, by: Assignment) -> Case:
    """Ends it wherever its flow stands: nobody has to answer any more. Raises as the act in cases."""
    with holding_process(case, by=by, what="end_consultation"):
        closed = cases.close_consultation(case=case, reason=reason, by=by)
        end_plan_process(case=case, by=by)
    return closed
