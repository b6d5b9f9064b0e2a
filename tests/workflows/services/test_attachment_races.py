"""A file that two act on at once: told or taken away, never both; and attached once."""

import pytest

from accounts.models import Assignment
from cases.files import FileDamaged, read_file
from cases.models import Attachment, DisclosedSection, Topic
from cases.permissions import readable_to
from cases.services.attachment import attach_file, tell_attachment, withdraw_attachment
from cases.services.plan import add_need, mark_ready
from tests.cast import Cast, acting_as, make_cast
from tests.files import checked
from tests.racing import race
from tests.story import known_subject
from tests.workflows.handover import Handover
from tests.workflows.plan import Plan
from workflows.services.consent import withdraw_consent

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
Place, Reason = Attachment.Place, Attachment.WithdrawalReason


@pytest.fixture
def committed(transactional_db: None) -> Cast:
    return make_cast()


def is_there(row: Attachment) -> bool:
    assert row.stored is not None
    try:
        read_file(row.stored, digest=row.sha256)
    except FileDamaged:
        return False
    return True


def told(row: Attachment, by: Assignment) -> int:
    """How many copies `by` may read."""
    with acting_as(by):
        return readable_to(by, DisclosedSection.objects.filter(origin=row.pk)).count()


def attach(plan: Plan) -> Attachment:
    by = plan.cast.worker
    with acting_as(by):
        words = {"place": Place.PLAN, "topic": Topic.HEALTH, "about": known_subject(plan.case, by)}
        return attach_file(case=plan.case, file=checked(), by=by, **words)


def test_removing_and_sending_at_once_agree_on_the_file(committed: Cast, races: int) -> None:
    for _round in range(races):
        handover = Handover(committed)
        handover.consent(committed.teacher.unit)
        row = handover.attach()
        handover.sections.append(row)

        def remove(row: Attachment = row) -> None:
            withdraw_attachment(attachment=row, reason=Reason.WRONG_FILE, by=committed.nurse)

        results = race(lambda h=handover: h.send(committed.teacher), remove)  # type: ignore[misc]

        assert results["won"] == 1
        assert results["CaseError"] == 1
        assert is_there(row) == (told(row, committed.teacher) == 1) == (handover.waits() is not None)


def test_removing_and_showing_at_once_agree_on_the_file(committed: Cast, races: int) -> None:
    by, to = committed.worker, committed.nurse
    for _round in range(races):
        row = attach(Plan(committed).to_replies())

        results = race(
            lambda r=row: tell_attachment(attachment=r, receivers=[to.unit], by=by),  # type: ignore[misc]
            lambda r=row: withdraw_attachment(attachment=r, reason=Reason.WRONG_FILE, by=by),  # type: ignore[misc]
        )

        assert results["won"] == 1
        assert is_there(row) == (told(row, to) == 1)


def test_same_file_attached_twice_at_once_is_there_once(committed: Cast, races: int) -> None:
    for _round in range(races):
        plan = Plan(committed)

        results = race(lambda p=plan: attach(p), lambda p=plan: attach(p))  # type: ignore[misc]

        assert results == {"won": 1, "CaseError": 1}
        with acting_as(committed.worker):
            assert Attachment.objects.filter(case=plan.case).count() == 1


def test_withdrawn_consent_and_showing_at_once_leave_nothing_to_read(committed: Cast, races: int) -> None:
    by, to = committed.worker, committed.nurse
    for _round in range(races):
        plan = Plan(committed).to_replies()
        row = attach(plan)
        with acting_as(by):
            consent = plan.case.consent_set.get()

        race(
            lambda r=row: tell_attachment(attachment=r, receivers=[to.unit], by=by),  # type: ignore[misc]
            lambda c=consent: withdraw_consent(consent=c, by=by),  # type: ignore[misc]
        )

        assert told(row, to) == 0


def test_withdrawn_consent_and_marking_ready_at_once_leave_nothing_to_read(committed: Cast, races: int) -> None:
    by, to = committed.worker, committed.nurse
    for _round in range(races):
        plan = Plan(committed).to_replies()
        with acting_as(by):
            words = {"topic": Topic.HEALTH, "about": known_subject(plan.case, by), "text": "-"}
            need, consent = add_need(case=plan.case, by=by, **words), plan.case.consent_set.get()

        results = race(
            lambda n=need: mark_ready(row=n, by=by),  # type: ignore[misc]
            lambda c=consent: withdraw_consent(consent=c, by=by),  # type: ignore[misc]
        )

        assert results == {"won": 2}
        with acting_as(to):
            assert not readable_to(to, DisclosedSection.objects.filter(origin=need.pk)).exists()
