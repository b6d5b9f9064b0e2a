"""The open tasks of a round are in the inboxes of those who may do them that day."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.acting import act_as
from accounts.models import Assignment, FamilyCentre, Grant
from accounts.services.user import end_assignment as end_unnoticed
from agreements.errors.agreement import NotYours
from agreements.models import AgreementCentre, Round
from agreements.permissions import AUDIT, CHECK, COORDINATE, RELEASE
from tests.agreements.agreement import make_agreement, region, town
from tests.cast import LONG_AGO, Cast, acting_as
from tests.conftest import Acting
from tests.workflows.review import Review
from workflows.models import Deadline, Step, WorkItem
from workflows.services.clocks import run_clocks
from workflows.services.round_inbox import settle_round_inboxes
from workflows.services.user import end_grant, give_grant

TODAY = timezone.localdate


@pytest.fixture
def review(cast: Cast) -> Review:
    return Review(cast)


def give(who: Assignment, permission: str, review: Review) -> Grant:
    with acting_as(review.cast.administrator):
        return give_grant(
            assignment=who,
            permission=permission,
            on=review.rule_set,
            valid_from=TODAY() - timedelta(days=1),
            reason="Appointed",
            by=review.cast.administrator,
        )


def holders_of(review: Review, step: Step) -> set[int | None]:
    with acting_as(review.cast.coordinator):
        return set(WorkItem.objects.filter(round=review.round, step=step).values_list("assignment", flat=True))


def test_whoever_is_appointed_after_the_task_opened_finds_it_and_loses_it_again(review: Review) -> None:
    review.start().name_respondents().answer_all()
    later = review.cast.neighbour
    before = holders_of(review, Step.CHECK)

    grant = give(later, CHECK, review)
    assert holders_of(review, Step.CHECK) == before | {later.pk}

    with acting_as(review.cast.administrator):
        end_grant(grant=grant, last_day=TODAY() - timedelta(days=1), by=review.cast.administrator)
    assert holders_of(review, Step.CHECK) == before


def test_another_right_puts_nothing_in_the_inbox(review: Review) -> None:
    review.start().name_respondents().answer_all()
    before = holders_of(review, Step.CHECK)

    give(review.cast.neighbour, AUDIT, review)

    assert holders_of(review, Step.CHECK) == before


def test_task_of_a_respondent_who_has_left_goes_to_those_who_lead(review: Review, as_worker: Acting) -> None:
    review.start().name_respondents()
    with act_as(None, reason="test"):
        end_unnoticed(assignment=review.cast.nurse, last_day=TODAY() - timedelta(days=1), by=None)

    with as_worker():
        assert run_clocks(timezone.now()).moved == 1
        assert run_clocks(timezone.now()).moved == 0

    leads = review.cast.coordinator.pk
    with acting_as(review.cast.coordinator):
        found = WorkItem.objects.filter(round=review.round, round_centre__centre__name="Almen")
        assert set(found.values_list("assignment", flat=True)) == {leads}


def test_somebody_who_leads_now_is_told_when_it_is_late(review: Review, as_worker: Acting) -> None:
    review.start()
    later = review.cast.neighbour
    give(later, COORDINATE, review)
    with act_as(None, reason="test"):
        end_unnoticed(assignment=review.cast.coordinator, last_day=TODAY() - timedelta(days=1), by=None)

    with as_worker():
        run_clocks(timezone.now())

    with acting_as(later):
        told = Deadline.objects.filter(round=review.round, closed_at=None).values_list("told_when_late", flat=True)
        assert set(told) == {later.pk}


def test_who_holds_a_right_is_asked_once_whatever_is_open(review: Review, as_worker: Acting) -> None:
    review.start()
    with as_worker(), CaptureQueriesContext(connection) as few:
        assert settle_round_inboxes() == 0
    with act_as(None, reason="test"):
        for number in range(6):
            centre = FamilyCentre.objects.create(name=f"Centre {number}")
            AgreementCentre.objects.create(rule_set=review.rule_set, centre=centre, valid_from=LONG_AGO)
    Round.objects.filter(pk=review.round.pk).update(year=2000)
    review.start()

    with as_worker(), CaptureQueriesContext(connection) as many:
        assert settle_round_inboxes() == 0

    assert len(many) == len(few)


def test_nobody_is_appointed_for_an_agreement_that_the_own_principal_has_not_signed(cast: Cast) -> None:
    foreign = make_agreement(region(cast), slug="foreign")
    with acting_as(cast.administrator), pytest.raises(NotYours):
        give_grant(
            assignment=cast.worker,
            permission=CHECK,
            on=foreign,
            valid_from=LONG_AGO,
            reason="-",
            by=cast.administrator,
        )
    assert not Grant.objects.exists()


def test_signature_of_another_principal_is_not_ours_to_appoint_on(cast: Cast) -> None:
    both = make_agreement(town(cast), region(cast), slug="both")
    facts = {"permission": RELEASE, "valid_from": LONG_AGO, "reason": "-", "by": cast.administrator}
    own, foreign = (both.parties.get(principal=principal(cast)) for principal in (town, region))
    with acting_as(cast.administrator):
        given = give_grant(assignment=cast.manager, on=own, **facts)
    with acting_as(cast.administrator), pytest.raises(NotYours):
        give_grant(assignment=cast.manager, on=foreign, **facts)
    assert list(Grant.objects.all()) == [given]
