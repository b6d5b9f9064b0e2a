"""Programmes by an administrator: a version is written as a draft, and holds from a day. What it says then, stands.

They hold for everybody in the installation, as the national programmes do. Whoever is on a programme has their schedule
made anew afterwards (services/renewal.py).
"""

from dataclasses import dataclass, fields
from datetime import date, timedelta

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.acting import act
from accounts.models import Assignment
from cases.ages import LAST_WEEK, AgeUnit, CountsFrom
from cases.errors import CaseError
from cases.models import Certainty, Programme, ProgrammeStep, ProgrammeVersion

About, Place, Level = Programme.About, ProgrammeStep.Place, ProgrammeStep.Level
COUNTED_FROM = {
    About.CHILD: (CountsFrom.BIRTH, CountsFrom.CORRECTED_BIRTH, CountsFrom.ENROLMENT),
    About.PREGNANCY: (CountsFrom.CONCEPTION, CountsFrom.BIRTH, CountsFrom.ENROLMENT),
    About.ADULT: (CountsFrom.ENROLMENT,),
}
# Nobody is on a schedule longer: in each unit, the first age that is too late.
LONGEST = {AgeUnit.DAYS: 366, AgeUnit.WEEKS: 260, AgeUnit.MONTHS: 252, AgeUnit.YEARS: 21}
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionFacts:
    """What a version is called, where it is written, how sure that is, and from when it is meant to hold."""

    name: str
    source: str
    certainty: Certainty
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFacts:
    """A step as it is written: ages in whole `unit`, `closes` the first that is too late."""

    name: str
    counts_from: CountsFrom
    unit: AgeUnit
    opens: int
    closes: int
    place: ProgrammeStep.Place
    held_by: str
    level: ProgrammeStep.Level = Level.ALL
    content: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()


@act
def add_programme(*, name: str, about: Programme.About, by: Assignment) -> Programme:
    """A programme without versions. Raises CaseError, also where one is called the same."""
    _require_administrator(by)
    slug = slugify(name)[:40].strip("-")
    if not slug:
        raise CaseError(_("Write what the programme is called."), field="name")
    if Programme.objects.filter(slug=slug).exists():
        raise CaseError(_("There is a programme of that name."), field="name")
    return Programme.objects.create(slug=slug, name=name.strip(), about=about)


@act
def write_version(*, programme: Programme, facts: VersionFacts, by: Assignment) -> ProgrammeVersion:
    """A draft of the next version, with the steps of the newest; each keeps its key, and so what was done stays done.

    Raises CaseError where one is being written.
    """
    _require_administrator(by)
    _lock(programme)
    versions = ProgrammeVersion.objects.filter(programme=programme)
    if versions.filter(is_draft=True).exists():
        raise CaseError(_("A new version is already being written. Finish it, or discard it, first."))
    newest = versions.order_by("-valid_from").first()
    draft = ProgrammeVersion.objects.create(programme=programme, is_draft=True, **_values(facts))
    for step in newest.steps.order_by("position") if newest else ():
        step.pk, step._state.adding, step.version = None, True, draft
        step.save()
    return draft


@act
def describe_version(*, version: ProgrammeVersion, facts: VersionFacts, by: Assignment) -> ProgrammeVersion:
    """Raises CaseError for a version that is no draft."""
    draft = _lock_draft(version, by)
    for name, value in _values(facts).items():
        setattr(draft, name, value)
    draft.save()
    return draft


@act
def add_step(*, version: ProgrammeVersion, facts: StepFacts, by: Assignment) -> ProgrammeStep:
    """A new step of a draft. Raises CaseError, also for a window that nobody of the programme can reach."""
    draft = _lock_draft(version, by)
    _check(draft.programme, facts)
    last = draft.steps.order_by("-position").first()
    position = last.position + 1 if last else 0
    return ProgrammeStep.objects.create(
        version=draft, key=_new_key(draft.programme, facts.name), position=position, **_columns(facts)
    )


@act
def change_step(*, step: ProgrammeStep, facts: StepFacts, by: Assignment) -> ProgrammeStep:
    """A step of a draft; its key stays. Raises CaseError, also for one of a version that is no draft."""
    draft = _lock_draft(step.version, by)
    _check(draft.programme, facts)
    for name, value in _columns(facts).items():
        setattr(step, name, value)
    step.save()
    return step


@act
def remove_step(*, step: ProgrammeStep, by: Assignment) -> None:
    """From a draft: the next version no longer asks for it. Raises CaseError."""
    _lock_draft(step.version, by)
    step.delete()


