"""The missing-step detector: what is late, and what it waits for, in the clinic's own list."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Assignment
from accounts.templatetags.samplan import short_date
from cases.models import Case, Finding, HealthStep
from cases.services.person import PersonFacts
from tests.cases.contact import done, enrolled_child, enrolled_pregnancy, programme, step
from tests.cast import Cast, acting_as
from tests.workflows.clinic import decide
from workflows.selectors.clinic import Listed, contacts_of
from workflows.services.birth import move_contact
from workflows.services.contact import enrol
from workflows.services.health import record_step
from workflows.services.referral import close_referral

pytestmark = pytest.mark.django_db

Outcome = HealthStep.Outcome
# The last days of their windows are 7, 27, 27 and 41 days after the birth.
LATE_AT_45_DAYS = ["first-contact", "home-1-3-weeks", "visit-2-weeks", "team-4-weeks"]


def listed(by: Assignment) -> list[Listed]:
    with acting_as(by):
        return contacts_of(by, "all").rows


def late(row: Listed) -> list[str]:
    return [each.step.key for each in row.missing.late]


def record(case: Case, key: str, outcome: Outcome, by: Assignment, days_ago: int = 0) -> None:
    with acting_as(by):
        day = timezone.localdate() - timedelta(days=days_ago)
        record_step(case=case, step=step(key), done=done(day, outcome), by=by)


def test_every_step_that_is_late_is_listed_until_something_came_of_it(cast: Cast) -> None:
    case = enrolled_child(cast.nurse, days_old=45)
    [row] = listed(cast.nurse)
    assert late(row) == LATE_AT_45_DAYS
    assert [each.step.key for each in row.also_late] == LATE_AT_45_DAYS[1:]
    assert row.missing.blocks == []

    for key, outcome in zip(LATE_AT_45_DAYS, Outcome, strict=True):
        record(case, key, outcome, cast.nurse)

    [row] = listed(cast.nurse)
    assert late(row) == ["home-1-3-weeks"]
    assert row.also_late == []


def test_missed_day_is_what_blocks_the_next_step_until_it_is_done(cast: Cast) -> None:
    case = enrolled_child(cast.nurse, days_old=6)
    record(case, "first-contact", Outcome.MISSED, cast.nurse, days_ago=1)
    yesterday = short_date(timezone.localdate() - timedelta(days=1))

    assert listed(cast.nurse)[0].missing.blocks == [f"Kom inte {yesterday}"]

    record(case, "first-contact", Outcome.DONE, cast.nurse)
    assert listed(cast.nurse)[0].missing.blocks == []


def test_missed_visits_that_wait_for_a_decision_block(cast: Cast) -> None:
    case = enrolled_child(cast.nurse, days_old=45)
    for days_ago in (9, 6, 3):
        record(case, "visit-6-8-weeks", Outcome.MISSED, cast.nurse, days_ago)
    undecided = "Det är inte beslutat vad de missade besöken leder till"
    assert undecided in listed(cast.nurse)[0].missing.blocks

    with acting_as(cast.nurse):
        finding = Finding.objects.get()
    decide(finding, Finding.Action.NO_ACTION, cast.nurse, text="They have been ill.")

    assert undecided not in listed(cast.nurse)[0].missing.blocks


def test_hand_over_to_another_clinic_blocks_while_it_is_open(cast: Cast) -> None:
    case = enrolled_child(cast.nurse)
    with acting_as(cast.nurse):
        moved = move_contact(case=case, by=cast.nurse)
    assert listed(cast.nurse)[0].missing.blocks == ["Överlämnas till en annan mottagning: skrivs"]

    with acting_as(cast.nurse):
        close_referral(case=moved, reason=Case.ClosureReason.NOT_NEEDED, by=cast.nurse)

    assert listed(cast.nurse)[0].missing.blocks == []


def test_who_has_no_birth_date_has_nothing_late_and_is_blocked_by_that(cast: Cast) -> None:
    with acting_as(cast.nurse):
        enrol(programme=programme(), subject=PersonFacts(given_name="Elis"), by=cast.nurse)

    [row] = listed(cast.nurse)

    assert late(row) == []
    assert row.missing.blocks == ["Skriv födelsedatum"]


def test_a_pregnancy_waits_for_no_birth_date(cast: Cast) -> None:
    enrolled_pregnancy(cast.outsider)

    assert listed(cast.outsider)[0].missing.blocks == []


def test_each_contact_has_its_own_and_another_clinic_sees_none(cast: Cast) -> None:
    older, newborn = enrolled_child(cast.nurse, days_old=45), enrolled_child(cast.nurse, days_old=2)
    record(newborn, "first-contact", Outcome.MISSED, cast.nurse)

    rows = {row.contact.case_id: row for row in listed(cast.nurse)}

    assert late(rows[older.pk]) == LATE_AT_45_DAYS
    assert late(rows[newborn.pk]) == []
    assert rows[older.pk].missing.blocks == []
    assert len(rows[newborn.pk].missing.blocks) == 1
    assert listed(cast.stranger) == []
