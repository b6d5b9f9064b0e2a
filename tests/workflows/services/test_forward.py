"""A referral that its receiver passes on: on what it may go on, who sees what, and where the baton is meanwhile."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Assignment, CareUnit
from accounts.roles import Role
from cases.errors import CaseError, GroundDoesNotFit, NotConsented
from cases.models import Case, DisclosedSection, Disclosure, Ground, Referral, Sending
from cases.permissions import readable_to, visible_to
from cases.services.disclosure import Basis
from tests.cast import Cast, acting_as
from tests.conftest import Acting
from tests.workflows.handover import Handover
from tests.workflows.units import at, new_unit
from workflows.models import Step
from workflows.services.consent import settle_consents, withdraw_consent
from workflows.services.referral import recall_referral

WITHIN = Basis(Ground.WITHIN_PROVIDER)
NEED = "Follows the mother's treatment since May."
MISUSE = Basis(Ground.SOCIAL_26_9, "misuse", "", NEED, timezone.localdate() + timedelta(days=90))


@pytest.fixture
def handover(cast: Cast) -> Handover:
    return Handover(cast).to_waiting(cast.teacher)


@pytest.fixture
def sister(cast: Cast) -> Assignment:
    """Another unit of the receiver's provider."""
    return at(new_unit(cast.teacher.unit), role=Role.PRESCHOOL_TEACHER)


def read_by(handover: Handover, by: Assignment) -> list[str]:
    with acting_as(by):
        rows = readable_to(by, DisclosedSection.objects.filter(case=handover.case, kind="referral"))
        return [row.content["text"] for row in rows]


def test_within_the_provider_it_goes_on_as_it_came(handover: Handover, cast: Cast, sister: Assignment) -> None:
    handover.forward(cast.teacher, sister.unit, WITHIN)

    assert read_by(handover, sister) == ["Support at home?"]
    assert handover.state(cast.nurse) == Referral.State.SENT
    assert [task.step for task in handover.open_tasks(sister)] == [Step.ANSWER_REFERRAL]
    with acting_as(cast.teacher):
        assert not visible_to(cast.teacher).filter(pk=handover.case.pk).exists()
    with acting_as(cast.nurse):
        assert Disclosure.objects.filter(receiver_unit=sister.unit, rests_on_ground=Ground.CONSENT).count() == 2


def test_whom_the_consent_names_is_told_on_it(cast: Cast, sister: Assignment) -> None:
    handover = Handover(cast)
    handover.consent(cast.teacher.unit, cast.counsellor.unit)
    handover.send(cast.teacher)

    handover.forward(cast.teacher, cast.counsellor.unit, Basis())

    with acting_as(cast.nurse):
        assert Sending.objects.get(case=handover.case, answer="").receiver_unit == cast.counsellor.unit


def test_a_provider_that_the_consent_did_not_name_needs_a_ground(handover: Handover, cast: Cast) -> None:
    with pytest.raises(NotConsented):
        handover.forward(cast.teacher, cast.worker.unit, Basis())
    with pytest.raises(GroundDoesNotFit):
        handover.forward(cast.teacher, cast.worker.unit, WITHIN)

    assert [task.step for task in handover.open_tasks(cast.teacher)] == [Step.ANSWER_REFERRAL]
    with acting_as(cast.nurse):
        assert Sending.objects.filter(case=handover.case).count() == 1
        assert not Disclosure.objects.filter(case=handover.case, receiver_unit=cast.worker.unit).exists()


def test_the_sender_sees_to_whom_it_went_and_not_the_words_why(cast: Cast, as_owner: Acting) -> None:
    handover = Handover(cast).to_waiting(cast.worker)
    handover.take(cast.worker)
    handover.forward(cast.worker, cast.counsellor.unit, MISUSE)

    with acting_as(cast.nurse):
        first, second = Sending.objects.filter(case=handover.case).order_by("number")
        assert (first.answer, second.passed_on_by) == ("forwarded", cast.worker.unit)
        assert not Disclosure.objects.filter(ground_need=NEED).exists()
    with as_owner() as cursor:
        cursor.execute("SELECT count(*) FROM cases_disclosure WHERE ground_need = %s", [NEED])
        assert cursor.fetchone() == (2,)


def test_the_new_receivers_acceptance_takes_the_baton_from_the_first_sender(
    handover: Handover, cast: Cast, sister: Assignment
) -> None:
    handover.forward(cast.teacher, sister.unit, WITHIN)

    handover.answer(Sending.Answer.ACCEPTED, sister, text="We call today.")
    handover.feed_back(sister)

    assert [task.step for task in handover.open_tasks(cast.nurse)] == [Step.READ_FEEDBACK]
    assert "We call today." in read_all(handover, cast.nurse)


def read_all(handover: Handover, by: Assignment) -> list[str]:
    with acting_as(by):
        return [row.content.get("text", "") for row in readable_to(by, DisclosedSection.objects.all())]


