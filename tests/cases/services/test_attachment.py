"""Files: stored for the own unit alone, told one by one, removed before that, and refused with words."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from cases.errors import CaseClosed, CaseError, NotConsented
from cases.files import FileDamaged, read_file
from cases.models import Attachment, Case, DisclosedSection, Disclosure, PlanMeeting, Topic
from cases.permissions import readable_to
from cases.selectors.attachment import attachments_of, units_to_tell
from cases.services.attachment import tell_attachment, withdraw_attachment
from cases.services.disclosure import BY_CONSENT
from cases.services.meeting import cancel_meeting
from cases.services.referral import close_referral, send_referral
from tests.cases.attachments import attach, files, seen
from tests.cast import Cast, acting_as
from tests.files import PDF, TEXT
from tests.workflows.handover import Handover
from tests.workflows.plan import Plan
from workflows.services.consent import withdraw_consent

Place, Reason = Attachment.Place, Attachment.WithdrawalReason


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return Plan(cast).to_replies()


@pytest.fixture
def handover(cast: Cast) -> Handover:
    return Handover(cast)


def test_attached_file_is_the_own_units_alone(plan: Plan, cast: Cast) -> None:
    row = attach(plan, cast.worker)

    assert seen(plan.case, cast.worker) == ["A"]
    assert [seen(plan.case, each) for each in (cast.nurse, cast.teacher)] == [[], []]
    assert row.stored is not None
    assert read_file(row.stored, digest=row.sha256) == PDF


def test_stored_file_has_a_random_name_and_is_for_the_own_account_alone(
    plan: Plan, cast: Cast, settings: Any, tmp_path: Path
) -> None:
    settings.FILES_ROOT = tmp_path / "var" / "files"

    row = attach(plan, cast.worker)

    [path] = files()
    assert path.name == str(row.stored)
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert settings.FILES_ROOT.stat().st_mode & 0o077 == 0


def test_changed_file_is_not_handed_out(plan: Plan, cast: Cast) -> None:
    row = attach(plan, cast.worker)
    [path] = [path for path in files() if path.name == str(row.stored)]
    path.write_bytes(PDF + b" ")

    with pytest.raises(FileDamaged):
        read_file(UUID(path.name), digest=row.sha256)


def test_same_content_once_more_is_refused_and_leaves_no_file(plan: Plan, cast: Cast) -> None:
    attach(plan, cast.worker)
    before = len(files())

    with pytest.raises(CaseError, match="A"):
        attach(plan, cast.worker, title="Another name")

    assert len(files()) == before


def test_same_content_by_another_unit_tells_nothing(plan: Plan, cast: Cast) -> None:
    attach(plan, cast.worker)

    assert attach(plan, cast.nurse).owner_unit == cast.nurse.unit


def test_removed_file_can_be_attached_again(plan: Plan, cast: Cast) -> None:
    row = attach(plan, cast.worker)
    with acting_as(cast.worker):
        withdraw_attachment(attachment=row, reason=Reason.WRONG_FILE, by=cast.worker)

    assert attach(plan, cast.worker).pk != row.pk


def test_one_file_too_many_is_refused(plan: Plan, cast: Cast, settings: Any) -> None:
    settings.ATTACHMENTS_PER_CASE = 1
    attach(plan, cast.worker)

    with pytest.raises(CaseError, match="1"):
        attach(plan, cast.worker, TEXT)


def test_attaching_to_a_closed_case_is_refused(handover: Handover) -> None:
    with acting_as(handover.sender):
        close_referral(case=handover.case, reason=Case.ClosureReason.NOT_SENT, by=handover.sender)

    with pytest.raises(CaseClosed):
        handover.attach()


def test_receiver_of_a_referral_attaches_nothing_to_it(handover: Handover, cast: Cast) -> None:
    handover.to_waiting(cast.teacher)
    handover.sender = cast.teacher

    with pytest.raises(CaseError, match=r"annan enhet|Another unit"):
        handover.attach()


def test_only_the_unit_that_writes_minutes_attaches_to_them(plan: Plan, cast: Cast) -> None:
    with acting_as(cast.worker):
        meeting = PlanMeeting.objects.get(case=plan.case)

    with pytest.raises(CaseError, match=r"annan enhet|Another unit"):
        attach(plan, cast.nurse, place=Place.MINUTES, meeting=meeting)

    assert attach(plan, cast.worker, place=Place.MINUTES, meeting=meeting).meeting == meeting


def test_cancelled_meeting_takes_no_file(plan: Plan, cast: Cast) -> None:
    with acting_as(cast.worker):
        meeting = PlanMeeting.objects.get(case=plan.case)
        cancel_meeting(meeting=meeting, reason=PlanMeeting.CancelReason.ILLNESS, by=cast.worker)

    with pytest.raises(CaseError):
        attach(plan, cast.worker, place=Place.MINUTES, meeting=meeting)


def test_told_file_is_read_by_the_ticked_unit_and_no_other(plan: Plan, cast: Cast) -> None:
    row, kept = attach(plan, cast.worker), attach(plan, cast.worker, TEXT, title="Kept")

    with acting_as(cast.worker):
        told = tell_attachment(attachment=row, receivers=[cast.nurse.unit], by=cast.worker)

    assert len(told) == 1
    assert seen(plan.case, cast.nurse) == ["A"]
    assert seen(plan.case, cast.teacher) == []
    with acting_as(cast.nurse):
        copy = DisclosedSection.objects.get(origin=row.pk)
        assert not Attachment.objects.filter(pk__in=[row.pk, kept.pk]).exists()
    assert copy.content["sha256"] == row.sha256
    assert (copy.content["title"], copy.content["size"], copy.content["media_type"]) == (
        "A",
        len(PDF),
        "application/pdf",
    )


def test_telling_twice_is_telling_once(plan: Plan, cast: Cast) -> None:
    row = attach(plan, cast.worker)

    with acting_as(cast.worker):
        for _time in range(2):
            tell_attachment(attachment=row, receivers=[cast.nurse.unit], by=cast.worker)

        assert DisclosedSection.objects.filter(origin=row.pk).count() == 1


def test_telling_of_a_topic_without_consent_tells_nobody(plan: Plan, cast: Cast) -> None:
    row = attach(plan, cast.worker, topic=Topic.SUBSTANCE_USE)

    with pytest.raises(NotConsented), acting_as(cast.worker):
        tell_attachment(attachment=row, receivers=[cast.nurse.unit, cast.teacher.unit], by=cast.worker)

    with acting_as(cast.worker):
        assert not Disclosure.objects.filter(topics__contains=[Topic.SUBSTANCE_USE]).exists()
        assert not any(each.may_be_told for each in units_to_tell(row, cast.worker))


def test_telling_a_unit_outside_the_plan_is_refused(plan: Plan, cast: Cast) -> None:
    row = attach(plan, cast.worker)

    with pytest.raises(CaseError), acting_as(cast.worker):
        tell_attachment(attachment=row, receivers=[cast.counsellor.unit], by=cast.worker)


def test_told_file_cannot_be_removed(plan: Plan, cast: Cast) -> None:
    row = attach(plan, cast.worker)
    with acting_as(cast.worker):
        tell_attachment(attachment=row, receivers=[cast.nurse.unit], by=cast.worker)

    with pytest.raises(CaseError), acting_as(cast.worker):
        withdraw_attachment(attachment=row, reason=Reason.WRONG_FILE, by=cast.worker)


def test_removed_file_goes_and_its_row_stays(plan: Plan, cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    row = attach(plan, cast.worker)
    stored = row.stored
    assert stored is not None

    with django_capture_on_commit_callbacks(execute=True), acting_as(cast.worker):
        withdraw_attachment(attachment=row, reason=Reason.WRONG_PERSON, by=cast.worker)

    with acting_as(cast.worker):
        [line] = attachments_of(plan.case, cast.worker, Place.PLAN)
    assert line.row is not None
    assert (line.row.withdrawn_reason, line.row.withdrawn_by) == (Reason.WRONG_PERSON, cast.worker.user)
    with pytest.raises(FileDamaged):
        read_file(stored, digest=row.sha256)


def test_removed_file_is_neither_told_nor_removed_again(plan: Plan, cast: Cast) -> None:
    row = attach(plan, cast.worker)
    with acting_as(cast.worker):
        withdraw_attachment(attachment=row, reason=Reason.WRONG_FILE, by=cast.worker)

    for do in (
        lambda: tell_attachment(attachment=row, receivers=[cast.nurse.unit], by=cast.worker),
        lambda: withdraw_attachment(attachment=row, reason=Reason.WRONG_FILE, by=cast.worker),
    ):
        with pytest.raises(CaseError), acting_as(cast.worker):
            do()


def test_referral_takes_along_the_ticked_file_alone(handover: Handover, cast: Cast) -> None:
    handover.attach("Kept.pdf")
    handover.sections.append(handover.attach("Told.txt", TEXT))

    handover.to_waiting(cast.teacher)

    with acting_as(cast.teacher):
        lines = attachments_of(handover.case, cast.teacher, Place.REFERRAL)
    assert [line.title for line in lines] == ["Told"]


def test_sending_a_file_of_a_topic_without_consent_sends_nothing(handover: Handover, cast: Cast) -> None:
    handover.consent(cast.teacher.unit)
    row = handover.attach(topic=Topic.VIOLENCE)

    facts = {"receiver": cast.teacher.unit, "sections": [*handover.sections, row], "basis": BY_CONSENT}
    with pytest.raises(NotConsented), acting_as(handover.sender):
        send_referral(case=handover.case, by=handover.sender, **facts)

    with acting_as(handover.sender):
        assert not DisclosedSection.objects.filter(case=handover.case).exists()


def test_withdrawn_consent_takes_the_file_from_the_receivers_work(handover: Handover, cast: Cast) -> None:
    consent = handover.consent(cast.teacher.unit)
    handover.sections.append(handover.attach())
    handover.send(cast.teacher)

    withdraw_consent(consent=consent, by=handover.sender)

    with acting_as(cast.teacher):
        assert not readable_to(cast.teacher, DisclosedSection.objects.filter(case=handover.case)).exists()
