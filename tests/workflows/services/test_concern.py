from collections import Counter
from copy import copy
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from cases.errors import CaseError, StaleText
from cases.identity import parse_number
from cases.models import (
    Case,
    CasePerson,
    Change,
    ConcernText,
    Fact,
    IntakeDecision,
    Person,
    ReceivedReport,
    ReportReceipt,
)
from cases.permissions import visible_to
from cases.services import concern as reporter
from cases.services import intake as receiver
from cases.services.concern import Seen, name_colleague
from cases.services.person import PersonFacts
from tests.cast import Cast, acting_as
from tests.conftest import Acting
from tests.workflows.concern import CHILD, SEEN, Code, Reported, concern_of, other_town, receiving
from workflows.models import Outcome, PauseReason, Step
from workflows.selectors.receivers import NoReceiver
from workflows.services.concern import change_report, report_concern
from workflows.services.deadline import pause_deadline
from workflows.services.errors import NotPausable


def test_report_counts_as_received_when_it_is_sent(cast: Cast) -> None:
    reported = Reported(cast)

    with acting_as(cast.teacher):
        receipt = ReportReceipt.objects.get(report=reported.report)
    assert receipt.received_at is not None
    assert receipt.feedback_requested_at is None


def test_receiver_has_the_frozen_copy(cast: Cast) -> None:
    reported = Reported(cast)

    with acting_as(cast.worker):
        received = ReceivedReport.objects.get(case=reported.intake)
    assert received.content["seen"] == SEEN
    assert received.content["people"][0]["name"] == "Elis Hidden"


def test_run_from_report_to_feedback(cast: Cast) -> None:
    reported = Reported(cast)
    reported.ask()
    reported.assess().decide(Code.OPENED).answer()
    reported.conclude()

    with acting_as(cast.teacher):
        receipt = ReportReceipt.objects.get(report=reported.report)
    assert receipt.answer == "opened"


def test_feedback_is_asked_after_the_case_is_closed(cast: Cast) -> None:
    reported = Reported(cast).assess().decide(Code.NOT_OPENED)

    reported.ask()

    assert reported.open(Step.ANSWER_REPORTER) is not None
    reported.answer()


def test_addition_reaches_a_closed_case(cast: Cast) -> None:
    reported = Reported(cast).assess().decide(Code.NOT_OPENED)

    reported.add("More")

    assert reported.open(Step.READ_ADDITION) is not None
    with acting_as(cast.worker):
        assert [each.content["seen"] for each in ReceivedReport.objects.order_by("edition")] == [SEEN, "More"]


def test_addition_and_correction_keep_both_texts(cast: Cast) -> None:
    reported = Reported(cast)

    reported.add("More", Change.CORRECTION)

    with acting_as(cast.teacher):
        row = ConcernText.objects.get(case=reported.report)
        assert [each.seen for each in row.history.order_by("edition")] == [SEEN, "More"]
    with acting_as(cast.worker):
        received = ReceivedReport.objects.filter(case=reported.intake).order_by("edition")
        assert [(each.change, each.content["seen"]) for each in received] == [("first", SEEN), ("correction", "More")]


def test_stale_change_is_shown_and_not_sent(cast: Cast) -> None:
    reported = Reported(cast)
    stale = copy(reported.row)
    reported.add("More")

    words = {"change": Change.ADDITION, "words": Seen(seen="Other"), "edition": stale.edition}
    with pytest.raises(StaleText), acting_as(cast.teacher):
        change_report(row=stale, by=cast.teacher, **words)

    with acting_as(cast.worker):
        assert ReceivedReport.objects.filter(case=reported.intake).count() == 2


def test_urgent_report_says_when_it_was_phoned(cast: Cast) -> None:
    receiving(cast.worker.unit)

    with pytest.raises(CaseError, match="Ring först"), acting_as(cast.teacher):
        report_concern(concern=concern_of(cast, is_urgent=True), by=cast.teacher)


def test_municipality_without_receiver_is_refused_and_writes_nothing(cast: Cast) -> None:
    with pytest.raises(NoReceiver), acting_as(cast.teacher):
        report_concern(concern=concern_of(cast), by=cast.teacher)

    with acting_as(cast.teacher):
        assert not Case.objects.exists()


def test_receiver_of_another_municipality_is_refused(cast: Cast) -> None:
    receiving(cast.worker.unit)
    other = other_town()

    with pytest.raises(CaseError), acting_as(cast.teacher):
        reporter.report_concern(concern=concern_of(cast), receiver=other.unit, by=cast.teacher)


def test_manager_writes_no_report_in_samplan(cast: Cast) -> None:
    receiving(cast.worker.unit)

    with pytest.raises(CaseError), acting_as(cast.manager):
        report_concern(concern=concern_of(cast), by=cast.manager)


