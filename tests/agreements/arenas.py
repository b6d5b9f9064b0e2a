"""An agreement of town and region with two centres, led by the teacher; the coordinator has the first centre."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts.acting import act_as
from accounts.models import Assignment, CareUnit, FamilyCentre
from accounts.permissions import COORDINATE
from accounts.services.organisation import open_centre
from agreements.models import Place, Profession, RuleSet, StandingGroup, TrainingDay
from agreements.services.group import make_group
from agreements.services.rule_set import let_in
from agreements.services.training import Attended, TrainingFacts, record_training_day
from tests.agreements.agreement import grant, in_force, make_agreement, region, town
from tests.cast import LONG_AGO, Cast, acting_as

NURSE, TEACHER = Profession.CHILD_HEALTH_NURSE, Profession.PRESCHOOL_TEACHER


@dataclass
class Meeting:
    """The nurse's and the teacher's units are placed at the first centre, the worker's at the second."""

    cast: Cast
    rule_set: RuleSet
    first: FamilyCentre
    second: FamilyCentre

    @property
    def leader(self) -> Assignment:
        return self.cast.teacher

    @property
    def agreement(self) -> Place:
        return Place(rule_set=self.rule_set)

    @property
    def centre(self) -> Place:
        return Place(centre=self.first)

    def train(self, *lines: tuple[CareUnit, Profession, int], ago: int = 30, place: Place | None = None) -> TrainingDay:
        with acting_as(self.leader):
            return record_training_day(place=place or self.agreement, facts=facts(*lines, ago=ago), by=self.leader)

    def train_both(self, **more: Any) -> TrainingDay:
        """A joint day: of two providers."""
        return self.train((self.cast.nurse.unit, NURSE, 4), (self.cast.teacher.unit, TEACHER, 2), **more)

    def group(self, name: str = "Council", *, place: Place | None = None, **more: Any) -> StandingGroup:
        terms: dict[str, Any] = {"kind": StandingGroup.Kind.COUNCIL, "valid_from": ago(300)} | more
        with acting_as(self.leader):
            return make_group(place=place or self.centre, name=name, by=self.leader, **terms)


def ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def facts(*lines: tuple[CareUnit, Profession, int], ago: int = 30, subject: str = "Attachment") -> TrainingFacts:
    held_on = timezone.localdate() - timedelta(days=ago)
    return TrainingFacts(held_on, subject, "The steering group", [Attended(*line) for line in lines])


def make_meeting(cast: Cast) -> Meeting:
    rule_set = make_agreement(town(cast), region(cast))
    in_force(rule_set)
    grant(cast.teacher, "coordinate_agreement", rule_set)
    with act_as(None, reason="test"):
        first = open_centre(name="First", units=[cast.nurse.unit, cast.teacher.unit], valid_from=LONG_AGO, by=None)
        second = open_centre(name="Second", units=[cast.worker.unit], valid_from=LONG_AGO, by=None)
        for centre in (first, second):
            let_in(rule_set=rule_set, centre=centre, valid_from=LONG_AGO, by=None)
    grant(cast.coordinator, COORDINATE, first)
    return Meeting(cast, rule_set, first, second)
