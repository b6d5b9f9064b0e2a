from collections.abc import Callable

from django.utils.translation import gettext as _

from cases.models import PlanMeeting, Topic
from cases.selectors.plan import plan_document
from cases.services.person import PersonFacts, Relation, add_case_person
from cases.services.plan import add_goal
from tests.cast import acting_as
from tests.workflows.plan import Plan
from workflows.selectors.meeting import agenda, holders


def test_agenda_tells_two_parents_apart(new_plan: Callable[[], Plan]) -> None:
    plan = new_plan().to_replies()
    by = plan.cast.worker
    with acting_as(by):
        father = PersonFacts(given_name="Ali", family_name="Test", has_custody=False)
        other = add_case_person(case=plan.case, facts=father, relation=Relation.PARENT, by=by)
        add_goal(case=plan.case, topic=Topic.HEALTH, about=other, text="Sleeps", by=by)

        items = agenda(PlanMeeting.objects.get(case=plan.case), by, plan_document(plan.case, by))

    goal = next(item for item in items if item.goal)
    assert goal.about == other


def test_holders_stand_with_the_unit_they_work_in(new_plan: Callable[[], Plan]) -> None:
    plan = new_plan().to_replies()
    cast = plan.cast
    with acting_as(cast.worker):
        meeting = PlanMeeting.objects.select_related("case__owner_unit", "chair").get(case=plan.case)
        meeting.secretary = cast.teacher.user

        [(chair, chairs), (secretary, notes)] = holders(meeting)

    assert (chair, secretary) == (cast.worker.user.full_name, cast.teacher.user.full_name)
    assert chairs.startswith(cast.worker.unit.name)
    assert notes.startswith(cast.teacher.unit.name)
    assert cast.worker.unit.name not in notes


def test_holder_who_works_in_no_unit_of_the_case_stands_with_none(new_plan: Callable[[], Plan]) -> None:
    plan = new_plan().to_replies()
    with acting_as(plan.cast.worker):
        meeting = PlanMeeting.objects.select_related("case__owner_unit", "chair").get(case=plan.case)
        meeting.secretary = plan.cast.outsider.user

        [_chair, (_secretary, notes)] = holders(meeting)

    assert notes == str(_("Takes notes"))
