"""After a child's death, or a pregnancy that was lost: what is recorded is read, nothing begins or goes on from it."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.acting import act_as
from accounts.models import Assignment, CareUnit
from cases.errors import CaseError
from cases.models import Case, CasePerson, Finding, HealthContact, HealthStep, Instrument, Participation
from cases.scoring import Proposal
from cases.selectors.case import subject_of
from cases.services.handing_on import enrol_handed_over
from cases.services.participation import admit
from cases.services.person import PersonFacts
from tests.cases.contact import done, enrolled_child, parent_in, programme, step
from tests.cases.patient import enrolled_patient
from tests.cast import Cast, acting_as
from tests.conftest import Acting
from tests.workflows.births import MOTHER, MOTHER_NUMBER, born, handed_over, newborn, pregnancy, taken_over
from tests.workflows.clinic import decide
from tests.workflows.views.test_hands import signed_in
from workflows.models import Deadline, Mail, Notice, Task
from workflows.selectors.task import open_tasks_of
from workflows.services.birth import move_contact, separate_child
from workflows.services.clocks import run_clocks
from workflows.services.contact import end_contact
from workflows.services.health import find, record_step, save_answers
from workflows.services.mail import queue_mails
from workflows.services.referral import close_referral

Ending = HealthContact.Ending
BEGUN_FROM = ("start_referral", "ask_consultation", "write_report")


def end(case: Case, ending: Ending, by: Assignment) -> None:
    with acting_as(by):
        end_contact(case=case, ending=ending, ended_on=timezone.localdate(), by=by)


def found(case: Case, by: Assignment, proposal: Proposal = Proposal.LANGUAGE) -> Finding:
    """About the child itself."""
    with acting_as(by):
        child = subject_of(case, by)
        assert child is not None
        row = find(case=case, about=child, proposal=proposal, origin=case.pk, on=timezone.localdate(), by=by)
        assert row is not None
        return row


def pages(by: Assignment, finding: Finding) -> dict[str, int]:
    client = signed_in(by)
    query = {"finding": str(finding.case_id)}
    return {name: client.get(reverse(name), query).status_code for name in BEGUN_FROM}


@pytest.mark.parametrize("ending", [Ending.DIED, Ending.MOVED])
def test_what_was_written_at_a_visit_is_read_after_any_end(cast: Cast, ending: Ending) -> None:
    case = enrolled_child(cast.nurse)
    with acting_as(cast.nurse):
        record_step(case=case, step=step("visit-6-8-weeks"), done=done(text="Seen and well."), by=cast.nurse)
    end(case, ending, cast.nurse)
    client, page = signed_in(cast.nurse), reverse("record_step", args=[case.pk, "visit-6-8-weeks"])

    listed = client.get(reverse("contact", args=[case.pk])).content.decode()
    read = client.get(page)

    assert page in listed
    assert read.status_code == 200
    assert "Seen and well." in read.content.decode()


def test_nothing_is_asked_for_beside_what_is_read(cast: Cast) -> None:
    case = enrolled_child(cast.nurse, days_old=200)
    with acting_as(cast.nurse):
        record_step(case=case, step=step("visit-6-8-weeks"), done=done(), by=cast.nurse)
        missed = done(outcome=HealthStep.Outcome.MISSED)
        record_step(case=case, step=step("visit-3-months"), done=missed, by=cast.nurse)
    end(case, Ending.DIED, cast.nurse)
    client: Client = signed_in(cast.nurse)

    listed = client.get(reverse("contact", args=[case.pk]))

    assert [row.planned.step.key for row in listed.context["rows"]] == ["visit-6-8-weeks"]
    assert listed.context["picture"] == []
    assert client.get(reverse("record_step", args=[case.pk, "visit-5-months"])).status_code == 404


def test_nothing_begins_from_what_the_visits_had_led_to(cast: Cast) -> None:
    case = enrolled_child(cast.nurse)
    finding = found(case, cast.nurse)
    decide(finding, Finding.Action.REFERRAL, cast.nurse, text="To the speech therapist.")
    before = pages(cast.nurse, finding)

    end(case, Ending.DIED, cast.nurse)

    shown = signed_in(cast.nurse).get(reverse("finding", args=[finding.case_id]))
    assert set(before.values()) == {200}
    assert set(pages(cast.nurse, finding).values()) == {404}
    assert shown.context["begin_url"] == ""


def test_what_was_found_about_a_parent_can_still_be_followed(cast: Cast) -> None:
    case = enrolled_child(cast.nurse)
    finding = found(case, cast.nurse, Proposal.SAFETY)

    end(case, Ending.DIED, cast.nurse)

    assert set(pages(cast.nurse, finding).values()) == {200}


def test_colleagues_finding_ends_too_where_the_unit_takes_part_by_name(cast: Cast) -> None:
    with act_as(None, reason="test"):
        CareUnit.objects.filter(pk=cast.nurse.unit_id).update(is_closed=True)
    unit = CareUnit.objects.select_related("provider").get(pk=cast.nurse.unit_id)
    by, colleague = (replace_unit(each, unit) for each in (cast.nurse, cast.second_nurse))
    case = enrolled_child(by)
    with acting_as(by):
        admit(
            case=case,
            unit=unit,
            user=colleague.user,
            role=Participation.Role.OWNER,
            reason=Participation.Reason.HANDED_OVER,
            by=by,
        )
    finding = found(case, colleague)
    with acting_as(by):
        assert not Finding.objects.exists()

    end(case, Ending.DIED, by)

    with acting_as(colleague):
        assert Finding.objects.get(pk=finding.pk).action == Finding.Action.NO_ACTION
        assert not Task.objects.filter(case=finding.case, finished=None).exists()
        assert not Deadline.objects.filter(case=finding.case, closed_at=None).exists()
        assert not Notice.objects.filter(case=finding.case, seen_at=None).exists()


def replace_unit(assignment: Assignment, unit: CareUnit) -> Assignment:
    assignment.unit = unit
    return assignment


@pytest.mark.parametrize("ending", [Ending.MISCARRIAGE, Ending.DIED])
def test_clinic_that_took_over_is_asked_for_nothing_more(cast: Cast, as_worker: Acting, ending: Ending) -> None:
    sender, by = cast.nurse, cast.outsider
    first = pregnancy(sender)
    with acting_as(sender):
        move = move_contact(case=first, by=sender)
    taken_over(move, by, by=sender)
    case = enrolled_from(move, by)
    with acting_as(by):
        assert [each.step for each in open_tasks_of(move)] == ["contact_family"]

    end(case, ending, by)

    with as_worker():
        run_clocks(timezone.now() + timedelta(days=365))
        queue_mails(timezone.now() + timedelta(days=365))
        assert not Mail.objects.exists()
    for who in (by, sender):
        with acting_as(who):
            assert open_tasks_of(move) == []
            assert not Deadline.objects.filter(case=move, closed_at=None).exists()
            assert not Notice.objects.filter(case=move, seen_at=None).exists()
            assert Case.objects.get(pk=move.pk).is_open


def test_sender_ends_a_referral_that_rests(cast: Cast) -> None:
    sender, by = cast.nurse, cast.outsider
    first = pregnancy(sender)
    with acting_as(sender):
        move = move_contact(case=first, by=sender)
    taken_over(move, by, by=sender)
    end(enrolled_from(move, by), Ending.MISCARRIAGE, by)

    with acting_as(sender):
        close_referral(case=move, reason=Case.ClosureReason.NOT_NEEDED, by=sender)

    with acting_as(sender):
        assert not Case.objects.get(pk=move.pk).is_open
        assert not Task.objects.filter(case=move, finished=None).exists()


def test_former_family_is_not_to_be_contacted_about_a_child_with_other_guardians(cast: Cast) -> None:
    sender, by = cast.outsider, cast.nurse
    [birth] = born(pregnancy(sender), newborn(name="Ada"), by=sender)
    came = handed_over(birth, by, by=sender)
    with acting_as(by):
        child = PersonFacts(given_name="Ada", birth_date=timezone.localdate())
        case = enrol_handed_over(referral=came, programme=programme(), subject=child, by=by)

        separate_child(case=case, by=by)

        assert open_tasks_of(came) == []
        assert not Deadline.objects.filter(case=came, closed_at=None).exists()


def enrolled_from(referral: Case, by: Assignment) -> Case:
    with acting_as(by):
        unborn = PersonFacts(expected_birth=timezone.localdate() + timedelta(days=14))
        words = {"referral": referral, "programme": programme("maternity"), "carried_by": MOTHER, "by": by}
        return enrol_handed_over(subject=unborn, **words)


def test_one_pregnancy_is_enrolled_once_and_the_next_after_it_was_lost(cast: Cast) -> None:
    case = pregnancy(cast.outsider)

    with pytest.raises(CaseError) as refused:
        pregnancy(cast.outsider, days=70)
    end(case, Ending.MISCARRIAGE, cast.outsider)

    assert refused.value.field == "number"
    assert pregnancy(cast.outsider, days=70).is_open


@pytest.mark.parametrize("ending", [Ending.DIED, Ending.MOVED])
def test_visit_that_comes_after_the_end_is_shown_and_not_saved(cast: Cast, ending: Ending) -> None:
    case = enrolled_child(cast.nurse)
    sent = {"outcome": "done", "happened_on": timezone.localdate().isoformat(), "text": "Seen this morning."}
    page = reverse("record_step", args=[case.pk, "visit-6-8-weeks"])
    end(case, ending, cast.second_nurse)

    answer = signed_in(cast.nurse).post(page, sent)

    assert answer.status_code == 409
    assert "Seen this morning." in answer.content.decode()
    assert ("data-keep-drafts" in answer.content.decode()) == (ending == Ending.MOVED)
    assert signed_in(cast.stranger).post(page, sent).status_code == 404
    assert signed_in(cast.coordinator).post(page, sent).status_code in (403, 404)
    with acting_as(cast.nurse):
        assert not HealthStep.objects.exists()


@pytest.mark.parametrize("ending", [Ending.MISCARRIAGE, Ending.TERMINATION])
def test_no_search_names_the_child_that_was_lost(cast: Cast, ending: Ending) -> None:
    case = pregnancy(cast.outsider)
    client = signed_in(cast.outsider)
    assert "Ofött" in client.post(reverse("search"), {"q": case.number}).content.decode()

    end(case, ending, cast.outsider)

    for query in (case.number, MOTHER_NUMBER, "kim"):
        shown = client.post(reverse("search"), {"q": query}).content.decode()
        assert "Kim Test" in shown
        assert "Ofött" not in shown


def test_what_nobody_could_have_said_or_done_before_the_birth_is_refused(cast: Cast) -> None:
    patient, child = enrolled_patient(cast.counsellor), enrolled_child(cast.nurse)
    parent = parent_in(child, cast.nurse)
    long_ago = date(1900, 1, 1)

    with acting_as(cast.counsellor), pytest.raises(CaseError) as refused:
        record_step(case=patient, step=step("children-asked"), done=done(long_ago), by=cast.counsellor)
    with acting_as(cast.nurse):
        born = CasePerson.objects.get(pk=parent.pk)
        born.birth_date = date(1990, 1, 1)
        epds = Instrument.objects.get(slug="epds")
        words = {"case": child, "about": born, "instrument": epds, "answers": {1: 0}, "by": cast.nurse}
        with pytest.raises(CaseError) as too:
            save_answers(taken_on=long_ago, **words)

    assert (refused.value.field, too.value.field) == ("happened_on", "taken_on")
