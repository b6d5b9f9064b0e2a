from collections.abc import Callable

from cases.models import PlanMeeting, Topic
from cases.selectors.plan import plan_document
from cases.services.person import PersonFacts, Relation, add_case_person
from cases.services.plan import add_goal
from tests.cast import acting_as
from tests.workflows.plan import Plan
from workflows.selectors.meeting import agenda


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
