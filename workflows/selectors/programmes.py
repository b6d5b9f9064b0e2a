"""Programmes as an administrator reads them: each with its versions, and a version with its steps in order of time."""

from dataclasses import dataclass
from datetime import date

from cases.ages import AgeUnit, CountsFrom
from cases.models import Instrument, Programme, ProgrammeStep, ProgrammeVersion

# Near enough to sort by: after birth comes after the pregnancy.
DAYS_IN = {AgeUnit.DAYS: 1, AgeUnit.WEEKS: 7, AgeUnit.MONTHS: 30.4, AgeUnit.YEARS: 365.25}


@dataclass(frozen=True, slots=True)
class ShownVersion:
    version: ProgrammeVersion
    is_in_force: bool
    is_coming: bool

    @property
    def may_end(self) -> bool:
        return not self.version.is_draft and (self.is_in_force or self.is_coming)


@dataclass(frozen=True, slots=True)
class ShownProgramme:
    """`versions`: the decided ones, the newest first; `draft` None where none is being written."""

    programme: Programme
    versions: list[ShownVersion]
    draft: ProgrammeVersion | None


@dataclass(frozen=True, slots=True)
class ShownStep:
    """`asked`: the names of its instruments."""

    step: ProgrammeStep
    asked: list[str]


def programmes_shown(today: date) -> list[ShownProgramme]:
    rows = Programme.objects.prefetch_related("versions").order_by("name")
    return [_shown(each, today) for each in rows]


def programme_shown(programme: Programme, today: date) -> ShownProgramme:
    return _shown(programme, today)


def steps_shown(version: ProgrammeVersion) -> list[ShownStep]:
    names = dict(Instrument.objects.values_list("slug", "name"))
    rows = sorted(version.steps.all(), key=_order)
    return [ShownStep(each, [names.get(slug, slug) for slug in each.instruments]) for each in rows]


def _order(step: ProgrammeStep) -> tuple[bool, float, int]:
    return step.counts_from != CountsFrom.CONCEPTION, step.opens * DAYS_IN[AgeUnit(step.unit)], step.position


def _shown(programme: Programme, today: date) -> ShownProgramme:
    rows = sorted(programme.versions.all(), key=lambda each: each.valid_from, reverse=True)
    versions = [
        ShownVersion(each, each.valid_from <= today <= (each.valid_to or date.max), each.valid_from > today)
        for each in rows
        if not each.is_draft
    ]
    return ShownProgramme(programme, versions, next((each for each in rows if each.is_draft), None))
