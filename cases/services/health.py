"""A contact on a programme: its steps are recorded, it ends. It begins in enrolment.py, findings in finding.py."""

from dataclasses import dataclass, field, replace
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.acting import act
from accounts.models import Assignment
from cases.ages import LAST_WEEK, CountsFrom, week_of
from cases.errors import CaseError, StepRecorded
from cases.models import Case, CasePerson, HealthContact, HealthStep, ProgrammeStep, Topic
from cases.selectors.health import contact_of, schedule_of
from cases.selectors.schedule import Planned, next_planned
from cases.services.content import change_content, new_content
from cases.services.fact import What, end_of, record_fact
from cases.services.guards import known_subject, reason_of, require_born, require_open
from cases.services.overdue import end_overdue
from cases.services.person import describe_case_person, facts_of
from cases.services.planned import plan_steps

Outcome = HealthStep.Outcome
Ending = HealthContact.Ending
# No pregnancy that led to a birth was shorter (Socialstyrelsen: viable from week 22).
SHORTEST_PREGNANCY = 22 * 7
OF_A_CHILD = (CountsFrom.BIRTH, CountsFrom.CORRECTED_BIRTH)
MEASURES = ("weight", "length", "head")
NEXT = ("next_step", "next_from", "next_to")


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What came of a step: on which day, what was taken up, what was measured (grams, millimetres), and in words."""

    outcome: HealthStep.Outcome
    happened_on: date
    ticked: tuple[str, ...] = ()
    text: str = ""
    measures: dict[str, int | None] = field(default_factory=dict)


@act
def correct_days(
    *, case: Case, by: Assignment, expected_birth: date | None = None, days_at_birth: int | None = None
) -> HealthContact:
    """What the schedule is counted from, as it turned out to be; what is recorded stays. None: as it stood.

    Raises CaseClosed; CaseError for a pregnancy longer or shorter than there are.
    """
    _lock(case)
    contact = contact_of(case)
    if days_at_birth is not None:
        check_days_at_birth(days_at_birth)
        contact.days_at_birth = days_at_birth
        contact.save(update_fields=["days_at_birth"])
    if expected_birth is not None:
        if not 0 <= week_of(timezone.localdate(), expected_birth) <= LAST_WEEK:
            raise CaseError(_("No pregnancy is in that week today."), field="expected_birth")
        subject = known_subject(case, by)
        facts = replace(facts_of(subject), expected_birth=expected_birth)
        describe_case_person(row=subject, facts=facts, by=by)
    renew_next(case, by)
    return contact_of(case)


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
        row = change_content(row, edition=row.edition, by=by, correction="", **values)
    _record(row, by)
    return row


@act
def change_step(*, row: HealthStep, done: Done, reason: str, edition: int, by: Assignment) -> HealthStep:
    """Corrects what was recorded; what stood stays in history, with why it was wrong beside what replaced it.

    Raises CaseError without a reason; StaleText, and as record_step.
    """
    _lock(row.case)
    row = HealthStep.objects.select_related("case", "step__version").get(pk=row.pk)
    _check(row.case, row.step, done, known_subject(row.case, by))
    values = _columns(done) | {"missed_on": _missed_instead(row, done), "correction": reason_of(reason)}
    row = change_content(row, edition=edition, by=by, **values)
    _record(row, by)
    return row


@act
def end_contact(*, case: Case, ending: HealthContact.Ending, ended_on: date, by: Assignment) -> HealthContact:
    """The contact has ended, and the case is closed; who was told that it was overdue no longer reads that.

    Raises CaseClosed; CaseError for a day outside the contact.
    """
    _lock(case)
    contact = contact_of(case)
    if ending not in endings_of(case, by):
        raise CaseError(_("A contact of this sort does not end so."), field="ending")
    if not contact.enrolled_on <= ended_on <= timezone.localdate():
        raise CaseError(_("The contact ends on a day between its first and today."), field="ended_on")
    contact.ending, contact.ended_on = ending, ended_on
    contact.next_step = contact.next_from = contact.next_to = None
    contact.save(update_fields=["ending", "ended_on", *NEXT])
    end_overdue(contact)
    case.status, case.closed_at = Case.Status.CLOSED, timezone.now()
    case.closure_reason = Case.ClosureReason.CONTACT_ENDED
    case.save(update_fields=["status", "closed_at", "closure_reason"])
    record_fact(What.CONTACT_ENDED, case=case, unit=by.unit, code=ending, happened=ended_on)
    return contact


def check_days_at_birth(days: int) -> None:
    """Raises CaseError for a pregnancy shorter or longer than there are."""
    if not SHORTEST_PREGNANCY <= days < (LAST_WEEK + 1) * 7:
        raise CaseError(_("The child is born between week 22 and week 43."), field="days_at_birth")


def endings_of(case: Case, by: Assignment) -> list[HealthContact.Ending]:
    """How the contact can end: a pregnancy in which a child was born is not lost."""
    subject = known_subject(case, by)
    of_pregnancy = (Ending.BORN, Ending.MISCARRIAGE, Ending.TERMINATION, Ending.STILLBIRTH)
    if case.kind != Case.Kind.PREGNANCY:
        left_out: tuple[Ending, ...] = of_pregnancy
    else:
        left_out = (Ending.SEPARATED,) if subject.is_unborn else (*of_pregnancy[1:], Ending.SEPARATED)
    return [each for each in Ending if each not in (Ending.NONE, *left_out)]


def renew_next(case: Case, by: Assignment) -> None:
    """Writes down the next step, for the clinic's list, and tells for the figures what is to be done until when.

    After every act that may change the schedule.
    """
    contact, schedule = contact_of(case), schedule_of(case, by)
    plan_steps(contact, schedule)
    _write_next(contact, schedule)


def set_next(contact: HealthContact, schedule: list[Planned]) -> None:
    """The next step of a contact as its row has it; not saved."""
    planned = next_planned(schedule) if not contact.ending else None
    contact.next_step = planned.step if planned else None
    contact.next_from, contact.next_to = (planned.first, planned.last) if planned else (None, None)


def _write_next(contact: HealthContact, schedule: list[Planned]) -> None:
    set_next(contact, schedule)
    contact.save(update_fields=list(NEXT))


def _lock(case: Case) -> None:
    list(Case.objects.select_for_update(no_key=True).filter(pk=case.pk).only("pk"))
    require_open(case)


def _check(case: Case, step: ProgrammeStep, done: Done, subject: CasePerson) -> None:
    if done.happened_on > timezone.localdate():
        raise CaseError(_("The day has not come yet."), field="happened_on")
    if step.version.programme_id != contact_of(case).programme_id:
        raise CaseError(_("The step is of another programme."))
    if step.counts_from in OF_A_CHILD:
        _check_age(subject, done.happened_on)
    elif step.counts_from == CountsFrom.ENROLMENT and case.kind != Case.Kind.PREGNANCY:
        require_born(subject, done.happened_on, field="happened_on")
    elif step.counts_from == CountsFrom.CONCEPTION and subject.birth_date and done.happened_on > subject.birth_date:
        raise CaseError(_("The child was born by then."), field="happened_on")
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


def _missed_instead(row: HealthStep, done: Done) -> list[date]:
    """The days the family did not come: what is corrected said so of its own day alone."""
    days = list(row.missed_on)
    if row.outcome == Outcome.MISSED and row.happened_on in days:
        days.remove(row.happened_on)
    return [*days, *([done.happened_on] if done.outcome == Outcome.MISSED else [])]


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
    schedule = schedule_of(row.case, by)
    mine = next((each for each in schedule if each.step.key == row.step.key), None)
    due_at = end_of(mine.last) if mine else None
    record_fact(
        What.STEP_RECORDED,
        case=row.case,
        unit=by.unit,
        origin=row.pk,
        code=row.outcome,
        happened=row.happened_on,
        due_at=due_at,
        step=row.step,
    )
    _write_next(contact_of(row.case), schedule)
