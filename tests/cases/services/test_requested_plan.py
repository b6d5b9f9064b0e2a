"""A request for a plan becomes a plan of who took it over, with what that unit was told and nothing else."""

import pytest

from cases.errors import CaseError
from cases.models import Case, Need, Sending
from cases.selectors.case import persons_in
from cases.services.requested_plan import open_requested_plan
from tests.cast import Cast, acting_as
from tests.workflows.handover import Handover


def test_accepted_request_becomes_a_plan_with_the_family_and_the_need(cast: Cast) -> None:
    handover = Handover(cast, kind=Case.Kind.PLAN_REQUEST).to_waiting(cast.teacher)
    handover.write("Kept at home.")
    handover.answer(Sending.Answer.ACCEPTED, cast.teacher)

    plan = open_requested_plan(case=handover.case, by=cast.teacher)

    with acting_as(cast.teacher):
        assert {person.given_name for person in persons_in(plan, cast.teacher)} == {"Elis", "Kim"}
        assert [need.text for need in Need.objects.filter(case=plan)] == ["Support at home?"]
    with acting_as(cast.nurse):
        assert not Case.objects.filter(pk=plan.pk).exists()


def test_plan_of_a_request_is_not_started_before_it_was_taken(cast: Cast) -> None:
    handover = Handover(cast, kind=Case.Kind.PLAN_REQUEST).to_waiting(cast.teacher)

    with pytest.raises(CaseError):
        open_requested_plan(case=handover.case, by=cast.teacher)


def test_plan_of_a_request_is_started_once(cast: Cast) -> None:
    handover = Handover(cast, kind=Case.Kind.PLAN_REQUEST).to_waiting(cast.teacher)
    handover.answer(Sending.Answer.ACCEPTED, cast.teacher)
    open_requested_plan(case=handover.case, by=cast.teacher)

    with pytest.raises(CaseError):
        open_requested_plan(case=handover.case, by=cast.teacher)
