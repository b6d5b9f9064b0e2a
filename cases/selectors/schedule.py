"""What somebody is offered when, and how each step stands: from the programme's versions and the person's own days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models.enums import TextChoices
from django.utils.translation import gettext_lazy as _

from cases.ages import CountsFrom, Origin
from cases.models import HealthContact, HealthStep, Programme, ProgrammeStep

Outcome = HealthStep.Outcome


class Standing(TextChoices):
    DONE = "done", _("Done")
    DECLINED = "declined", _("The family said no")
    ELSEWHERE = "elsewhere", _("Done elsewhere")
    AHEAD = "ahead", _("To come")
    DUE = "due", _("Now")
    LATE = "late", _("Late")
    AT_NEED = "at_need", _("At need")
    OVER = "over", _("No longer asked for")


# What a person has to do something about; all else is done, or nobody asks for it.
WAITS = (Standing.DUE, Standing.LATE)


@dataclass(frozen=True, slots=True)
class Planned:
    """A step of somebody's own schedule, from `first` to `last`, both included; `row` is what became of it.

    `is_past`: of a pregnancy that has ended in a birth. It can still be written down, but nobody asks for it.
    """

    step: ProgrammeStep
    first: date
    last: date
    row: HealthStep | None = None
    is_past: bool = False

    def standing(self, today: date) -> Standing:
        """How it stands. A missed visit waits as before; what is offered at need is never late."""
        if self.row is not None and self.row.outcome != Outcome.MISSED:
            return Standing(self.row.outcome)
        if self.is_past:
            return Standing.OVER
        if today < self.first:
            return Standing.AHEAD
        if self.step.level != ProgrammeStep.Level.ALL:
            return Standing.AT_NEED if today <= self.last else Standing.OVER
        return Standing.DUE if today <= self.last else Standing.LATE


def steps_of(programme: Programme) -> list[ProgrammeStep]:
    """Every step of every version but a draft, with its version."""
    return steps_by_programme([programme.pk])[programme.pk]


def steps_by_programme(programmes: Iterable[int]) -> dict[int, list[ProgrammeStep]]:
    """As steps_of, by programme: read once for a whole clinic."""
    keys = list(programmes)
    found: dict[int, list[ProgrammeStep]] = {key: [] for key in keys}
    rows = ProgrammeStep.objects.filter(version__programme__in=keys, version__is_draft=False)
    for step in rows.select_related("version").order_by("version__valid_from", "position"):
        found[step.version.programme_id].append(step)
    return found


def planned_steps(steps: Iterable[ProgrammeStep], origin: Origin, rows: Iterable[HealthStep] = ()) -> list[Planned]:
    """The steps whose window opens while their version is in force, by day; once each, however many versions.

    A step counted from a day that is not known yet is left out, as is one of the pregnancy that would have come after
    the birth. What was recorded stays, whatever a later version says.
    """
    by_key = {row.step.key: row for row in rows}
    found: dict[str, Planned] = {}
    for step in steps:
        window = step.window.days(origin)
        if window is None:
            continue
        first, last = window
        row = by_key.get(step.key)
        is_its_version = step.version.valid_from <= first and (
            step.version.valid_to is None or first <= step.version.valid_to
        )
        is_past = step.counts_from == CountsFrom.CONCEPTION and origin.born_on is not None
        comes_too_late = is_past and origin.born_on is not None and first > origin.born_on
        if (is_its_version and not comes_too_late) or (row is not None and row.step_id == step.pk):
            found.setdefault(step.key, Planned(step, first, last, row, is_past))
    return sorted(found.values(), key=lambda each: (each.first, each.last, each.step.position))


def recorded_alone(rows: Iterable[HealthStep]) -> list[Planned]:
    """What was written down, on its own days, where no schedule is left: nothing of it waits, and nothing comes.

    That somebody did not come stands only where something is written of it.
    """
    kept = [row for row in rows if row.outcome != Outcome.MISSED or row.text]
    return [Planned(row.step, row.happened_on, row.happened_on, row, is_past=True) for row in kept]


def next_planned(planned: Iterable[Planned]) -> Planned | None:
    """The first step for all that nothing has come of yet."""
    waiting = (
        each
        for each in planned
        if each.step.level == ProgrammeStep.Level.ALL
        and not each.is_past
        and (each.row is None or each.row.outcome == Outcome.MISSED)
    )
    return min(waiting, key=lambda each: (each.last, each.first), default=None)


def origin_of(contact: HealthContact, born_on: date | None, expected_birth: date | None) -> Origin:
    """What the ages of a contact are counted from."""
    return Origin(
        born_on=born_on,
        expected_birth=expected_birth,
        enrolled_on=contact.enrolled_on,
        days_at_birth=contact.days_at_birth,
    )
