"""Each indicator of programmes: met, not met, not known, not counted; and all of them against a plain count."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from accounts.acting import act_as
from accounts.roles import Role
from accounts.services.user import assign
from agreements.indicators.cases import OF_PLANS
from agreements.indicators.codes import BY_CODE
from agreements.indicators.explained import HEALTH, explain
from agreements.indicators.health import HEALTH_INDICATORS
from agreements.indicators.registry import INDICATORS
from agreements.models import Contribution, Rollup
from agreements.selectors.drill import Outcome, behind_figure
from cases.models import Case, Fact, HealthContact, HealthStep, Instrument
from cases.selectors.health import contact_of, schedule_of
from cases.services.health import end_contact, record_step, renew_next
from cases.services.person import PersonFacts, describe_case_person
from cases.services.planned import What, planned_facts
from tests.agreements.folding import differences, fold
from tests.agreements.indicators.told_facts import FIRST, Told
from tests.agreements.working import working
from tests.cases.contact import done, enrolled_child, enrolled_pregnancy, parent_in, step, subject
from tests.cast import LONG_AGO, Cast, acting_as, make_cast
from workflows.services.health import save_answers

STEPS, FINDINGS, MOOD, VIOLENCE, ALCOHOL = (
    *("health_step_in_time", "health_finding_in_time"),
    *("health_asked_mood", "health_asked_violence", "health_asked_alcohol"),
)
ENDED = HealthContact.Ending
DAY = timedelta(days=1)
SILENT = ("miscarriage", "termination", "stillbirth")


def planned(told: Told, due: int | None = 20, step: str = "visit-6-8-weeks", at: int = 0) -> Told:
    return told.tell(What.STEP_PLANNED, at, due=due, step=step)


def recorded(told: Told, at: int, code: str = "done", step: str = "visit-6-8-weeks", **more: int) -> Told:
    return told.tell(What.STEP_RECORDED, at, code=code, step=step, **more)


Tell = Callable[[Told], object]
JUDGED: list[tuple[str, object, Tell]] = [
    ("in-time", True, lambda t: recorded(planned(t), 19)),
    ("done-elsewhere", True, lambda t: recorded(planned(t), 19, "elsewhere")),
    ("late", False, lambda t: recorded(planned(t), 21)),
    ("missed", False, lambda t: recorded(planned(t), 12, "missed")),
    ("declined", False, lambda t: recorded(planned(t), 12, "declined")),
    ("nothing-recorded", None, planned),
    ("missed-then-done", True, lambda t: recorded(recorded(planned(t), 12, "missed"), 18)),
    ("written-down-late", True, lambda t: recorded(planned(t), 12, registered=30)),
    ("corrected-to-missed", False, lambda t: recorded(recorded(planned(t), 12), 13, "missed")),
    ("window-moved-later", True, lambda t: recorded(planned(planned(t), due=40, at=1), 30)),
    ("ended-after-the-window", False, lambda t: planned(t).tell(What.CONTACT_ENDED, 25, code="moved")),
    ("ended-before-but-done", True, lambda t: recorded(planned(t), 5).tell(What.CONTACT_ENDED, 6, code="moved")),
]
NOT_COUNTED: list[tuple[str, Tell]] = [
    ("no-longer-asked-for", lambda t: planned(planned(t), due=None, at=1)),
    ("ended-within-the-window", lambda t: planned(t).tell(What.CONTACT_ENDED, 10, code="moved")),
    ("missed-and-moved", lambda t: recorded(planned(t), 5, "missed").tell(What.CONTACT_ENDED, 6, code="moved")),
    *(
        (code, lambda t, code=code: recorded(planned(t), 5).tell(What.CONTACT_ENDED, 30, code=code))  # type: ignore[misc]
        for code in SILENT
    ),
]


@pytest.mark.parametrize(("met", "tell"), [each[1:] for each in JUDGED], ids=[each[0] for each in JUDGED])
def test_a_step_is_in_time_or_not_or_not_known(told: Told, met: object, tell: Tell) -> None:
    tell(told)

    assert told.met(STEPS) is met


@pytest.mark.parametrize("tell", [each[1] for each in NOT_COUNTED], ids=[each[0] for each in NOT_COUNTED])
def test_what_is_owed_to_nobody_is_not_counted(told: Told, tell: Tell) -> None:
    tell(told)

    assert [told.rows(each.key) for each in HEALTH_INDICATORS] == [[]] * len(HEALTH_INDICATORS)


def test_a_step_counts_on_the_last_day_of_its_window_at_the_clinic_that_recorded_it(told: Told) -> None:
    planned(told).tell(What.STEP_RECORDED, 12, code="done", step="visit-6-8-weeks", called=True)

    [row] = told.rows(STEPS)
    assert (row["day"], row["unit_id"], row["code"]) == (FIRST.date() + 19 * DAY, told.called.pk, "done")


def test_what_was_asked_at_the_step_counts_by_what_the_instrument_is_about(told: Told) -> None:
    recorded(planned(told), 10).tell(What.ASKED, 10, code="epds", step="visit-6-8-weeks", of="a")
    assert (told.met(MOOD), told.rows(VIOLENCE), told.rows(ALCOHOL)) == (True, [], [])

    planned(told, step="parent-3-5-months", due=60).tell(
        What.ASKED, 50, code="whooley", step="parent-3-5-months", of="b"
    )
    assert [row["met"] for row in told.rows(MOOD)] == [True, True]
    assert told.met(VIOLENCE) is None


def test_what_was_not_asked_at_a_step_that_was_recorded_is_not_met(told: Told) -> None:
    recorded(planned(told, step="early-talk"), 10, step="early-talk")
    assert told.met(ALCOHOL) is False

    told.tell(What.ASKED, 11, code="tobacco", step="early-talk", of="a")
    assert told.met(ALCOHOL) is False


def test_what_was_done_elsewhere_may_have_been_asked_there(told: Told) -> None:
    recorded(planned(told), 10, "elsewhere")

    assert told.met(MOOD) is None


@pytest.mark.parametrize(("at", "due", "met"), [(3, 7, True), (8, 7, False), (3, None, None), (None, 7, None)], ids=str)
def test_a_finding_is_decided_in_time_or_not(told: Told, at: int | None, due: int, met: object) -> None:
    told.tell(What.FOUND, 0, code="low_mood", of="f")
    if at is not None:
        told.tell(What.FINDING_DECIDED, at, due=due, code="referral", of="f")

    [row] = told.rows(FINDINGS)
    assert (row["met"], row["code"]) == (met, "referral" if at is not None else "")


def test_none_of_it_counts_in_a_figure_of_the_plans(told: Told) -> None:
    recorded(planned(told), 10).tell(What.ASKED, 10, code="epds", step="visit-6-8-weeks", of="a")
    told.tell(What.FOUND, 0, code="low_mood", of="f").tell(What.CONTACT_ENDED, 30, code="done")

    assert [each.key for each in OF_PLANS if told.rows(each.key)] == []


def test_each_is_explained_in_words_of_its_own_and_told_by_codes_that_have_words() -> None:
    keys = [each.key for each in HEALTH_INDICATORS]

    assert set(keys) == set(HEALTH)
    assert all(explain(INDICATORS[key]) is HEALTH[key] for key in keys)
    assert {"", "done", "missed", "declined", "elsewhere"} == set(BY_CODE[STEPS].words)


# A plain count over the events, in Python, of what some contacts at a clinic have told.


def told_clinic(cast: Cast) -> list[Case]:
    """Children of several ages, with steps done, late, missed and not recorded; pregnancies, one of which ended."""
    by = cast.nurse
    children = [enrolled_child(by, days_old=days) for days in (20, 70, 130, 300)]
    pregnancies = [enrolled_pregnancy(by, week=week) for week in (12, 30)]
    for case in children[1:]:
        parent = parent_in(case, by)
        with acting_as(by):
            born = subject(case, by).birth_date or timezone.localdate()
            record_step(case=case, step=step("visit-6-8-weeks"), done=done(born + timedelta(weeks=7)), by=by)
            record_step(case=case, step=step("team-4-weeks"), done=done(born + timedelta(weeks=9)), by=by)
            record_step(case=case, step=step("second-6-8-weeks"), done=done(born + timedelta(weeks=8), MISSED), by=by)
            ask(case, parent, "epds", dict.fromkeys(range(1, 11), 1), by)
    with acting_as(by):
        end_contact(case=pregnancies[1], ending=ENDED.STILLBIRTH, ended_on=timezone.localdate(), by=by)
        end_contact(case=children[3], ending=ENDED.MOVED, ended_on=timezone.localdate(), by=by)
    return [*children, *pregnancies]


MISSED = done().outcome.MISSED


def ask(case: Case, parent: object, slug: str, answers: dict[int, int], by: object) -> None:
    save_answers(
        case=case,
        about=parent,  # type: ignore[arg-type]
        instrument=Instrument.objects.get(slug=slug),
        answers=answers,
        taken_on=timezone.localdate(),
        step=step("visit-6-8-weeks"),
        by=by,  # type: ignore[arg-type]
    )


def last_told(facts: list[Fact], what: str) -> dict[tuple[UUID, str], Fact]:
    found = sorted((each for each in facts if each.what == what and each.step), key=lambda each: each.registered_at)
    return {(each.case_id, each.step.key): each for each in found}  # type: ignore[union-attr]


def plain_count() -> Counter[tuple[str, date, object]]:
    """Indicator, last day and whether it was met → how often."""
    facts = list(Fact.objects.select_related("step"))
    ended = {each.case_id: each for each in facts if each.what == What.CONTACT_ENDED}
    topics = dict(Instrument.objects.values_list("slug", "topic"))
    asked = {
        (each.case_id, each.step.key, topics[each.code]) for each in facts if each.what == What.ASKED and each.step
    }
    recorded = last_told(facts, What.STEP_RECORDED)
    found: Counter[tuple[str, date, object]] = Counter()
    for place, plan in last_told(facts, What.STEP_PLANNED).items():
        end, row = ended.get(plan.case_id), recorded.get(place)
        if plan.due_at is None or (end and end.code in SILENT):
            continue
        if end and end.happened_at < plan.due_at and (row is None or row.code == "missed"):
            continue
        day = timezone.localdate(plan.due_at) - DAY
        is_done = row is not None and row.code in ("done", "elsewhere")
        is_met = bool(row and is_done and row.happened_at < plan.due_at) if row or end else None
        found[STEPS, day, is_met] += 1
        for key, topic in ((MOOD, "mental_health"), (VIOLENCE, "violence"), (ALCOHOL, "substance_use")):
            if not {topics[slug] for slug in plan.step.instruments} & {topic}:  # type: ignore[union-attr]
                continue
            was_asked = (*place, topic) in asked
            found[key, day, True if was_asked else (False if row or end else None)] += 1
    return found


def test_figures_are_what_a_plain_count_over_the_events_gives(transactional_db: None) -> None:
    told_clinic(make_cast())
    fold()

    with working():
        keys = [each.key for each in HEALTH_INDICATORS if each.key != FINDINGS]
        rows = Contribution.objects.filter(indicator__in=keys).values_list("indicator", "day", "met")
        assert Counter(rows) == plain_count()
        sums = Rollup.objects.filter(indicator=STEPS).values_list("counted", "met", "unknown")
        assert (sum(each[0] for each in sums), sum(each[1] for each in sums)) == (
            sum(number for (key, _day, _met), number in plain_count().items() if key == STEPS),
            sum(number for (key, _day, met), number in plain_count().items() if key == STEPS and met),
        )
    assert differences() == []


def test_a_birth_date_that_is_corrected_moves_what_is_owed(transactional_db: None) -> None:
    cast = make_cast()
    by = cast.nurse
    case = enrolled_child(by, days_old=45)
    born = timezone.localdate() - 45 * DAY
    with acting_as(by):
        facts = PersonFacts(given_name="Elis", birth_date=born - 100 * DAY)
        describe_case_person(row=subject(case, by), facts=facts, by=by)
        renew_next(case, by)
    fold()

    with working():
        rows = Contribution.objects.filter(indicator=STEPS, case=case.pk)
        days = {row.day for row in rows}
        assert Counter(rows.values_list("indicator", "day", "met")) == Counter(
            {key: number for key, number in plain_count().items() if key[0] == STEPS}
        )
    assert min(days) > timezone.localdate() - 1 * DAY
    assert born - 100 * DAY + timedelta(weeks=9) - DAY not in days


def test_what_was_done_elsewhere_before_the_contact_is_the_other_clinics(cast: Cast) -> None:
    by, case = cast.nurse, enrolled_child(cast.nurse, days_old=45)
    with acting_as(by):
        contact, schedule = contact_of(case), schedule_of(case, by)
        [planned] = [each for each in schedule if each.step.key == "visit-6-8-weeks"]
        rows = {
            (outcome, days): HealthStep(outcome=outcome, happened_on=timezone.localdate() + days * DAY)
            for outcome in ("elsewhere", "declined", "done", "missed")
            for days in (-1, 0)
        }
        owed = {key for key, row in rows.items() if planned_facts(contact, [replace(planned, row=row)], {})}

    assert rows.keys() - owed == {("elsewhere", -1), ("elsewhere", 0), ("declined", -1)}


def test_a_figure_opens_to_the_contacts_behind_it_for_the_clinics_manager_alone(transactional_db: None) -> None:
    cast = make_cast()
    case = enrolled_child(cast.nurse, days_old=45)
    with acting_as(cast.nurse):
        record_step(case=case, step=step("visit-6-8-weeks"), done=done(), by=cast.nurse)
    fold()
    with act_as(None, reason="test"):
        terms = {"user": cast.outsider.user, "role": Role.UNIT_MANAGER, "valid_from": LONG_AGO, "by": None}
        manager = assign(unit=cast.nurse.unit, **terms)
        neighbour = assign(unit=cast.worker.unit, **terms)

    days = timezone.localdate().replace(month=1, day=1), timezone.localdate().replace(month=12, day=31)
    found = {}
    for by in (manager, neighbour):
        with acting_as(by):
            behind = behind_figure(by, STEPS, cast.nurse.unit, *days, outcome=Outcome.MET, most=10)
            found[by.unit_id] = [(each.case.pk, [one.code for one in each.added]) for each in behind.cases]

    assert found == {cast.nurse.unit_id: [(case.pk, ["done"])], cast.worker.unit_id: []}