@act
def put_in_force(*, version: ProgrammeVersion, valid_from: date, by: Assignment) -> ProgrammeVersion:
    """The version before ends the day before this one begins; from then on its steps are never changed.

    Only a programme's first version begins before today: what has held is not rewritten. Raises CaseError.
    """
    draft = _lock_draft(version, by)
    if not draft.steps.exists():
        raise CaseError(_("The version has no step yet. Add at least one first."))
    others = ProgrammeVersion.objects.filter(programme=draft.programme, is_draft=False)
    newest = others.order_by("-valid_from").first()
    if newest is not None:
        if valid_from < timezone.localdate():
            words = _("A new version begins today or later: what has held is not rewritten.")
            raise CaseError(words, field="valid_from")
        if newest.valid_from >= valid_from:
            words = _("A version begins that day or later. Choose a day after it.")
            raise CaseError(words, field="valid_from")
        if newest.valid_to is None or newest.valid_to >= valid_from:
            _end(newest, valid_from - ONE_DAY)
    draft.valid_from, draft.valid_to, draft.is_draft, draft.is_carried_out = valid_from, None, False, False
    draft.save(update_fields=["valid_from", "valid_to", "is_draft", "is_carried_out"])
    return draft


@act
def discard_version(*, version: ProgrammeVersion, by: Assignment) -> None:
    """The draft is gone; history keeps what it said. Raises CaseError."""
    draft = _lock_draft(version, by)
    for step in draft.steps.all():
        step.delete()
    draft.delete()


@act
def end_version(*, version: ProgrammeVersion, last_day: date, by: Assignment) -> ProgrammeVersion:
    """Nothing more is offered by it whose time begins after `last_day`, today at the earliest.

    What has begun by then stays on the schedule. Raises CaseError: for a day that is over or before its first, for one
    on which another version holds, for a version that has ended.
    """
    _require_administrator(by)
    _lock(version.programme)
    row, today = ProgrammeVersion.objects.get(pk=version.pk), timezone.localdate()
    if row.is_draft:
        raise CaseError(_("The version is still being written."))
    if row.valid_to is not None and row.valid_to < today:
        raise CaseError(_("The version has ended."))
    if last_day < max(today, row.valid_from):
        raise CaseError(_("The last day is today or later, and not before the first."), field="valid_to")
    later = ProgrammeVersion.objects.filter(
        programme=row.programme_id, is_draft=False, valid_from__gt=row.valid_from, valid_from__lte=last_day
    )
    if later.exists():
        raise CaseError(_("Another version holds on that day. Choose a day before it begins."), field="valid_to")
    _end(row, last_day)
    return row


def _require_administrator(by: Assignment) -> None:
    if not by.rights.administers:
        raise CaseError(_("Your role does not change programmes."))


def _lock(programme: Programme) -> None:
    list(Programme.objects.select_for_update().filter(pk=programme.pk).only("pk"))


def _lock_draft(version: ProgrammeVersion, by: Assignment) -> ProgrammeVersion:
    """Two at once meet at the programme; only what is read after the lock says whether it is a draft still."""
    _require_administrator(by)
    _lock(version.programme)
    row = ProgrammeVersion.objects.select_related("programme").filter(pk=version.pk).first()
    if row is None or not row.is_draft:
        raise CaseError(_("The version is already decided. Write a new one to change what it says."))
    return row


def _end(version: ProgrammeVersion, last_day: date) -> None:
    version.valid_to, version.is_carried_out = last_day, False
    version.save(update_fields=["valid_to", "is_carried_out"])


def _check(programme: Programme, facts: StepFacts) -> None:
    if facts.counts_from not in COUNTED_FROM[About(programme.about)]:
        raise CaseError(_("Nobody on this programme has such an age."), field="counts_from")
    if facts.closes <= facts.opens:
        raise CaseError(_("The last age is not before the first."), field="closes")
    if facts.counts_from == CountsFrom.CONCEPTION and facts.unit not in (AgeUnit.DAYS, AgeUnit.WEEKS):
        raise CaseError(_("A pregnancy is counted in weeks."), field="unit")
    longest = LAST_WEEK + 1 if facts.counts_from == CountsFrom.CONCEPTION else LONGEST[facts.unit]
    weeks_only = facts.counts_from == CountsFrom.CONCEPTION and facts.unit == AgeUnit.DAYS
    if facts.closes > longest * (7 if weeks_only else 1):
        raise CaseError(_("Nobody on this programme gets that old."), field="closes")


def _new_key(programme: Programme, name: str) -> str:
    """A key that no version of the programme has had: what was done under another is not taken for this."""
    taken = set(ProgrammeStep.objects.filter(version__programme=programme).values_list("key", flat=True))
    base = slugify(name)[:36].strip("-") or "step"
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(each for each in numbered if each not in taken)


def _values(facts: VersionFacts) -> dict[str, object]:
    return {each.name: getattr(facts, each.name) for each in fields(VersionFacts)}


def _columns(facts: StepFacts) -> dict[str, object]:
    values = {each.name: getattr(facts, each.name) for each in fields(StepFacts)}
    return values | {name: list(values[name]) for name in ("content", "instruments", "measures")}
