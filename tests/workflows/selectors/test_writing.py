"""Who else is writing: by name to the own provider, by unit to another, and never what."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import Assignment
from cases.models import Participation, Topic
from cases.services.participation import name_on_case
from cases.services.plan import add_need, mark_ready
from tests.cast import Cast, acting_as
from tests.conftest import Acting
from tests.story import known_subject
from tests.workflows.plan import Plan
from tests.workflows.views.test_hands import signed_in
from workflows.models import Draft
from workflows.selectors.writing import LASTS, SOMEWHERE, writing_now
from workflows.services.draft import drop_draft, save_draft
from workflows.services.participation import end_participation


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return Plan(cast).to_replies()


def write(plan: Plan, by: Assignment, key: str) -> None:
    with acting_as(by):
        save_draft(key=key, data={"text": ["Very secret words"]}, case=plan.case, by=by)


def seen_by(plan: Plan, reader: Assignment) -> dict[str, list[str]]:
    with acting_as(reader):
        return writing_now(plan.case)


def shown_need(plan: Plan, *, ready: bool) -> str:
    """The draft's key of a need of the nurse's."""
    by = plan.cast.nurse
    with acting_as(by):
        about = known_subject(plan.case, by)
        need = add_need(case=plan.case, topic=Topic.HEALTH, about=about, text="Seen", by=by)
        if ready:
            mark_ready(row=need, by=by)
    return f"section:{need.pk}"


def test_colleague_is_named_where_the_colleague_writes(cast: Cast, plan: Plan) -> None:
    key = shown_need(plan, ready=False)
    write(plan, cast.nurse, key)

    [words] = seen_by(plan, cast.second_nurse)[key]

    assert cast.nurse.user.full_name in words
    assert cast.nurse.unit.name in words


def test_other_provider_is_told_the_unit_and_only_under_what_it_was_told(cast: Cast, plan: Plan) -> None:
    shown, kept = shown_need(plan, ready=True), shown_need(plan, ready=False)
    write(plan, cast.nurse, shown)
    write(plan, cast.second_nurse, kept)

    found = seen_by(plan, cast.worker)

    assert set(found) == {shown, SOMEWHERE}
    for words in (*found[shown], *found[SOMEWHERE]):
        assert cast.nurse.unit.name in words
        assert cast.nurse.user.full_name not in words
        assert cast.second_nurse.user.full_name not in words


@pytest.mark.parametrize("reader", ["outsider", "stranger", "neighbour", "colleague", "coordinator", "reviewer"])
def test_whom_the_case_is_not_open_to_is_told_nothing(cast: Cast, plan: Plan, reader: str) -> None:
    write(plan, cast.worker, f"plan:{plan.case.pk}:need:")
    write(plan, cast.nurse, f"plan:{plan.case.pk}:need:")

    assert seen_by(plan, cast.everybody[reader]) == {}


def test_own_draft_and_other_forms_are_not_told(cast: Cast, plan: Plan) -> None:
    write(plan, cast.nurse, f"plan:{plan.case.pk}:goal:")
    write(plan, cast.second_nurse, f"note:{uuid4()}")

    assert seen_by(plan, cast.nurse) == {}


def test_draft_that_is_old_or_sent_is_nobody_writing(cast: Cast, plan: Plan, as_owner: Acting) -> None:
    old, sent = f"plan:{plan.case.pk}:goal:", f"plan:{plan.case.pk}:need:"
    write(plan, cast.nurse, old)
    write(plan, cast.nurse, sent)
    assert set(seen_by(plan, cast.second_nurse)) == {old, sent}
    with as_owner():
        Draft.objects.filter(key=old).update(saved_at=timezone.now() - LASTS - timedelta(seconds=1))
    with acting_as(cast.nurse):
        drop_draft(key=sent, by=cast.nurse)

    assert seen_by(plan, cast.second_nurse) == {}


def test_unit_that_left_is_told_nothing_and_told_of_to_nobody(cast: Cast, plan: Plan) -> None:
    write(plan, cast.nurse, f"plan:{plan.case.pk}:goal:")
    write(plan, cast.worker, f"plan:{plan.case.pk}:goal:")
    assert set(seen_by(plan, cast.worker)) == set(seen_by(plan, cast.nurse)) == {SOMEWHERE}

    end_participation(case=plan.case, unit=cast.nurse.unit, reason=Participation.EndReason.DONE, by=cast.worker)

    assert seen_by(plan, cast.worker) == seen_by(plan, cast.nurse) == {}


def test_page_that_lies_open_is_told_of_who_came_and_who_stopped(cast: Cast, plan: Plan) -> None:
    came, stopped = f"plan:{plan.case.pk}:need:", f"plan:{plan.case.pk}:goal:"
    write(plan, cast.nurse, came)

    answer = signed_in(cast.second_nurse).get(f"/cases/{plan.case.pk}/writing/", {"shown": stopped}).content.decode()

    assert cast.nurse.user.full_name in answer
    assert answer.count("hx-swap-oob") == 2
    assert "Very secret words" not in answer


def test_plan_and_meeting_say_at_once_who_writes(cast: Cast, plan: Plan) -> None:
    with acting_as(cast.worker):
        named = {"case": plan.case, "user": cast.colleague.user, "unit": cast.colleague.unit, "by": cast.worker}
        participation = name_on_case(**named, reason="named")
        meeting = participation.case.planmeeting_set.get()
    write(plan, cast.colleague, f"plan:{plan.case.pk}:need:")
    write(plan, cast.colleague, f"meeting:{meeting.pk}:other")
    client = signed_in(cast.worker)

    for page in (f"/cases/{plan.case.pk}/plan/", f"/cases/{plan.case.pk}/meetings/{meeting.pk}/"):
        assert cast.colleague.user.full_name in client.get(page).content.decode()
