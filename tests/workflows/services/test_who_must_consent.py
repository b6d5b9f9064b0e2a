"""When somebody more must consent, the called units' tasks end as after a withdrawal, and the plan goes on."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from cases.models import CasePerson, ConsentException
from cases.services.person import PersonFacts, Relation
from cases.services.person import add_case_person as add_bare
from tests.cast import acting_as
from tests.story import known_subject
from tests.workflows.plan import Plan
from workflows.models import Notice, Outcome, Task
from workflows.services.consent import record_exception
from workflows.services.person import add_case_person, change_custody, describe_case_person

YESTERDAY = timezone.localdate() - timedelta(days=1)
ROBIN = PersonFacts(given_name="Robin", has_custody=True)


def add_guardian(plan: Plan, _other: CasePerson) -> None:
    add_case_person(case=plan.case, facts=ROBIN, relation=Relation.PARENT, by=plan.cast.worker)


def give_custody(plan: Plan, other: CasePerson) -> None:
    change_custody(guardian=other, has_custody=True, by=plan.cast.worker)


def take_custody_from_the_only_one(plan: Plan, _other: CasePerson) -> None:
    change_custody(guardian=plan.guardian, has_custody=True, last_day=YESTERDAY, by=plan.cast.worker)


def let_the_child_speak(plan: Plan, _other: CasePerson) -> None:
    with acting_as(plan.cast.worker):
        child = known_subject(plan.case, plan.cast.worker)
    born = timezone.localdate() - timedelta(days=16 * 366)
    describe_case_person(row=child, facts=PersonFacts(given_name="Elis", birth_date=born), by=plan.cast.worker)


@pytest.mark.parametrize("change", [add_guardian, give_custody, take_custody_from_the_only_one, let_the_child_speak])
def test_change_of_who_must_consent_ends_the_called_units_tasks(
    plan: Plan, change: Callable[[Plan, CasePerson], None]
) -> None:
    with acting_as(plan.cast.worker):
        facts = PersonFacts(given_name="Other")
        other = add_bare(case=plan.case, facts=facts, relation=Relation.PARENT, by=plan.cast.worker)
    plan.to_replies()

    change(plan, other)

    assert plan.open_steps() == ["meet"]
    with acting_as(plan.cast.manager):
        replies = Task.objects.filter(case=plan.case, flow_task__endswith="reply")
        assert {task.outcome for task in replies} == {Outcome.CONSENT_WITHDRAWN}
    with acting_as(plan.cast.nurse):
        assert Notice.objects.get(case=plan.case).kind == Notice.Kind.WITHDRAWN


def test_exception_ended_ends_the_called_units_tasks(plan: Plan) -> None:
    by, facts = plan.cast.worker, {"reason": ConsentException.Reason.BY_LAW, "explanation": "Judgment"}
    with acting_as(by):
        robin = add_bare(case=plan.case, facts=ROBIN, relation=Relation.PARENT, by=by)
    record_exception(case=plan.case, person=robin, by=by, **facts)
    plan.to_replies()

    record_exception(case=plan.case, person=robin, by=by, valid_to=YESTERDAY, **facts)

    assert plan.open_steps() == ["meet"]


def test_relative_added_by_a_called_unit_changes_nothing(plan: Plan) -> None:
    plan.to_replies()

    add_case_person(case=plan.case, facts=ROBIN, relation=Relation.PARENT, by=plan.cast.nurse)

    assert plan.open_steps() == ["reply", "reply"]
