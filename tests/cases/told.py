"""A case about a child whose consents are given, spared and ended, and what has been told of it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from cases.models import (
    CasePerson,
    Consent,
    ConsentException,
    DisclosedSection,
    Disclosure,
    PlanMeeting,
    Summons,
    Topic,
)
from cases.services.consent import record_consent, record_exception
from cases.services.meeting import MeetingFacts, plan_meeting
from cases.services.person import (
    PersonFacts,
    Relation,
    add_case_person,
)
from cases.services.summons import call_unit
from tests.cast import Cast

TODAY = timezone.localdate()
YEAR_AHEAD = TODAY + timedelta(days=365)


def days(count: int) -> timedelta:
    return timedelta(days=count)


def born(years: int, *, turning_in: int = 200) -> date:
    """The birth date of somebody who turns `years` in that many days."""
    birthday = TODAY + days(turning_in)
    return birthday.replace(year=birthday.year - years, day=min(birthday.day, 28))


@dataclass
class Told:
    """A case of the worker's about a child with one guardian, Kim; the nurse is told, once `tell` was called."""

    cast: Cast
    child: CasePerson
    kim: CasePerson

    def yes(self, person: CasePerson, **more: object) -> Consent:
        facts = {"answer": Consent.Answer.YES, "form": Consent.Form.ORAL, "given_on": TODAY, "valid_to": YEAR_AHEAD}
        scopes = {self.cast.nurse.unit: {Topic.HEALTH}, self.cast.teacher.unit: {Topic.HEALTH}}
        facts |= {"scopes": scopes} | more
        return record_consent(case=self.child.case, person=person, by=self.cast.worker, **facts)  # type: ignore[arg-type]

    def meeting(self) -> PlanMeeting:
        starts = timezone.now() + days(1)
        facts = MeetingFacts(starts_at=starts, ends_at=starts + days(1), place="-", chair=self.cast.worker.user)
        return plan_meeting(case=self.child.case, facts=facts, by=self.cast.worker)

    def tell(self) -> PlanMeeting:
        self.yes(self.kim)
        meeting = self.meeting()
        call_unit(meeting=meeting, unit=self.cast.nurse.unit, kind=Summons.Kind.SUMMONS, by=self.cast.worker)
        return meeting

    def add(self, name: str, **facts: object) -> CasePerson:
        words = PersonFacts(given_name=name, **facts)  # type: ignore[arg-type]
        return add_case_person(case=self.child.case, facts=words, relation=Relation.PARENT, by=self.cast.worker)

    def spare(self, person: CasePerson, **more: object) -> None:
        facts = {"reason": ConsentException.Reason.NOT_REACHED, "explanation": "Called", "by": self.cast.worker} | more
        record_exception(case=self.child.case, person=person, **facts)  # type: ignore[arg-type]

    def ends(self) -> list[date | None]:
        """The last days of what is in force, each once."""
        in_force = DisclosedSection.objects.filter(case=self.child.case, ended_at=None)
        return sorted(set(in_force.values_list("valid_to", flat=True)))

    def is_told(self) -> bool:
        return Disclosure.objects.filter(case=self.child.case, ended_at=None).exists()
