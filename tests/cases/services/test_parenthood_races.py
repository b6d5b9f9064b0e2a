"""Two of a clinic who write in the same record at once, and two who answer the same question of a case."""

from collections import Counter
from functools import partial

import pytest

from accounts.acting import act_as, transaction_as
from accounts.models import Assignment
from accounts.roles import Role
from accounts.services.user import add_user, assign
from cases.models import Parenthood, Participation, PatientChild, SituationAnswer
from cases.services.parenthood import ChildFacts, save_parenthood
from cases.services.participation import admit
from tests.cases.patient import answered, enrolled_patient, record_of
from tests.cast import LONG_AGO, Cast
from tests.racing import race
from tests.workflows.plan import Plan

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def second_counsellor(cast: Cast) -> Assignment:
    with act_as(None, reason="test"):
        user = add_user(email="second@example.test", full_name="Second Test", password=None, by=None)
        return assign(
            user=user, unit=cast.counsellor.unit, role=Role.ADDICTION_COUNSELLOR, valid_from=LONG_AGO, by=None
        )


def test_two_who_save_one_record_lose_no_child_and_no_answer(cast: Cast, races: int) -> None:
    first, second = cast.counsellor, second_counsellor(cast)
    case = enrolled_patient(first)
    role, reason = Participation.Role.OWNER, Participation.Reason.NAMED
    with transaction_as(first):
        admit(case=case, unit=first.unit, user=second.user, role=role, reason=reason, by=first)

    for number in range(1, races + 1):
        with transaction_as(first):
            row = record_of(case, first)

        # What both saw is read before they race: whoever is first changes the row the other holds.
        def save(by: Assignment, row: Parenthood = row, edition: int = row.edition) -> None:
            with transaction_as(by):
                child = ChildFacts(name=f"{by.user}", age=7)
                save_parenthood(row=row, answers={"children": "yes"}, children=[child], edition=edition, by=by)

        assert race(lambda: save(first), lambda: save(second)) == Counter({"won": 1, "StaleText": 1})
        with transaction_as(first):
            assert PatientChild.objects.count() == number
            assert record_of(case, first).edition == number + 1


def test_two_who_answer_a_question_leave_one_answer(cast: Cast, races: int) -> None:
    for _number in range(races):
        plan = Plan(cast)
        with transaction_as(cast.worker):
            admit(
                case=plan.case,
                unit=cast.worker.unit,
                user=cast.colleague.user,
                role=Participation.Role.OWNER,
                reason=Participation.Reason.NAMED,
                by=cast.worker,
            )

        result = race(
            partial(answered, plan.case, cast.worker, "adult-ill", "yes"),
            partial(answered, plan.case, cast.colleague, "adult-ill", "no"),
        )

        assert result == Counter({"won": 2})
        with transaction_as(cast.worker):
            row = SituationAnswer.objects.get(case=plan.case)
            assert row.edition == SituationAnswer.history.filter(id=row.pk).count() == 2
