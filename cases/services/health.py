"""A contact on a programme: it begins, its steps are recorded, it ends. What is found opens by finding.py."""

from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.acting import act
from accounts.models import Assignment
from cases.ages import LAST_WEEK, CountsFrom, week_of
from cases.errors import CaseError, StepRecorded
from cases.models import Case, CasePerson, HealthContact, HealthStep, Programme, ProgrammeStep, Topic
from cases.selectors.health import contact_of, schedule_of
from cases.selectors.schedule import next_planned
from cases.services.case import open_case
from cases.services.content import change_content, new_content
from cases.services.fact import What, end_of, record_fact
from cases.services.guards import known_subject, require_open
from cases.services.person import PersonFacts

Outcome = HealthStep.Outcome
Ending = HealthContact.Ending
KINDS = {
    Programme.About.CHILD: Case.Kind.CHILD_HEALTH,
    Programme.About.PREGNANCY: Case.Kind.PREGNANCY,
    Programme.About.ADULT: Case.Kind.ADDICTION_CARE,
}
# No pregnancy that led to a birth was shorter (Socialstyrelsen: viable from week 22).
SHORTEST_PREGNANCY = 22 * 7
MEASURES = ("weight", "length", "head")


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What came of a step: on which day, what was taken up, what was measured (grams, millimetres), and in words."""

    outcome: HealthStep.Outcome
    happened_on: date
    ticked: tuple[str, ...] = ()
    text: str = ""
    measures: dict[str, int | None] = field(default_factory=dict)


@act
def enrol(
    *,
    programme: Programme,
    subject: PersonFacts,
    by: Assignment,
    carried_by: PersonFacts | None = None,
    days_at_birth: int | None = None,
    enrolled_on: date | None = None,
    follows: HealthContact | None = None,
) -> Case:
    """A contact of the acting unit with one child, pregnancy or patient. `days_at_birth`: of the pregnancy.

    Also for a child without birth date: nothing is scheduled until it is written down. Raises as open_case, and
    CaseError for a day to come or a pregnancy shorter or longer than there are.
    """
    today = timezone.localdate()
    enrolled_on = enrolled_on or today
    if enrolled_on > today:
        raise CaseError(_("The day has not come yet."), field="enrolled_on")
    if days_at_birth is not None and not SHORTEST_PREGNANCY <= days_at_birth < (LAST_WEEK + 1) * 7:
        raise CaseError(_("The child is born between week 22 and week 43."), field="days_at_birth")
    kind = KINDS[Programme.About(programme.about)]
    case = open_case(subject=subject, carried_by=carried_by, kind=kind, by=by, needs_date=False)
    contact = HealthContact(
        case=case,
        unit=by.unit,
        programme=programme,
        enrolled_on=enrolled_on,
        days_at_birth=days_at_birth,
        follows=follows,
    )
    contact.save(force_insert=True)
    record_fact(What.ENROLLED, case=case, unit=by.unit, code=kind, happened=enrolled_on)
    renew_next(case, by)
    return case


@act
def record_step(*, case: Case, step: ProgrammeStep, done: Done, by: Assignment) -> HealthStep:
    """What came of a step, for the first time or after it was missed.

    Raises StepRecorded when somebody has recorded it, with that row, also where it says that the family did not come
    that day; CaseError for a day to come, before the birth, or after any pregnancy; CaseClosed.
    """
    _lock(case)
    subject = known_subject(case, by)
    _check(case, step, done, subject)
    row = HealthStep.objects.filter(case=case, step__key=step.key).select_related("step").first()
    is_told_twice = done.outcome == Outcome.MISSED and row is not None and done.happened_on in row.missed_on
    if row is not None and (row.outcome != Outcome.MISSED or is_told_twice):
        raise StepRecorded(row)
    missed = [*(row.missed_on if row else []), *([done.happened_on] if done.outcome == Outcome.MISSED else [])]
    values = _columns(done) | {"missed_on": missed}
    if row is None:
        row = new_content(HealthStep, case=case, by=by, topic=Topic.HEALTH, about=subject, step=step, **values)
    else:
        row = change_content(row, edition=row.edition, by=by, **values)
    _record(row, by)
    return row


@act
def change_step(*, row: HealthStep, done: Done, edition: int, by: Assignment) -> HealthStep:
    """Corrects what was recorded; the earlier text stays in history. Raises StaleText, and as record_step."""
    _lock(row.case)
    _check(row.case, row.step, done, known_subject(row.case, by))
    row = change_content(row, edition=edition, by=by, **_columns(done))
    _record(row, by)
    return row


@act
def end_contact(*, case: Case, ending: HealthContact.Ending, ended_on: date, by: Assignment) -> HealthContact:
    """The contact has ended, and the case is closed. Raises CaseClosed; CaseError for a day outside the contact."""
    _lock(case)
    contact = contact_of(case)
    if not contact.enrolled_on <= ended_on <= timezone.localdate():
        raise CaseError(_("The contact ends on a day between its first and today."), field="ended_on")
    contact.ending, contact.ended_on = ending, ended_on
    contact.next_step = contact.next_from = contact.next_to = None
    contact.save(update_fields=["ending", "ended_on", "next_step", "next_from", "next_to"])
    case.status, case.closed_at = Case.Status.CLOSED, timezone.now()
    case.closure_reason = Case.ClosureReason.CONTACT_ENDED
    case.save(update_fields=["status", "closed_at", "closure_reason"])
    record_fact(What.CONTACT_ENDED, case=case, unit=by.unit, code=ending, happened=ended_on)
    return contact


def renew_next(case: Case, by: Assignment) -> None:
    """Writes down the next step, for the clinic's list: after every act that may change it."""
    contact = contact_of(case)
    planned = next_planned(schedule_of(case, by)) if not contact.ending else None
    contact.next_step = planned.step if planned else None
    contact.next_from, contact.next_to = (planned.first, planned.last) if planned else (None, None)
    contact.save(update_fields=["next_step", "next_from", "next_to"])