def test_child_is_reported_before_it_is_born(cast: Cast) -> None:
    carrier = PersonFacts(given_name="Kim", family_name="Hidden")
    child = PersonFacts(expected_birth=timezone.localdate() + timedelta(days=60))

    reported = Reported(cast, concern_of(cast, child=child, carried_by=carrier))

    with acting_as(cast.worker):
        subject = CasePerson.objects.select_related("carried_by").get(case=reported.intake, relation="subject")
    assert subject.is_unborn
    assert subject.carried_by is not None
    assert subject.carried_by.given_name == "Kim"


def test_persons_of_a_report_are_joined_to_no_register(cast: Cast) -> None:
    child = replace(CHILD, number=parse_number("189001019802"))

    reported = Reported(cast, concern_of(cast, child=child))

    with acting_as(cast.worker):
        assert CasePerson.objects.get(case=reported.intake).person_id is None
        assert not Person.objects.exists()


def test_reporter_of_the_receiving_unit_itself(cast: Cast) -> None:
    receiving(cast.worker.unit)

    with acting_as(cast.worker):
        row = report_concern(concern=concern_of(cast), by=cast.worker)
        connection.check_constraints()
        receipt = ReportReceipt.objects.get(report=row.case)
        assert not Case.objects.filter(pk=receipt.intake_id).exists()
    with acting_as(cast.manager):
        assert Case.objects.filter(pk=receipt.intake_id).exists()


def test_manager_of_the_unit_sees_and_colleague_is_named(cast: Cast) -> None:
    reported = Reported(cast)
    with acting_as(cast.worker):
        name_colleague(case=reported.intake, colleague=cast.colleague, by=cast.worker)

    for by in (cast.manager, cast.colleague):
        with acting_as(by):
            assert visible_to(by).filter(pk=reported.intake.pk).exists()


def test_somebody_of_another_unit_cannot_be_named(cast: Cast) -> None:
    reported = Reported(cast)

    with pytest.raises(CaseError), acting_as(cast.teacher):
        name_colleague(case=reported.report, colleague=cast.nurse, by=cast.teacher)


def test_opening_waits_for_the_assessment_of_protection(cast: Cast) -> None:
    reported = Reported(cast)

    with pytest.raises(CaseError), acting_as(cast.worker):
        receiver.decide_opening(case=reported.intake, code=Code.OPENED, text="-", by=cast.worker)


def test_asking_twice_is_said(cast: Cast) -> None:
    reported = Reported(cast)
    reported.ask()

    with pytest.raises(CaseError):
        reported.ask()


def test_answer_is_refused_with_a_reason_that_stays_with_the_receiver(cast: Cast) -> None:
    reported = Reported(cast)
    reported.ask()
    reported.assess().decide()

    def act() -> Outcome:
        receiver.refuse_feedback(case=reported.intake, text="The reporter lives with them", by=cast.worker)
        return Outcome.NOT_ANSWERED

    reported.do(Step.ANSWER_REPORTER, act)

    with acting_as(cast.teacher):
        receipt = ReportReceipt.objects.get(report=reported.report)
        assert (receipt.answer, bool(receipt.refused_at)) == ("", True)
        assert not IntakeDecision.objects.exists()


@pytest.mark.parametrize("text", ["", "  "])
def test_answer_is_refused_only_with_a_reason(cast: Cast, text: str) -> None:
    reported = Reported(cast)
    reported.ask()
    reported.assess().decide()

    with pytest.raises(CaseError), acting_as(cast.worker):
        receiver.refuse_feedback(case=reported.intake, text=text, by=cast.worker)


def test_nothing_is_answered_before_it_is_asked(cast: Cast) -> None:
    reported = Reported(cast).assess().decide()

    with pytest.raises(CaseError), acting_as(cast.worker):
        receiver.answer_reporter(case=reported.intake, by=cast.worker)


def test_clocks_of_a_report_never_stand_still(cast: Cast) -> None:
    task = Reported(cast).open(Step.ASSESS_PROTECTION)
    assert task is not None

    until, reason = timezone.localdate() + timedelta(days=3), PauseReason.FAMILY_AWAY
    with pytest.raises(NotPausable), acting_as(cast.worker):
        pause_deadline(task=task, until=until, reason=reason, by=cast.worker)


def test_acts_leave_facts_on_each_side(cast: Cast, as_worker: Acting) -> None:
    reported = Reported(cast)
    reported.ask()
    reported.assess().decide().answer().conclude()

    with as_worker():
        facts = Counter(Fact.objects.values_list("what", "unit__name"))
    assert facts == Counter(
        [("concern_reported", "Preschool")]
        + [(what, "Families") for what in ("concern_received", "protection_assessed", "opening_decided")]
        + [(what, "Families") for what in ("reporter_answered", "investigated")]
        + [("feedback_asked", "Families"), ("feedback_asked", "Preschool")]
    )
