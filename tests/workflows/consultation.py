"""A consultation that can be taken from step to step through the real services, and a team to put it to."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.acting import act_as
from accounts.models import Assignment, Team
from accounts.services.team import open_team
from cases.models import Case, ConsultationPost, TeamMeeting, Topic
from cases.services.consultation import answer_consultation, close_consultation
from cases.services.team_meeting import record_team_meeting
from tests.cast import LONG_AGO, Cast, acting_as
from workflows.models import Outcome, Step, Task
from workflows.selectors.task import due_of
from workflows.services.consultation import add_to_consultation, ask_consultation
from workflows.services.task import complete_task

QUESTION = "Hur pratar ni med en familj som inte vill bli uppringd?"


def team_of(cast: Cast) -> Team:
    """Around the nurse's clinic, with the teacher's unit and the counsellor's, which is a closed one."""
    with act_as(None, reason="test"):
        units = [cast.teacher.unit, cast.counsellor.unit]
        return open_team(name="Team", clinic=cast.nurse.unit, units=units, valid_from=LONG_AGO, by=None)


def ask(by: Assignment, to: Assignment | Team, question: str = QUESTION, **more: Any) -> Case:
    """The question of `by` to the unit of an assignment, or to a team."""
    receiver: dict[str, Any] = {"team": to} if isinstance(to, Team) else {"unit": to.unit}
    with acting_as(by):
        return ask_consultation(topic=Topic.FAMILY, question=question, by=by, **receiver, **more)


def add(case: Case, by: Assignment, text: str = "Mer om frågan.") -> ConsultationPost:
    with acting_as(by):
        return add_to_consultation(case=case, text=text, by=by)


def answer(case: Case, by: Assignment, text: str = "Skriv ett brev först.") -> Task:
    with acting_as(by):
        return answering(open_task(case, Step.ADVISE, by), by, text)


def answering(task: Task, by: Assignment, text: str = "Skriv ett brev först.") -> Task:
    """Acted already."""

    def do() -> Outcome:
        answer_consultation(case=task.case, text=text, due_at=due_of(task), by=by)  # type: ignore[arg-type]
        return Outcome.ANSWERED

    return complete_task(task=task, do=do, by=by)


def read(case: Case, by: Assignment, reason: Case.ClosureReason = Case.ClosureReason.HELPED) -> Task:
    with acting_as(by):

        def do() -> Outcome:
            close_consultation(case=case, reason=reason, by=by)
            return Outcome(reason.value)

        return complete_task(task=open_task(case, Step.READ_ANSWER, by), do=do, by=by)


def meet(team: Team, by: Assignment, *taken_up: Case, **more: Any) -> TeamMeeting:
    facts: dict[str, Any] = {"held_on": timezone.localdate() - timedelta(days=1), "place": "Biblioteket"}
    facts |= {"came": [TeamMeeting.Profession.PSYCHOLOGIST, TeamMeeting.Profession.MIDWIFE]} | more
    with acting_as(by):
        return record_team_meeting(team=team, taken_up=taken_up, by=by, **facts)


def open_task(case: Case, step: Step, by: Assignment) -> Task:
    """Of the unit of `by`; acted already."""
    found = Task.objects.filter(case=case, unit=by.unit_id, finished=None).select_related("process", "unit", "case")
    return next(task for task in found if task.step == step)


def open_steps(case: Case, by: Assignment) -> list[tuple[str, int | None]]:
    """What waits in which unit, as `by` sees it."""
    with acting_as(by):
        tasks = Task.objects.filter(case=case, finished=None, unit__isnull=False)
        return sorted((task.step, task.unit_id) for task in tasks)