def _lock(case: Case) -> None:
    list(Case.objects.select_for_update(no_key=True).filter(pk=case.pk).only("pk"))
    require_open(case)


def _check(case: Case, step: ProgrammeStep, done: Done, subject: CasePerson) -> None:
    if done.happened_on > timezone.localdate():
        raise CaseError(_("The day has not come yet."), field="happened_on")
    if step.version.programme_id != contact_of(case).programme_id:
        raise CaseError(_("The step is of another programme."))
    if step.counts_from in (CountsFrom.BIRTH, CountsFrom.CORRECTED_BIRTH):
        _check_age(subject, done.happened_on)
    elif step.counts_from == CountsFrom.CONCEPTION and subject.expected_birth:
        _check_week(subject.expected_birth, done.happened_on)
    if any(value is not None and value <= 0 for value in done.measures.values()):
        raise CaseError(_("A measure is more than nothing."), field="weight")


def _check_age(child: CasePerson, day: date) -> None:
    if child.birth_date is None:
        raise CaseError(_("Write the child's birth date first."), field="happened_on")
    if day < child.birth_date:
        raise CaseError(_("The child was not born then."), field="happened_on")


def _check_week(expected_birth: date, day: date) -> None:
    if not 0 <= week_of(day, expected_birth) <= LAST_WEEK:
        message = _("No pregnancy is in that week. Compare the day with the expected birth.")
        raise CaseError(message, field="happened_on")


def _columns(done: Done) -> dict[str, object]:
    measures = {name: done.measures.get(name) for name in MEASURES}
    return {
        "outcome": done.outcome,
        "happened_on": done.happened_on,
        "ticked": list(done.ticked),
        "text": done.text.strip(),
    } | measures


def _record(row: HealthStep, by: Assignment) -> None:
    """The fact of it, late after the window's last day; and the next step anew."""
    mine = next((each for each in schedule_of(row.case, by) if each.step.key == row.step.key), None)
    due_at = end_of(mine.last) if mine else None
    record_fact(
        What.STEP_RECORDED,
        case=row.case,
        unit=by.unit,
        origin=row.pk,
        code=row.outcome,
        happened=row.happened_on,
        due_at=due_at,
    )
    renew_next(row.case, by)
