"""Of whom a called unit is told: those of the family whose consent covers it, each once, whoever calls."""

import pytest

from cases.models import (
    CasePerson,
    DisclosedSection,
    Disclosure,
    PlanMeeting,
    SectionKind,
    Summons,
    Topic,
)
from cases.selectors.case import persons_in
from cases.services.summons import call_unit
from tests.cases.told import Told
from tests.cast import acting_as
from tests.conftest import Acting


def test_parent_who_consents_later_is_told_of_and_copied(family: Told) -> None:
    nurse, worker = family.cast.nurse, family.cast.worker
    with acting_as(worker):
        robin = family.add("Robin")
        family.tell()
    with acting_as(nurse):
        assert [str(each) for each in persons_in(family.child.case, nurse)] == ["Elis", "Kim"]

    with acting_as(worker):
        family.yes(robin)
        family.yes(robin)

    with acting_as(nurse):
        assert [str(each) for each in persons_in(family.child.case, nurse)] == ["Elis", "Kim", "Robin"]
        told = DisclosedSection.objects.filter(kind=SectionKind.IDENTITY)
        assert sorted(each.content["name"] for each in told) == ["Elis", "Kim", "Robin"]
    with acting_as(family.cast.teacher):
        assert persons_in(family.child.case, family.cast.teacher) == []


def test_who_consents_for_another_unit_only_is_not_told_of_here(family: Told) -> None:
    nurse = family.cast.nurse
    with acting_as(family.cast.worker):
        robin = family.add("Robin")
        family.tell()

        family.yes(robin, scopes={family.cast.teacher.unit: {Topic.HEALTH}})

    with acting_as(nurse):
        assert [str(each) for each in persons_in(family.child.case, nurse)] == ["Elis", "Kim"]


@pytest.mark.parametrize("who", ["teacher", "worker"])
def test_called_unit_calls_one_that_knows_already(family: Told, as_owner: Acting, who: str) -> None:
    by, other = family.cast.nurse, family.cast.everybody[who].unit
    with acting_as(family.cast.worker):
        case = family.child.case
        first, second = family.tell(), family.meeting()
        call_unit(meeting=first, unit=family.cast.teacher.unit, kind=Summons.Kind.SUMMONS, by=family.cast.worker)
    with as_owner():
        before = Disclosure.objects.filter(case=case).count()

    with acting_as(by):
        row = PlanMeeting.objects.select_related("case__owner_unit").get(pk=second.pk)
        summons = call_unit(meeting=row, unit=other, kind=Summons.Kind.SUMMONS, by=by)

    assert summons.unit == other
    with as_owner():
        assert Disclosure.objects.filter(case=case).count() == before
        assert CasePerson.objects.filter(case=case, provider=other.provider, relation="subject").count() == 1


def test_called_unit_calls_one_that_does_not_know(family: Told) -> None:
    by, teacher = family.cast.nurse, family.cast.teacher
    with acting_as(family.cast.worker):
        case = family.child.case
        meeting = family.tell()

    with acting_as(by):
        row = PlanMeeting.objects.select_related("case__owner_unit").get(pk=meeting.pk)
        call_unit(meeting=row, unit=teacher.unit, kind=Summons.Kind.SUMMONS, by=by)

    with acting_as(teacher):
        assert [each.disclosed_from_id for each in persons_in(case, teacher)] == [family.child.pk, family.kim.pk]
