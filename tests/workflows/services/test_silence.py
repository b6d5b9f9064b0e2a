"""After a miscarriage, a termination or a stillbirth nothing is scheduled, sent, reminded of or counted down: ever.

One test for each that could.
"""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Assignment
from cases.models import Case, HealthContact, HealthStep, Topic
from cases.scoring import Proposal
from cases.selectors.case import subject_of
from cases.selectors.health import contact_of, findings_from, schedule_of
from cases.services.case import open_case
from cases.services.person import PersonFacts
from cases.services.referral import open_referral
from tests.cases.contact import done, step
from tests.cast import Cast, acting_as
from tests.conftest import Acting
from tests.workflows.births import DAY, MOTHER, born, pregnancy, stillborn
from tests.workflows.views.test_hands import signed_in
from workflows.models import Deadline, Mail, Notice, Task, WorkItem
from workflows.selectors.clinic import TABS, contacts_of
from workflows.selectors.inbox import Filters, inbox_page
from workflows.services.clocks import run_clocks
from workflows.services.contact import end_contact
from workflows.services.health import find, record_step
from workflows.services.mail import queue_mails
from workflows.services.process import start_process

Ending = HealthContact.Ending
ENDINGS = (Ending.MISCARRIAGE, Ending.TERMINATION, Ending.STILLBIRTH)
YEARS = timedelta(days=3 * 365)
End = Callable[[Ending], Case]


@pytest.fixture
def by(cast: Cast) -> Assignment:
    return cast.outsider


@pytest.fixture
def others(by: Assignment) -> list[Case]:
    """A plan and a referral of the same unit about the same unborn child, each with its task and its clock."""
    with acting_as(by):
        unborn = PersonFacts(expected_birth=timezone.localdate() + timedelta(days=14))
        plan = open_case(subject=unborn, carried_by=MOTHER, by=by)
        words = {"kind": Case.Kind.REFERRAL, "topic": Topic.FAMILY}
        referral = open_referral(subject=unborn, carried_by=MOTHER, by=by, **words)
        for case in (plan, referral):
            start_process(case=case, by=by)
    return [plan, referral]


@pytest.fixture
def end(by: Assignment, others: list[Case]) -> End:
    """Ends a pregnancy in which two visits were missed, with what was found of it waiting for a decision."""

    def end(ending: Ending) -> Case:
        case, today = pregnancy(by), timezone.localdate()
        with acting_as(by):
            for day in (today - 9 * DAY, today - 8 * DAY):
                record_step(case=case, step=step("week-35"), done=done(day, HealthStep.Outcome.MISSED), by=by)
        if ending == Ending.STILLBIRTH:
            born(case, stillborn(), stillborn(), by=by)
        else:
            with acting_as(by):
                end_contact(case=case, ending=ending, ended_on=today, by=by)
        return case

    return end


@pytest.mark.parametrize("ending", ENDINGS)
def test_no_clinics_list_has_it(end: End, by: Assignment, ending: Ending) -> None:
    end(ending)

    with acting_as(by):
        assert [contacts_of(by, tab).rows for tab in TABS] == [[], [], []]


@pytest.mark.parametrize("ending", ENDINGS)
def test_no_step_is_missing(end: End, by: Assignment, ending: Ending) -> None:
    case = end(ending)

    with acting_as(by):
        contact = contact_of(case)
        assert (contact.ending, contact.next_step, contact.next_to) == (ending, None, None)
        assert schedule_of(case, by) == []


@pytest.mark.parametrize("ending", ENDINGS)
def test_no_task_is_open_and_nothing_waits_in_the_inbox(end: End, by: Assignment, ending: Ending) -> None:
    end(ending)

    with acting_as(by):
        assert not Task.objects.filter(finished=None).exists()
        assert not WorkItem.objects.exists()
        assert inbox_page(by, Filters(), now=timezone.now() + YEARS).rows == []


@pytest.mark.parametrize("ending", ENDINGS)
def test_no_clock_runs_and_nobody_is_reminded_or_mailed(
    end: End, by: Assignment, as_worker: Acting, ending: Ending
) -> None:
    end(ending)

    with acting_as(by):
        assert not Deadline.objects.filter(closed_at=None).exists()
    with as_worker():
        run_clocks(timezone.now() + YEARS)
        queue_mails(timezone.now() + YEARS)
        assert not Mail.objects.exists()
    with acting_as(by):
        assert not Notice.objects.exists()


@pytest.mark.parametrize("ending", ENDINGS)
def test_no_letter_is_written(end: End, by: Assignment, others: list[Case], ending: Ending) -> None:
    end(ending)
    plan, referral = others
    client = signed_in(by)

    with acting_as(by):
        assert {each.status for each in Case.objects.filter(kind__in=Case.OF_FAMILY)} == {"closed"}
    for page in (reverse("letter", args=[plan.pk, uuid4()]), reverse("recall_referral", args=[referral.pk])):
        assert client.post(page).status_code == 403


@pytest.mark.parametrize("ending", ENDINGS)
def test_page_says_how_it_ended_and_asks_for_nothing(end: End, by: Assignment, ending: Ending) -> None:
    case = end(ending)

    shown = signed_in(by).get(reverse("contact", args=[case.pk])).content.decode()

    assert str(ending.label) in shown
    assert "Kim Test" in shown
    assert "steps/" not in shown
    assert "Unborn" not in shown
    assert "Ofött" not in shown
    with acting_as(by):
        expected = subject_of(case, by).expected_birth
    assert expected.isoformat() not in shown


def test_what_was_found_about_the_mother_is_decided_all_the_same(end: End, cast: Cast, by: Assignment) -> None:
    case = pregnancy(by)
    with acting_as(by):
        mother = subject_of(case, by).carried_by
        find(case=case, about=mother, proposal=Proposal.SAFETY, origin=case.pk, on=timezone.localdate(), by=by)
        end_contact(case=case, ending=Ending.MISCARRIAGE, ended_on=timezone.localdate(), by=by)

        [finding] = findings_from(case, by)
        assert finding.action == ""
        assert Task.objects.filter(case=finding.case, finished=None).exists()


def test_page_of_ending_names_what_ends_too(cast: Cast, by: Assignment, others: list[Case]) -> None:
    case = pregnancy(by)
    client: Client = signed_in(by)

    shown = client.get(reverse("end_contact", args=[case.pk])).content.decode()

    assert all(each.number in shown for each in others)


def test_moved_away_ends_nothing_else(by: Assignment, others: list[Case]) -> None:
    case = pregnancy(by)
    with acting_as(by):
        end_contact(case=case, ending=Ending.MOVED, ended_on=timezone.localdate(), by=by)

        assert {each.status for each in Case.objects.filter(pk__in=[each.pk for each in others])} == {"open"}
