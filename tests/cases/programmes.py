"""A programme as an administrator changes it."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Assignment
from cases.ages import AgeUnit, CountsFrom
from cases.models import Certainty, Programme, ProgrammeStep, ProgrammeVersion
from cases.services.programme import StepFacts, VersionFacts, put_in_force, write_version
from tests.cast import acting_as

TODAY = timezone.localdate
DAY = timedelta(days=1)


def programme(slug: str = "child-health") -> Programme:
    return Programme.objects.get(slug=slug)


def version_facts(**changed: Any) -> VersionFacts:
    words = {"name": "Nationellt 2027", "source": "Socialstyrelsen 2026", "certainty": Certainty.HIGH}
    return VersionFacts(**(words | {"valid_from": TODAY() + DAY} | changed))  # type: ignore[arg-type]


def step_facts(**changed: Any) -> StepFacts:
    values: dict[str, Any] = {
        "name": "Besök 7 månader",
        "counts_from": CountsFrom.BIRTH,
        "unit": AgeUnit.MONTHS,
        "opens": 7,
        "closes": 8,
        "place": ProgrammeStep.Place.CLINIC,
        "held_by": "BVC-sjuksköterska",
        "content": ("Mat",),
        "instruments": ("tobacco",),
        "measures": ("weight",),
    }
    return StepFacts(**(values | changed))


def draft(by: Assignment, slug: str = "child-health") -> ProgrammeVersion:
    with acting_as(by):
        return write_version(programme=programme(slug), facts=version_facts(), by=by)


def begun(version: ProgrammeVersion, by: Assignment, on: date | None = None) -> ProgrammeVersion:
    with acting_as(by):
        return put_in_force(version=version, valid_from=on or TODAY(), by=by)
