"""Versions of a programme: written as drafts, begun on a day, never changed afterwards, never two at once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.ages import AgeUnit, CountsFrom
from cases.errors import CaseError
from cases.models import Case, Fact, HealthContact, HealthStep, Programme, ProgrammeVersion
from cases.selectors.health import contact_of, schedule_of
from cases.selectors.schedule import Standing
from cases.services.fact import What
from cases.services.health import record_step, renew_next
from cases.services.programme import (
    add_programme,
    add_step,
    change_step,
    discard_version,
    end_version,
    put_in_force,
    remove_step,
    write_version,
)
from cases.services.renewal import renew_contacts
from tests.cases.contact import done, enrolled_child, step
from tests.cases.programmes import DAY, begun, draft, programme, step_facts, version_facts
from tests.cast import Cast, acting_as, make_cast
from tests.racing import race

TODAY = timezone.localdate


def in_force() -> ProgrammeVersion:
    return programme().versions.filter(is_draft=False).latest("valid_from")


def test_draft_begins_with_the_steps_of_the_newest_and_holds_for_nobody(cast: Cast) -> None:
    case = enrolled_child(cast.nurse)
    with acting_as(cast.nurse):
        before = [each.step.pk for each in schedule_of(case, cast.nurse)]

    written = draft(cast.administrator)

    assert {each.key for each in written.steps.all()} == {each.key for each in in_force().steps.all()}
    with acting_as(cast.nurse):
        assert [each.step.pk for each in schedule_of(case, cast.nurse)] == before


def test_version_takes_the_place_of_the_one_before_by_the_day_a_window_opens(cast: Cast) -> None:
    case, old = enrolled_child(cast.nurse, days_old=45), in_force()
    by, written = cast.administrator, draft(cast.administrator)
    with acting_as(by):
        remove_step(step=written.steps.get(key="visit-10-months"), by=by)
        add_step(version=written, facts=step_facts(), by=by)

    begun(written, by)

    old.refresh_from_db()
    assert (old.valid_to, in_force()) == (TODAY() - DAY, written)
    with acting_as(cast.nurse):
        found = {each.step.key: each.step.version_id for each in schedule_of(case, cast.nurse)}
    assert "visit-10-months" not in found
    assert (found["visit-6-8-weeks"], found["visit-3-months"]) == (old.pk, written.pk)
    assert found["besok-7-manader"] == written.pk


def test_what_was_done_under_a_version_is_not_asked_for_again_under_the_next(cast: Cast) -> None:
    case = enrolled_child(cast.nurse, days_old=95)
    with acting_as(cast.nurse):
        record_step(case=case, step=step("visit-3-months"), done=done(), by=cast.nurse)
    begun(draft(cast.administrator), cast.administrator, TODAY() - timedelta(days=0))

    with acting_as(cast.nurse):
        [found] = [each for each in schedule_of(case, cast.nurse) if each.step.key == "visit-3-months"]
        assert found.standing(TODAY()) == Standing.DONE


@pytest.mark.parametrize("days", [-1, -400], ids=["yesterday", "long-ago"])
def test_version_that_would_begin_before_today_is_refused_at_its_field(cast: Cast, days: int) -> None:
    refused(cast, lambda version, by: put_in_force(version=version, valid_from=TODAY() + days * DAY, by=by))


def test_version_that_would_begin_before_a_later_one_is_refused(cast: Cast) -> None:
    by = cast.administrator
    begun(draft(by), by, TODAY() + 30 * DAY)

    refused(cast, lambda version, by: put_in_force(version=version, valid_from=TODAY() + 30 * DAY, by=by))


def refused(cast: Cast, act: Callable[[ProgrammeVersion, Any], object], field: str | None = "valid_from") -> None:
    by, written = cast.administrator, draft(cast.administrator)
    with acting_as(by), pytest.raises(CaseError) as error:
        act(written, by)
    written.refresh_from_db()
    assert (error.value.field, written.is_draft) == (field, True)


def test_database_keeps_versions_apart(cast: Cast) -> None:
    facts = {"name": "-", "source": "-", "certainty": "low", "valid_from": TODAY()}

    with acting_as(cast.administrator), pytest.raises(IntegrityError), transaction.atomic():
        ProgrammeVersion.objects.create(programme=programme(), **facts)


def test_version_that_ends_today_keeps_what_has_begun_and_offers_nothing_later(cast: Cast) -> None:
    case, by = enrolled_child(cast.nurse, days_old=45), cast.administrator
    with acting_as(by):
        end_version(version=in_force(), last_day=TODAY(), by=by)

    with acting_as(cast.nurse):
        found = {each.step.key: each.standing(TODAY()) for each in schedule_of(case, cast.nurse)}
        assert found["visit-6-8-weeks"] == Standing.DUE
        assert "visit-3-months" not in found
        with pytest.raises(CaseError):
            put_in_force(version=in_force(), valid_from=TODAY(), by=by)


@pytest.mark.parametrize("days", [-1, -3000], ids=["yesterday", "before-it-began"])
def test_version_does_not_end_on_a_day_that_is_over(cast: Cast, days: int) -> None:
    with acting_as(cast.administrator), pytest.raises(CaseError) as error:
        end_version(version=in_force(), last_day=TODAY() + days * DAY, by=cast.administrator)

    assert error.value.field == "valid_to"


def test_version_does_not_end_within_the_next(cast: Cast) -> None:
    old, by = in_force(), cast.administrator
    begun(draft(by), by, TODAY() + 10 * DAY)

    with acting_as(by), pytest.raises(CaseError) as error:
        end_version(version=old, last_day=TODAY() + 10 * DAY, by=by)

    assert error.value.field == "valid_to"


def test_steps_of_a_decided_version_are_never_changed(cast: Cast) -> None:
    by, used = cast.administrator, in_force()
    its = used.steps.get(key="visit-3-months")

    for act in (
        lambda: add_step(version=used, facts=step_facts(), by=by),
        lambda: change_step(step=its, facts=step_facts(), by=by),
        lambda: remove_step(step=its, by=by),
        lambda: discard_version(version=used, by=by),
    ):
        with acting_as(by), pytest.raises(CaseError):
            act()
    its.refresh_from_db()
    assert its.name == "Besök 3 månader"


WRONG: list[tuple[str, dict[str, object], str]] = [
    ("closes-first", {"opens": 8, "closes": 8}, "closes"),
    ("too-old", {"opens": 200, "closes": 400}, "closes"),
    ("pregnancy-of-a-child", {"counts_from": CountsFrom.CONCEPTION, "unit": AgeUnit.WEEKS}, "counts_from"),
]


@pytest.mark.parametrize(("changed", "field"), [each[1:] for each in WRONG], ids=[each[0] for each in WRONG])
def test_window_that_nobody_reaches_is_refused_at_its_field(cast: Cast, changed: dict[str, object], field: str) -> None:
    refused(cast, lambda version, by: add_step(version=version, facts=step_facts(**changed), by=by), field)


def test_week_45_of_a_pregnancy_is_refused(cast: Cast) -> None:
    by, written = cast.administrator, draft(cast.administrator, "maternity")
    facts = step_facts(counts_from=CountsFrom.CONCEPTION, unit=AgeUnit.WEEKS, opens=44, closes=46)

    with acting_as(by), pytest.raises(CaseError) as error:
        add_step(version=written, facts=facts, by=by)

    assert error.value.field == "closes"


def test_a_second_draft_and_a_second_programme_of_a_name_are_refused(cast: Cast) -> None:
    by = cast.administrator
    draft(by)

    with acting_as(by), pytest.raises(CaseError):
        write_version(programme=programme(), facts=version_facts(), by=by)
    with acting_as(by):
        added = add_programme(name="Hembesök, utökade", about=Programme.About.CHILD, by=by)
    with acting_as(by), pytest.raises(CaseError) as error:
        add_programme(name="hembesök utökade", about=Programme.About.CHILD, by=by)
    assert (added.slug, error.value.field) == ("hembesok-utokade", "name")


def test_first_version_of_a_programme_may_have_begun(cast: Cast) -> None:
    by = cast.administrator
    with acting_as(by):
        added = add_programme(name="Utökade hembesök", about=Programme.About.CHILD, by=by)
        written = write_version(programme=added, facts=version_facts(), by=by)
    with acting_as(by), pytest.raises(CaseError):
        put_in_force(version=written, valid_from=TODAY(), by=by)
    with acting_as(by):
        add_step(version=written, facts=step_facts(), by=by)
    begun(written, by, TODAY() - 400 * DAY)

    assert added.versions.get().valid_from == TODAY() - 400 * DAY


def test_nobody_but_an_administrator_changes_a_programme(cast: Cast) -> None:
    written = draft(cast.administrator)
    for by in (cast.nurse, cast.manager):
        with acting_as(by), pytest.raises(CaseError):
            add_step(version=written, facts=step_facts(), by=by)


def next_of(case: Case) -> tuple[object, ...]:
    contact = contact_of(case)
    return contact.next_step_id, contact.next_from, contact.next_to


def plan_of(case: Case) -> dict[str, tuple[object, object]]:
    rows = Fact.objects.filter(case=case, what=What.STEP_PLANNED).order_by("registered_at")
    return {key: (step_id, due) for key, step_id, due in rows.values_list("step__key", "step_id", "due_at")}


def changed_programme(cast: Cast) -> ProgrammeVersion:
    by, written = cast.administrator, draft(cast.administrator)
    with acting_as(by):
        remove_step(step=written.steps.get(key="visit-3-months"), by=by)
        change = written.steps.get(key="visit-5-months")
        change_step(step=change, facts=step_facts(name=change.name, opens=4, closes=5), by=by)
    return begun(written, by)


def test_renewal_of_a_clinic_is_what_each_would_be_renewed_to(cast: Cast) -> None:
    by = cast.nurse
    cases = [enrolled_child(by, days_old=days) for days in (3, 80, 200)]
    with acting_as(by):
        record_step(case=cases[0], step=step("first-contact"), done=done(), by=by)
    changed_programme(cast)

    with acting_as(by):
        assert renew_contacts(programme=programme(), by=by) > 0
        renewed = [(next_of(case), plan_of(case)) for case in cases]
        facts = Fact.objects.count()
        for case in cases:
            renew_next(case, by)
        assert [(next_of(case), plan_of(case)) for case in cases] == renewed
        assert Fact.objects.count() == facts
        assert renew_contacts(programme=programme(), by=by) == 0


def test_what_a_new_version_no_longer_asks_for_is_told_so(cast: Cast) -> None:
    by, case = cast.nurse, enrolled_child(cast.nurse, days_old=45)
    changed_programme(cast)

    with acting_as(by):
        renew_contacts(programme=programme(), by=by)
        assert plan_of(case)["visit-3-months"][1] is None
        born = TODAY() - 45 * DAY
        assert timezone.localdate(plan_of(case)["visit-5-months"][1]) > born  # type: ignore[arg-type]


@pytest.mark.parametrize("number", [1, 6])
def test_renewal_costs_as_much_for_one_as_for_many(
    cast: Cast, number: int, django_assert_num_queries: Callable[..., Any]
) -> None:
    by = cast.nurse
    for days in range(number):
        enrolled_child(by, days_old=60 + days)
    changed_programme(cast)

    with acting_as(by), django_assert_num_queries(9):
        renew_contacts(programme=programme(), by=by)


def test_ended_contact_is_left_alone(cast: Cast) -> None:
    by, case = cast.nurse, enrolled_child(cast.nurse, days_old=45)
    with acting_as(by):
        contact = contact_of(case)
        contact.ending, contact.ended_on = HealthContact.Ending.DIED, TODAY()
        contact.save()
        facts = Fact.objects.count()
    changed_programme(cast)

    with acting_as(by):
        assert renew_contacts(programme=programme(), by=by) == 0
        assert (Fact.objects.count(), HealthStep.objects.count()) == (facts, 0)


def test_of_two_who_begin_a_version_at_once_one_gets_through(transactional_db: None) -> None:
    by = make_cast().administrator
    written = draft(by)

    def begin() -> None:
        with acting_as(by):
            put_in_force(version=written, valid_from=TODAY(), by=by)

    assert race(begin, begin) == {"won": 1, "CaseError": 1}
    assert programme().versions.filter(is_draft=False).count() == 2


def test_a_visit_recorded_while_the_schedules_are_renewed_is_not_written_over(transactional_db: None) -> None:
    cast = make_cast()
    by, case, first = cast.nurse, enrolled_child(cast.nurse, days_old=3), step("first-contact")
    changed_programme(cast)

    def record() -> None:
        with acting_as(by):
            record_step(case=case, step=first, done=done(), by=by)

    def renew() -> None:
        with acting_as(by):
            renew_contacts(programme=programme(), by=by)

    assert race(record, renew) == {"won": 2}
    with acting_as(by):
        stands = next_of(case)
        renew_next(case, by)
        assert (next_of(case), contact_of(case).next_step.key) == (stands, "home-1-3-weeks")  # type: ignore[union-attr]
