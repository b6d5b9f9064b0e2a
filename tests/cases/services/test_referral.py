"""What a referral refuses, and that a refusal writes nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.acting import act_as
from accounts.models import Assignment
from accounts.services.organisation import end_unit
from cases.errors import CaseError, GroundDoesNotFit, GroundUnexplained, NotConsented
from cases.models import DisclosedSection, Disclosure, Ground, GroundGroup, Participation, Sending
from cases.services.disclosure import Basis
from cases.services.referral import change_section, recall_referral, send_referral
from tests.cast import Cast, acting_as
from tests.workflows.handover import Handover

CHILD = Basis(Ground.HEALTH_25_12, group=GroundGroup.UNDER_18, need="To give support at home.")


@pytest.fixture
def handover(cast: Cast) -> Handover:
    return Handover(cast)


def send(handover: Handover, to: Assignment, basis: Basis = CHILD, **more: object) -> Sending:
    with acting_as(handover.sender):
        return send_referral(
            case=handover.case,
            receiver=to.unit,
            sections=handover.sections,
            basis=basis,
            by=handover.sender,
            **more,  # type: ignore[arg-type]
        )


def is_untold(handover: Handover) -> bool:
    with acting_as(handover.sender):
        of_case = {"case": handover.case}
        told = Disclosure.objects.filter(**of_case).exists() or DisclosedSection.objects.filter(**of_case).exists()
        let_in = Participation.objects.filter(**of_case).exclude(unit=handover.sender.unit).exists()
        return not (told or let_in or Sending.objects.filter(**of_case).exists())


def test_send_without_consent_is_refused(handover: Handover, cast: Cast) -> None:
    with pytest.raises(NotConsented):
        send(handover, cast.worker, Basis())

    assert is_untold(handover)


def test_send_by_a_ground_between_authorities_to_a_private_clinic_is_refused(handover: Handover, cast: Cast) -> None:
    with pytest.raises(GroundDoesNotFit):
        send(handover, cast.stranger)

    assert is_untold(handover)


def test_send_by_a_ground_of_health_care_to_a_preschool_is_refused(handover: Handover, cast: Cast) -> None:
    with pytest.raises(GroundDoesNotFit):
        send(handover, cast.teacher)

    assert is_untold(handover)


@pytest.mark.parametrize(
    ("basis", "field"),
    [
        (Basis(Ground.HEALTH_25_12, need="Support"), "group"),
        (Basis(Ground.HEALTH_25_12, group=GroundGroup.EXPECTED_CHILD, need="Support"), "group"),
        (Basis(Ground.HEALTH_25_12, group=GroundGroup.UNDER_18, need=" "), "need"),
        (Basis(Ground.DUTY, need="Support"), "section"),
    ],
)
def test_send_by_a_ground_without_what_it_asks_for_is_refused(
    handover: Handover, cast: Cast, basis: Basis, field: str
) -> None:
    with pytest.raises(GroundUnexplained) as refused:
        send(handover, cast.worker, basis)

    assert refused.value.field == field
    assert is_untold(handover)


@pytest.mark.parametrize("ground", [Ground.OWN_ACTIVITY, Ground.CRIME_10_15A])
def test_a_ground_that_nobody_has_verified_is_switched_off(handover: Handover, cast: Cast, ground: Ground) -> None:
    with pytest.raises(GroundDoesNotFit):
        send(handover, cast.worker, Basis(ground, need="Support"))


def test_send_to_a_unit_that_closed_last_week_names_who_has_taken_over(handover: Handover, cast: Cast) -> None:
    last_week = timezone.localdate() - timedelta(days=7)
    with act_as(None, reason="test"):
        closed = end_unit(unit=cast.neighbour.unit, on=last_week, successor=cast.worker.unit, by=None)
    cast.neighbour.unit = closed or cast.neighbour.unit
    cast.neighbour.unit.refresh_from_db()

    with pytest.raises(CaseError, match=cast.worker.unit.name):
        send(handover, cast.neighbour)

    assert is_untold(handover)


def test_send_by_a_hand_over_that_ends_before_the_answer_is_refused(handover: Handover, cast: Cast) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    basis = Basis(Ground.HEALTH_25_12, group=GroundGroup.UNDER_18, need="Support", valid_to=tomorrow)

    with pytest.raises(CaseError) as refused:
        send(handover, cast.worker, basis, answer_by=timezone.now() + timedelta(days=7))

    assert refused.value.field == "valid_to"
    assert is_untold(handover)


def test_send_twice_is_refused(handover: Handover, cast: Cast) -> None:
    send(handover, cast.worker)

    with pytest.raises(CaseError):
        send(handover, cast.worker)


def test_a_corrected_text_is_sent_again_and_the_first_stays(handover: Handover, cast: Cast) -> None:
    send(handover, cast.worker)
    recall_referral(case=handover.case, by=cast.nurse)
    handover.sections[0] = change_section(
        section=handover.sections[0], edition=1, text="Support at home, twice a week?", by=cast.nurse
    )

    send(handover, cast.worker)

    with acting_as(cast.nurse):
        copies = DisclosedSection.objects.filter(case=handover.case, kind="referral").order_by("edition")
        assert [(each.content["text"], each.ended_at is None) for each in copies] == [
            ("Support at home?", False),
            ("Support at home, twice a week?", True),
        ]


def test_a_section_that_is_not_chosen_is_read_by_nobody_else_of_the_provider(handover: Handover, cast: Cast) -> None:
    send(handover, cast.counsellor, Basis(Ground.WITHIN_PROVIDER))

    with acting_as(cast.counsellor):
        assert not type(handover.sections[0]).objects.exists()
        assert [each.content["text"] for each in DisclosedSection.objects.filter(kind="referral")] == []
    with acting_as(cast.nurse):
        assert DisclosedSection.objects.filter(kind="referral", receiver_unit=cast.counsellor.unit).count() == 1