def test_what_was_turned_down_after_all_comes_back_to_the_first_sender(
    handover: Handover, cast: Cast, sister: Assignment
) -> None:
    handover.forward(cast.teacher, sister.unit, WITHIN)

    handover.answer(Sending.Answer.TURNED_DOWN, sister, reason=Sending.Reason.NOT_OURS)

    assert [task.step for task in handover.open_tasks(cast.nurse)] == [Step.WRITE_REFERRAL]
    assert read_by(handover, sister) == []


def test_withdrawn_consent_ends_what_was_passed_on_within_the_provider(cast: Cast, sister: Assignment) -> None:
    handover = Handover(cast)
    consent = handover.consent(cast.teacher.unit)
    handover.send(cast.teacher)
    handover.forward(cast.teacher, sister.unit, WITHIN)

    withdraw_consent(consent=consent, by=cast.nurse)

    assert read_all(handover, sister) == []
    assert handover.open_tasks(sister) == []
    assert [task.step for task in handover.open_tasks(cast.nurse)] == [Step.WRITE_REFERRAL]
    assert handover.state(cast.nurse) == Referral.State.RETURNED


def test_what_rests_on_another_ground_stands_when_the_consent_is_withdrawn(cast: Cast) -> None:
    handover = Handover(cast)
    consent = handover.consent(cast.worker.unit)
    handover.send(cast.worker)
    handover.take(cast.worker)
    handover.forward(cast.worker, cast.counsellor.unit, MISUSE)

    withdraw_consent(consent=consent, by=cast.nurse)
    handover.take(cast.counsellor)

    assert read_by(handover, cast.counsellor) == ["Support at home?"]


def test_it_goes_on_twice_within_the_provider_and_still_ends_with_the_consent(cast: Cast, sister: Assignment) -> None:
    third = at(new_unit(sister.unit), role=Role.PRESCHOOL_TEACHER)
    handover = Handover(cast)
    consent = handover.consent(cast.teacher.unit)
    handover.send(cast.teacher)
    handover.forward(cast.teacher, sister.unit, WITHIN)
    handover.forward(sister, third.unit, WITHIN)
    assert read_by(handover, third) == ["Support at home?"]

    withdraw_consent(consent=consent, by=cast.nurse)

    assert read_all(handover, third) == []


def test_parts_told_on_two_grounds_go_on_each_on_its_own(cast: Cast) -> None:
    handover = Handover(cast)
    consent = handover.consent(cast.worker.unit)
    handover.send(cast.worker)
    handover.take(cast.worker)
    handover.answer(Sending.Answer.MORE_ASKED, cast.worker, text="How old?")
    handover.write("Four hundred days")
    child = Basis(Ground.HEALTH_25_12, "under_18", "", "To help", timezone.localdate() + timedelta(days=90))
    handover.send(cast.worker, child)
    handover.forward(cast.worker, cast.neighbour.unit, WITHIN)
    handover.take(cast.neighbour)
    assert sorted(read_by(handover, cast.neighbour)) == ["Four hundred days", "Support at home?"]

    withdraw_consent(consent=consent, by=cast.nurse)

    assert read_by(handover, cast.neighbour) == ["Four hundred days"]


def test_it_is_not_passed_on_to_its_sender_nor_without_a_part(handover: Handover, cast: Cast) -> None:
    with pytest.raises(CaseError) as refused:
        handover.forward(cast.teacher, cast.nurse.unit, Basis())

    assert refused.value.field == "receiver"


def test_the_sender_recalls_it_wherever_it_waits(handover: Handover, cast: Cast, sister: Assignment) -> None:
    handover.forward(cast.teacher, sister.unit, WITHIN)

    recall_referral(case=handover.case, by=cast.nurse)

    assert read_by(handover, sister) == []
    assert [task.step for task in handover.open_tasks(cast.nurse)] == [Step.WRITE_REFERRAL]


def test_an_outsider_sees_nothing_of_what_was_passed_on(handover: Handover, cast: Cast, sister: Assignment) -> None:
    handover.forward(cast.teacher, sister.unit, WITHIN)

    for by in (cast.stranger, cast.outsider, cast.worker):
        with acting_as(by):
            assert not Case.objects.exists()
            assert not DisclosedSection.objects.exists()
            assert not Disclosure.objects.exists()


def test_a_hand_over_within_the_provider_that_ran_out_takes_its_task_with_it(cast: Cast, as_owner: Acting) -> None:
    handover = Handover(cast)
    handover.send(cast.outsider, Basis(Ground.WITHIN_PROVIDER, valid_to=timezone.localdate() + timedelta(days=30)))
    with as_owner() as cursor:
        cursor.execute("UPDATE cases_disclosedsection SET valid_to = valid_to - 31")
        cursor.execute("UPDATE cases_disclosure SET valid_to = valid_to - 31")

    assert settle_consents(case=handover.case, by=cast.nurse) == [CareUnit.objects.get(pk=cast.outsider.unit_id)]

    assert [task.step for task in handover.open_tasks(cast.nurse)] == [Step.WRITE_REFERRAL]
    assert handover.state(cast.nurse) == Referral.State.RETURNED
