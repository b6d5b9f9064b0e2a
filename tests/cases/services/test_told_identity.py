"""A birth reaches the other providers when the family has been asked again, and not before."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import Assignment
from cases.identity import parse_number
from cases.models import (
    Case,
    CasePerson,
    Consent,
    DisclosedSection,
    NameToken,
    Person,
    SectionKind,
    Summons,
    Topic,
)
from cases.selectors.consent import is_consented
from cases.services.case import open_case
from cases.services.meeting import MeetingFacts, plan_meeting
from cases.services.person import PersonFacts, describe_case_person, join_to_own, record_birth
from cases.services.plan import add_need, mark_ready
from cases.services.summons import call_unit
from tests.cast import Cast, acting_as
from tests.story import known_subject
from workflows.services.consent import record_consent

# Of a child, so that it is the guardian who consents.
NUMBER = "201901012391"


@dataclass
class Pregnancy:
    """A case of the midwife's about an unborn child; the worker's unit was told of it."""

    cast: Cast
    case: Case
    carrier: CasePerson

    @property
    def by(self) -> Assignment:
        return self.cast.outsider

    def consent(self, given_on: date) -> None:
        with acting_as(self.by):
            record_consent(
                case=self.case,
                person=CasePerson.objects.get(pk=self.carrier.pk),
                answer=Consent.Answer.YES,
                form=Consent.Form.ORAL,
                given_on=given_on,
                valid_to=timezone.localdate() + timedelta(days=300),
                scopes={self.cast.worker.unit: {Topic.HEALTH}, self.cast.teacher.unit: {Topic.HEALTH}},
                by=self.by,
            )

    def bear(self) -> CasePerson:
        facts = PersonFacts(given_name="Elis", family_name="Born", birth_date=timezone.localdate() - timedelta(days=3))
        with acting_as(self.by):
            return record_birth(unborn=known_subject(self.case, self.by), facts=facts, by=self.by)

    def copy(self) -> CasePerson:
        """The child as the called unit knows it. As its manager sees it: the unit is closed."""
        with acting_as(self.cast.manager):
            return known_subject(self.case, self.cast.manager)

    def told(self) -> list[dict[str, object]]:
        with acting_as(self.cast.manager):
            rows = DisclosedSection.objects.filter(case=self.case, kind=SectionKind.IDENTITY)
            child = rows.filter(content__relation="subject").order_by("edition")
            return [row.content for row in child]


@pytest.fixture
def pregnancy(cast: Cast) -> Pregnancy:
    by, today = cast.outsider, timezone.localdate()
    carrier = PersonFacts(given_name="Kim", family_name="Test", birth_date=date(1990, 1, 1), has_custody=True)
    with acting_as(by):
        subject = PersonFacts(expected_birth=today - timedelta(days=5))
        case = open_case(subject=subject, carried_by=carrier, by=by)
        carried_by = known_subject(case, by).carried_by
        assert carried_by is not None
        found = Pregnancy(cast, case, carried_by)
    found.consent(today - timedelta(days=60))
    with acting_as(by):
        starts = timezone.now() + timedelta(days=7)
        facts = MeetingFacts(starts_at=starts, ends_at=starts + timedelta(hours=1), place="Room 1", chair=by.user)
        meeting = plan_meeting(case=case, facts=facts, by=by)
        call_unit(meeting=meeting, unit=cast.worker.unit, kind=Summons.Kind.SUMMONS, by=by)
    return found


def test_birth_reaches_nobody_by_a_consent_about_the_pregnancy(pregnancy: Pregnancy) -> None:
    pregnancy.bear()

    assert pregnancy.copy().is_unborn
    assert [each["birth_date"] for each in pregnancy.told()] == [None]


def test_after_birth_nothing_new_is_told_until_asked_again(pregnancy: Pregnancy) -> None:
    by = pregnancy.by
    pregnancy.bear()

    with acting_as(by):
        child = known_subject(pregnancy.case, by)
        need = add_need(case=pregnancy.case, topic=Topic.HEALTH, about=child, text="New", by=by)
        got = mark_ready(row=need, by=by)
        assert not is_consented(pregnancy.case, by)

    assert got == []


def test_consent_after_birth_tells_the_called_unit_and_renews_its_copy(pregnancy: Pregnancy) -> None:
    pregnancy.bear()

    pregnancy.consent(timezone.localdate())

    copy = pregnancy.copy()
    assert (copy.name, copy.is_unborn) == ("Elis Born", False)
    assert [each["birth_date"] is None for each in pregnancy.told()] == [True, False]
    with acting_as(pregnancy.cast.manager):
        assert set(NameToken.objects.filter(case_person=copy).values_list("token", flat=True)) == {"elis", "born"}
        assert copy.history.count() == 2


def test_birth_written_down_after_the_new_consent_is_told_at_once(pregnancy: Pregnancy) -> None:
    pregnancy.consent(timezone.localdate() - timedelta(days=1))

    pregnancy.bear()

    assert not pregnancy.copy().is_unborn


def test_consent_of_the_day_of_birth_from_before_it_was_known_tells_nothing(pregnancy: Pregnancy) -> None:
    pregnancy.consent(timezone.localdate() - timedelta(days=3))

    pregnancy.bear()

    assert pregnancy.copy().is_unborn


def test_consent_after_birth_that_leaves_the_unit_out_does_not_tell_it(pregnancy: Pregnancy) -> None:
    pregnancy.bear()
    by, today = pregnancy.by, timezone.localdate()
    with acting_as(by):
        record_consent(
            case=pregnancy.case,
            person=CasePerson.objects.get(pk=pregnancy.carrier.pk),
            answer=Consent.Answer.YES,
            form=Consent.Form.ORAL,
            given_on=today,
            valid_to=today + timedelta(days=300),
            scopes={pregnancy.cast.teacher.unit: {Topic.HEALTH}},
            by=by,
        )

    with acting_as(pregnancy.cast.manager):
        assert not CasePerson.objects.filter(case=pregnancy.case).exists()
        assert not DisclosedSection.objects.filter(case=pregnancy.case).exists()


def test_what_the_receiver_has_written_itself_stays(pregnancy: Pregnancy) -> None:
    pregnancy.bear()
    copy = pregnancy.copy()
    with acting_as(pregnancy.cast.manager):
        facts = PersonFacts(given_name="Lo", expected_birth=copy.expected_birth, language="Finska")
        describe_case_person(row=copy, facts=facts, by=pregnancy.cast.manager)

    pregnancy.consent(timezone.localdate())

    renewed = pregnancy.copy()
    assert (renewed.given_name, renewed.language, renewed.family_name) == ("Lo", "Finska", "Born")
    assert not renewed.is_unborn


def test_copy_joined_while_unborn_is_joined_anew_by_the_number(pregnancy: Pregnancy) -> None:
    manager = pregnancy.cast.manager
    with acting_as(manager):
        joined = join_to_own(row=known_subject(pregnancy.case, manager), by=manager).person_id
    with acting_as(pregnancy.by):
        facts = PersonFacts(given_name="Elis", number=parse_number(NUMBER))
        record_birth(unborn=known_subject(pregnancy.case, pregnancy.by), facts=facts, by=pregnancy.by)
    pregnancy.consent(timezone.localdate())

    with acting_as(manager):
        before = Person.objects.get(pk=joined)
        assert before.number == ""
        row = join_to_own(row=known_subject(pregnancy.case, manager), by=manager)

        assert Person.objects.get(pk=row.person_id).number == NUMBER
