"""A contact on a programme: steps recorded once, in their window, by the day they happened."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.errors import CaseClosed, CaseError, StaleText, StepRecorded
from cases.models import Case, Fact, HealthContact, HealthStep, Instrument, ProgrammeStep, ProgrammeVersion
from cases.selectors.health import contact_of, missed_days, schedule_of
from cases.selectors.schedule import Standing
from cases.services.enrolment import enrol
from cases.services.health import change_step, end_contact, record_step
from cases.services.person import PersonFacts
from tests.cases.contact import done, enrolled_child, enrolled_pregnancy, programme, step
from tests.cast import Cast, acting_as

MISSED = HealthStep.Outcome.MISSED
DAY = timedelta(days=1)


def standing(case: Case, key: str, cast: Cast) -> Standing:
    [planned] = [each for each in schedule_of(case, cast.nurse) if each.step.key == key]
    return planned.standing(timezone.localdate())


def test_child_of_six_weeks_is_due_its_visit_and_late_with_the_one_before(cast: Cast) -> None:
    case = enrolled_child(cast.nurse, days_old=45)

    with acting_as(cast.nurse):
        found = {
            key: standing(case, key, cast)
            for key in ("team-4-weeks", "visit-6-8-weeks", "team-3-years", "home-8-months")
        }
        assert found == {
            "team-4-weeks": Standing.LATE,
            "visit-6-8-weeks": Standing.DUE,
            "team-3-years": Standing.AHEAD,
            "home-8-months": Standing.AHEAD,
        }
        assert contact_of(case).next_step == step("first-contact")


def test_preterm_child_is_as_old_as_if_born_at_term_where_development_counts(cast: Cast) -> None:
    case = enrolled_child(cast.nurse, days_old=250, days_at_birth=30 * 7)

    with acting_as(cast.nurse):
        assert standing(case, "home-8-months", cast) == Standing.AHEAD
        assert standing(case, "visit-5-months", cast) == Standing.LATE


def test_recorded_step_is_done_and_the_next_one_is_named(cast: Cast) -> None:
    case = enrolled_child(cast.nurse, days_old=3)

    with acting_as(cast.nurse):
        row = record_step(case=case, step=step("first-contact"), done=done(), by=cast.nurse)

        assert standing(case, "first-contact", cast) == Standing.DONE
        assert contact_of(case).next_step == step("home-1-3-weeks")
        fact = Fact.objects.get(case=case, what=Fact.What.STEP_RECORDED)
        born = timezone.localdate() - 3 * DAY
        assert (fact.origin, fact.code, timezone.localdate(fact.due_at)) == (row.pk, "done", born + 8 * DAY)


def test_step_recorded_by_a_colleague_is_shown_and_not_written_over(cast: Cast) -> None:
    case = enrolled_child(cast.nurse, days_old=3)
    with acting_as(cast.nurse):
        first = record_step(case=case, step=step("first-contact"), done=done(text="Mine."), by=cast.nurse)

    with acting_as(cast.nurse), pytest.raises(StepRecorded) as refused:
        record_step(case=case, step=step("first-contact"), done=done(text="Theirs."), by=cast.nurse)

    with acting_as(cast.nurse):
        assert (refused.value.row.pk, HealthStep.objects.get(case=case).text) == (first.pk, "Mine.")


def test_missed_visit_waits_on_and_is_done_in_the_same_row(cast: Cast) -> None:
    case, today = enrolled_child(cast.nurse, days_old=45), timezone.localdate()
    with acting_as(cast.nurse):
        for day in (today - 2 * DAY, today - DAY):
            record_step(case=case, step=step("visit-6-8-weeks"), done=done(day, MISSED), by=cast.nurse)
        assert standing(case, "visit-6-8-weeks", cast) == Standing.DUE

        record_step(case=case, step=step("visit-6-8-weeks"), done=done(), by=cast.nurse)

        assert standing(case, "visit-6-8-weeks", cast) == Standing.DONE
        assert missed_days(case, cast.nurse) == [today - 2 * DAY, today - DAY]


def test_correction_of_an_older_edition_is_refused(cast: Cast) -> None:
    case = enrolled_child(cast.nurse, days_old=3)
    with acting_as(cast.nurse):
        row = record_step(case=case, step=step("first-contact"), done=done(text="One."), by=cast.nurse)
        change_step(row=row, done=done(text="Two."), reason="Wrong.", edition=1, by=cast.nurse)

    with acting_as(cast.nurse), pytest.raises(StaleText):
        change_step(row=row, done=done(text="Three."), reason="Wrong.", edition=1, by=cast.nurse)

    with acting_as(cast.nurse):
        assert [each.text for each in HealthStep.objects.get().history.order_by("history_date")] == ["One.", "Two."]


@pytest.mark.parametrize("days", [-4, 1], ids=["before-birth", "to-come"])
def test_visit_before_the_birth_or_to_come_is_refused_at_its_field(cast: Cast, days: int) -> None:
    case, when = enrolled_child(cast.nurse, days_old=3), timezone.localdate() + days * DAY

    with acting_as(cast.nurse), pytest.raises(CaseError) as refused:
        record_step(case=case, step=step("first-contact"), done=done(when), by=cast.nurse)

    assert refused.value.field == "happened_on"


def test_visit_in_week_45_is_refused(cast: Cast) -> None:
    case = enrolled_pregnancy(cast.nurse, week=45)

    with acting_as(cast.nurse), pytest.raises(CaseError) as refused:
        record_step(case=case, step=step("week-41"), done=done(), by=cast.nurse)

    assert refused.value.field == "happened_on"


def test_child_without_birth_date_has_no_schedule_and_loses_nothing(cast: Cast) -> None:
    with acting_as(cast.nurse):
        case = enrol(programme=programme(), subject=PersonFacts(given_name="Elis"), by=cast.nurse)

        assert schedule_of(case, cast.nurse) == []
        assert contact_of(case).next_step is None
        with pytest.raises(CaseError):
            record_step(case=case, step=step("first-contact"), done=done(), by=cast.nurse)


@pytest.mark.parametrize("ending", HealthContact.WITHOUT_SCHEDULE)
def test_nothing_is_scheduled_after_a_pregnancy_that_ended(cast: Cast, ending: HealthContact.Ending) -> None:
    case = enrolled_pregnancy(cast.nurse)

    with acting_as(cast.nurse):
        end_contact(case=case, ending=ending, ended_on=timezone.localdate(), by=cast.nurse)

        assert schedule_of(case, cast.nurse) == []
        assert contact_of(case).next_step is None
        with pytest.raises(CaseClosed):
            record_step(case=case, step=step("registration"), done=done(), by=cast.nurse)


def test_version_that_ends_today_gives_the_steps_that_open_today_and_the_next_one_the_rest(cast: Cast) -> None:
    today = timezone.localdate()
    case = enrolled_child(cast.nurse, days_old=42)
    old = ProgrammeVersion.objects.get(programme__slug="child-health")
    with acting_as(cast.administrator):
        old.valid_to = today
        old.save()
        new = ProgrammeVersion.objects.create(
            programme=old.programme, name="2027", valid_from=today + DAY, source="-", certainty="low"
        )
        for key, opens in (("second-6-8-weeks", 7), ("visit-16-weeks", 16)):
            window = {"counts_from": "birth", "unit": "weeks", "opens": opens, "closes": opens + 2}
            words = {"key": key, "name": key, "position": opens, "place": "clinic", "held_by": "-"}
            ProgrammeStep.objects.create(version=new, **words, **window)

    with acting_as(cast.nurse):
        planned = {each.step.key: each.step.version_id for each in schedule_of(case, cast.nurse)}

    assert planned["visit-6-8-weeks"] == old.pk
    assert planned["second-6-8-weeks"] == new.pk == planned["visit-16-weeks"]
    assert "visit-3-months" not in planned


def test_other_units_read_nothing_of_a_contact(cast: Cast) -> None:
    case = enrolled_child(cast.nurse, days_old=3)
    with acting_as(cast.nurse):
        record_step(case=case, step=step("first-contact"), done=done(text="Secret."), by=cast.nurse)

    for who in (cast.worker, cast.outsider, cast.teacher):
        with acting_as(who):
            assert not HealthStep.objects.exists()
            assert not HealthContact.objects.exists()
            assert not HealthStep.history.exists()


def test_shipped_programmes_name_their_instruments(cast: Cast) -> None:
    shipped = set(Instrument.objects.values_list("slug", flat=True))
    named = {slug for each in ProgrammeStep.objects.all() for slug in each.instruments}

    assert named <= shipped
