"""What of a contact goes on with the child to another clinic: as data in a part of a referral, told like any other."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Assignment
from accounts.templatetags.samplan import full_date
from cases.ages import in_weeks
from cases.models import Case, DisclosedSection, HealthStep, SectionKind
from cases.permissions import readable_to

Outcome = HealthStep.Outcome
# What came of a step for good. That somebody did not come is not told.
SETTLED = (Outcome.DONE, Outcome.DECLINED, Outcome.ELSEWHERE)


@dataclass(frozen=True, slots=True)
class ToldStep:
    """A step that is settled: its key across versions, its name as it was told, what came of it and when."""

    key: str
    name: str
    outcome: str
    on: date


@dataclass(slots=True)
class Told:
    """What the own unit was told of a schedule. `follows`: the contact it goes on from, where there is one."""

    days_at_birth: int | None = None
    follows: str | None = None
    steps: list[ToldStep] = field(default_factory=list)


def settled_steps(rows: list[HealthStep]) -> list[ToldStep]:
    """The settled steps of a contact; those done elsewhere too, with the day that was told."""
    return [
        ToldStep(row.step.key, row.step.name, row.outcome, row.happened_on) for row in rows if row.outcome in SETTLED
    ]


def as_told(steps: list[ToldStep]) -> list[dict[str, Any]]:
    return [{"key": each.key, "name": each.name, "outcome": each.outcome, "on": each.on.isoformat()} for each in steps]


def told_schedule(case: Case, reader: Assignment) -> Told:
    """From the parts of a referral that the reader's unit has been told, the latest edition of each."""
    rows = readable_to(reader, DisclosedSection.objects.filter(case=case, kind=SectionKind.REFERRAL))
    latest = {row.origin: row.content.get("schedule") or {} for row in rows.order_by("edition", "created_at")}
    found = Told()
    for told in latest.values():
        found.days_at_birth = told.get("days_at_birth", found.days_at_birth)
        found.follows = told.get("follows", found.follows)
        found.steps += [_step(each) for each in told.get("steps", [])]
    return found


def with_schedule(text: str, schedule: dict[str, Any] | None) -> str:
    """The words of a part with those of its data: what is told is seen by who tells it."""
    told = schedule or {}
    lines = [text.strip()] if text.strip() else []
    if told.get("days_at_birth") is not None:
        lines.append(_("Born in week %(weeks)s.") % {"weeks": in_weeks(told["days_at_birth"])})
    for each in map(_step, told.get("steps", [])):
        words = {"name": each.name, "outcome": Outcome(each.outcome).label, "day": full_date(each.on)}
        lines.append(_("%(name)s: %(outcome)s, %(day)s") % words)
    return "\n".join(lines)


def _step(told: dict[str, Any]) -> ToldStep:
    return ToldStep(told["key"], told["name"], told["outcome"], date.fromisoformat(told["on"]))
