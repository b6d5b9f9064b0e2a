"""The referral's flow: its names, and one run from the first worry to the feedback."""

from cases.models import Case, DisclosedSection, Referral, Sending
from cases.permissions import readable_to
from tests.cast import Cast, acting_as
from tests.workflows.handover import Handover
from workflows.flows.referral import ReferralFlow
from workflows.models import ReferralProcess, Step
from workflows.nodes.human import HumanTask
from workflows.services.consent import withdraw_consent
from workflows.services.queue import take_task

HUMAN = [
    *("answer_referral", "contact_family", "give_feedback", "read_feedback", "record_answer", "record_outcome"),
    "write_referral",
]
GATEWAYS = [
    *("closed", "concern_noticed", "is_ended", "is_fed_back", "is_on_paper", "is_passed_on", "is_still_taken"),
    *("is_taken", "is_taken_on_paper"),
]


def test_nodes_have_the_names_that_are_stored() -> None:
    nodes = {node.name: node for node in ReferralFlow.instance.nodes()}

    assert sorted(nodes) == sorted([*HUMAN, *GATEWAYS])
    assert sorted(name for name, node in nodes.items() if isinstance(node, HumanTask)) == HUMAN


def test_a_referral_goes_from_the_first_worry_to_its_feedback(cast: Cast) -> None:
    handover = Handover(cast).to_waiting()
    take_task(task=handover.task(Step.ANSWER_REFERRAL, cast.nurse).pk, by=cast.worker)
    with acting_as(cast.worker):
        told = readable_to(cast.worker, DisclosedSection.objects.filter(case=handover.case))
        assert sorted(told.values_list("kind", flat=True)) == ["identity", "identity", "referral"]

    handover.answer(Sending.Answer.ACCEPTED, cast.worker)
    handover.feed_back(cast.worker)
    with acting_as(cast.nurse):
        [back] = readable_to(cast.nurse, DisclosedSection.objects.filter(case=handover.case))
        assert back.content["text"] == "The family comes every week."
    handover.close()

    assert handover.open_tasks(cast.nurse) == []
    with acting_as(cast.nurse):
        assert Case.objects.get(pk=handover.case.pk).closure_reason == Case.ClosureReason.TAKEN_OVER
        assert ReferralProcess.objects.get(case=handover.case).finished
    assert handover.state(cast.nurse) == Referral.State.CLOSED


def test_what_is_turned_down_comes_back_to_the_sender_and_out_of_the_receivers_sight(cast: Cast) -> None:
    handover = Handover(cast).to_waiting(cast.teacher)

    handover.answer(Sending.Answer.TURNED_DOWN, cast.teacher, reason=Sending.Reason.NOT_IN_AREA)

    assert [task.step for task in handover.open_tasks(cast.nurse)] == [Step.WRITE_REFERRAL]
    with acting_as(cast.teacher):
        assert not Case.objects.filter(pk=handover.case.pk).exists()
    with acting_as(cast.nurse):
        sending = Sending.objects.get(case=handover.case)
        assert (sending.answer, sending.reason) == ("turned_down", "not_in_area")


def test_a_withdrawn_consent_takes_the_baton_back(cast: Cast) -> None:
    handover = Handover(cast)
    consent = handover.consent(cast.teacher.unit)
    handover.send(cast.teacher)
    handover.answer(Sending.Answer.ACCEPTED, cast.teacher)

    withdraw_consent(consent=consent, by=cast.nurse)

    assert [task.step for task in handover.open_tasks(cast.nurse)] == [Step.WRITE_REFERRAL]
    assert handover.state(cast.nurse) == Referral.State.RETURNED
    with acting_as(cast.teacher):
        assert not DisclosedSection.objects.filter(case=handover.case).exists()


def test_what_more_is_asked_for_is_sent_again_to_the_same_unit(cast: Cast) -> None:
    handover = Handover(cast).to_waiting(cast.teacher)
    handover.answer(Sending.Answer.MORE_ASKED, cast.teacher, text="How old is the sister?")
    handover.write("She is four.")

    handover.send(cast.teacher)

    with acting_as(cast.teacher):
        told = readable_to(cast.teacher, DisclosedSection.objects.filter(case=handover.case, kind="referral"))
        assert {each.content["text"] for each in told} == {"Support at home?", "She is four."}
    with acting_as(cast.nurse):
        assert list(Sending.objects.filter(case=handover.case).order_by("number").values_list("answer", flat=True)) == [
            "more_asked",
            "",
        ]
