"""Until when consent carries: the database against a plain reading of the rules, day by day."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from accounts.acting import act_as
from cases.models import CasePerson, Consent, ConsentAge, ConsentException, ConsentScope, Topic
from cases.selectors.consent import consent_covers, consent_lasts_to, may_be_told_until
from cases.services.case import open_case
from cases.services.person import PersonFacts, Relation, add_case_person
from tests.cast import Cast, acting_as
from tests.conftest import Acting
from tests.story import known_subject

TODAY = timezone.localdate()
SPAN = 90
near = st.integers(-20, SPAN).map(lambda days: TODAY + timedelta(days=days))
ahead = st.integers(0, SPAN).map(lambda days: TODAY + timedelta(days=days))


@dataclass(frozen=True)
class Said:
    """One person: custody from and to, last day of the exception and of the yes; None for open, none or never."""

    starts: date | None = None
    ends: date | None = None
    is_spared: bool = False
    spared_to: date | None = None
    yes_to: date | None = None


@dataclass(frozen=True)
class Situation:
    born: date
    child: Said
    guardians: tuple[Said, ...]
    # From this day the child has its own voice at 13.
    lowered_on: date | None = None

    def must(self, day: date) -> list[Said]:
        years = age_on(self.born, day)
        voice = 13 if self.lowered_on and self.lowered_on <= day else 15
        deciding = [each for each in self.guardians if years < 18 and holds(each.starts, each.ends, day)]
        everybody = deciding + ([self.child] if years >= voice else [])
        return [each for each in everybody if not (each.is_spared and holds(None, each.spared_to, day))]

    def is_covered(self, day: date, *about: Said) -> bool:
        """About the child, or about another, who is asked too."""
        must = self.must(day)
        return bool(must) and all(each.yes_to is not None and day <= each.yes_to for each in (*must, *about))

    def last_day(self, *about: Said) -> date:
        day = TODAY
        while self.is_covered(day, *about):
            day += timedelta(days=1)
        return day - timedelta(days=1)


def holds(starts: date | None, ends: date | None, day: date) -> bool:
    return (starts is None or starts <= day) and (ends is None or day <= ends)


def age_on(born: date, day: date) -> int:
    is_leap = day.year % 4 == 0 and (day.year % 100 != 0 or day.year % 400 == 0)
    birthday = (2, 28) if (born.month, born.day) == (2, 29) and not is_leap else (born.month, born.day)
    return day.year - born.year - ((day.month, day.day) < birthday)


@st.composite
def people(draw: Callable[..., date | None]) -> Said:
    starts, ends = draw(st.none() | near), draw(st.none() | near)
    if starts and ends and ends < starts:
        starts, ends = ends, starts
    spared = draw(st.sampled_from([False, False, True]))
    return Said(starts, ends, bool(spared), draw(st.none() | near), draw(st.none() | ahead | ahead))


@st.composite
def situations(draw: Callable[..., object]) -> Situation:
    turning = draw(st.sampled_from([3, 13, 15, 18]))
    birthday = draw(near)
    born = birthday.replace(year=birthday.year - turning, day=min(birthday.day, 28))  # type: ignore[attr-defined]
    guardians = tuple(draw(st.lists(people(), min_size=1, max_size=2)))  # type: ignore[call-overload]
    return Situation(born, draw(people()), guardians, draw(st.none() | near))  # type: ignore[arg-type]


def make_true(cast: Cast, given_facts: Situation, as_owner: Acting) -> CasePerson:
    """The situation in the database; answers with the child. Written past the services, which refuse no past days."""
    by = cast.worker
    case = open_case(subject=PersonFacts(given_name="Elis", birth_date=given_facts.born), by=by)
    child = known_subject(case, by)
    say(cast, child, given_facts.child)
    for number, each in enumerate(given_facts.guardians):
        facts = PersonFacts(given_name=f"Guardian {number}", has_custody=True, custody_from=each.starts)
        row = add_case_person(case=case, facts=facts, relation=Relation.PARENT, by=by)
        row.custody_to = each.ends
        row.save(update_fields=["custody_to"])
        say(cast, row, each)
    if given_facts.lowered_on:
        with as_owner(), act_as(None, reason="test"):
            rows = ConsentAge.objects.filter(kind="disclosure")
            rows.update(valid_to=given_facts.lowered_on - timedelta(days=1))
            ConsentAge.objects.create(
                kind="disclosure", effect="must", from_age=13, source="test", valid_from=given_facts.lowered_on
            )
    return child


def say(cast: Cast, person: CasePerson, said: Said) -> None:
    unit = cast.worker.unit
    own = {"case": person.case, "owner_unit": unit, "owner_provider_id": unit.provider_id}
    if said.yes_to:
        facts = {"answer": "yes", "form": "oral", "given_on": TODAY - timedelta(days=30), "valid_to": said.yes_to}
        consent = Consent.objects.create(person=person, **own, **facts)
        ConsentScope.objects.create(consent=consent, unit=cast.nurse.unit, topic=Topic.HEALTH, **own)
    if said.is_spared:
        facts = {"reason": "by_law", "explanation": "-", "valid_to": said.spared_to}
        ConsentException.objects.create(person=person, **own, **facts)


LEAP = Situation(date(2012, 2, 29), Said(), (Said(yes_to=date(2030, 1, 1)),))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(LEAP)
@example(replace(LEAP, child=Said(yes_to=date(2031, 1, 1))))
@given(situations())
def test_last_day_is_the_one_counted_day_by_day(cast: Cast, as_owner: Acting, facts: Situation) -> None:
    with acting_as(cast.worker):
        child = make_true(cast, facts, as_owner)

        expected, unit = facts.last_day(), cast.nurse.unit_id
        assert may_be_told_until(child.case, Topic.HEALTH, child.pk, unit) == expected
        assert consent_lasts_to(child.case, child.pk) == expected
        assert consent_covers(child.case, Topic.HEALTH, child.pk, unit) == (expected >= TODAY)
        first = CasePerson.objects.get(case=child.case, given_name="Guardian 0")
        about_first = facts.last_day(facts.guardians[0])
        assert may_be_told_until(child.case, Topic.HEALTH, first.pk, unit) == about_first
        transaction.set_rollback(True)
