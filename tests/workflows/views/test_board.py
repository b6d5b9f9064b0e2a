"""The board of hand-overs: what is listed to whom, and what of the picture is hidden from some."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Assignment
from accounts.sessions import ASSIGNMENT_KEY
from agreements.models import Contribution
from cases.models import Case, Sending
from cases.services.referral import recall_referral
from tests.cast import Cast, acting_as
from tests.conftest import Acting
from tests.workflows.handover import Handover
from workflows.models import Deadline
from workflows.selectors.board import Pair, Picture, Standing, board_of, picture_of

INDICATOR = "referral_answered_in_time"


def signed_in(who: Assignment) -> Client:
    client = Client()
    client.force_login(who.user, "allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session[ASSIGNMENT_KEY] = who.pk
    session.save()
    return client


def board(reader: Assignment) -> list[Pair]:
    with acting_as(reader):
        return board_of(reader, now=timezone.now())


def picture(reader: Assignment) -> Picture:
    with acting_as(reader):
        return picture_of(reader, today=timezone.localdate())


def only(pairs: list[Pair]) -> tuple[str, list[Standing], list[Standing]]:
    [pair] = pairs
    return pair.name, [row.standing for row in pair.sent], [row.standing for row in pair.came]


def test_board_shows_the_waiting_one_to_both_units_with_its_clock(cast: Cast) -> None:
    Handover(cast).to_waiting(cast.teacher)

    assert only(board(cast.nurse)) == ("Preschool", [Standing.SENT], [])
    assert only(board(cast.teacher)) == ("Child health", [], [Standing.SENT])
    assert board(cast.teacher)[0].came[0].due is not None
    assert board(cast.nurse)[0].sent[0].theirs is not None


def test_board_tells_silence_from_waiting(cast: Cast, as_owner: Acting) -> None:
    handover = Handover(cast).to_waiting(cast.teacher)
    with as_owner():
        past = timezone.now() - timedelta(days=1)
        days = {"remind_at": past, "near_at": past, "due_at": past}
        Deadline.objects.filter(case=handover.case, closed_at=None).update(**days)

    assert only(board(cast.nurse))[1] == [Standing.SILENT]


def test_board_shows_what_came_back_to_the_sender_and_no_more_to_the_receiver(cast: Cast) -> None:
    handover = Handover(cast).to_waiting(cast.teacher)
    handover.answer(Sending.Answer.TURNED_DOWN, cast.teacher, reason=Sending.Reason.NO_CAPACITY)

    assert only(board(cast.nurse))[1] == [Standing.RETURNED]
    assert board(cast.teacher) == []


def test_board_shows_what_was_taken_over(cast: Cast) -> None:
    handover = Handover(cast).to_waiting(cast.teacher)
    handover.answer(Sending.Answer.ACCEPTED, cast.teacher)

    assert only(board(cast.teacher))[2] == [Standing.ACCEPTED]


def test_board_of_a_closed_unit_lists_to_whom_is_named_alone(cast: Cast) -> None:
    handover = Handover(cast).to_waiting(cast.worker)

    assert board(cast.colleague) == []
    with acting_as(handover.sender):
        recall_referral(case=handover.case, by=handover.sender)
    assert only(board(cast.nurse))[1] == [Standing.RETURNED]


@pytest.mark.parametrize("reader", ["outsider", "stranger", "neighbour", "counsellor"])
def test_board_tells_nobody_else_anything(cast: Cast, reader: str) -> None:
    Handover(cast).to_waiting(cast.teacher)

    assert board(getattr(cast, reader)) == []


@pytest.fixture
def count(as_worker: Acting) -> Callable[..., None]:
    """Counts what was handed over in the last quarter: `cases` are met, each of a person of its own."""

    def add(sender: Assignment, receiver: Assignment, cases: list[Case], *, persons: int = 99) -> None:
        with as_worker():
            Contribution.objects.bulk_create(
                Contribution(
                    indicator=INDICATOR,
                    case=case,
                    origin=uuid4(),
                    unit=receiver.unit,
                    provider_id=receiver.unit.provider_id,
                    counterpart=sender.unit,
                    day=last_quarter(),
                    met=True,
                    person=f"born 2020-01-{nth % persons + 1:02}",
                )
                for nth, case in enumerate(cases)
            )

    return add


def last_quarter() -> date:
    today = timezone.localdate()
    return today.replace(month=3 * ((today.month - 1) // 3) + 1, day=1) - timedelta(days=5)


def handed(cast: Cast, to: Assignment, number: int) -> list[Case]:
    return [Handover(cast).to_waiting(to).case for _each in range(number)]


def test_picture_is_whole_for_who_opens_every_case(cast: Cast, count: Callable[..., None]) -> None:
    count(cast.nurse, cast.teacher, handed(cast, cast.teacher, 2))

    assert [flow.sent for flow in picture(cast.nurse).sent.units] == [2]
    assert [flow.sent for flow in picture(cast.teacher).came.units] == [2]


def test_picture_hides_few_persons_from_who_does_not_open_all(cast: Cast, count: Callable[..., None]) -> None:
    """Families is closed: the colleague is named on none of them."""
    count(cast.nurse, cast.worker, handed(cast, cast.worker, 2))

    [flow] = picture(cast.colleague).came.units
    whole = picture(cast.colleague).came.whole
    assert (flow.sent, flow.in_time, flow.is_whole) == (None, None, False)
    assert whole is not None
    assert whole.sent is None


def test_picture_counts_persons_and_not_hand_overs(cast: Cast, count: Callable[..., None]) -> None:
    count(cast.nurse, cast.worker, handed(cast, cast.worker, 6), persons=2)

    assert [flow.sent for flow in picture(cast.colleague).came.units] == [None]


def test_picture_shows_five_and_hides_what_a_sum_would_give_away(cast: Cast, count: Callable[..., None]) -> None:
    cases = handed(cast, cast.worker, 7)
    count(cast.nurse, cast.worker, cases[:5])
    assert [flow.sent for flow in picture(cast.colleague).came.units] == [5]

    count(cast.teacher, cast.worker, cases[5:])
    found = picture(cast.colleague).came
    assert found.whole is not None
    assert found.whole.sent == 7
    assert [flow.sent for flow in found.units] == [None, None]


@pytest.mark.parametrize("reader", ["outsider", "stranger", "neighbour", "counsellor", "auditor", "coordinator"])
def test_picture_tells_nobody_else_anything(cast: Cast, count: Callable[..., None], reader: str) -> None:
    count(cast.nurse, cast.teacher, handed(cast, cast.teacher, 6))

    found = picture(getattr(cast, reader))
    assert (found.came.units, found.sent.units) == ((), ())


def test_page_names_the_units_and_links_to_the_referral(cast: Cast) -> None:
    handover = Handover(cast).to_waiting(cast.teacher)

    said = signed_in(cast.nurse).get("/referrals/").content.decode()

    assert "Preschool" in said
    assert f"/referrals/{handover.case.pk}/" in said
