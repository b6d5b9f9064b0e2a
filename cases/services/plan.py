"""Writing the plan together: each unit its own sections, marked as ready for the others one by one."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.acting import act
from accounts.models import Assignment, CareUnit, Principal, User
from cases.errors import CaseError, Undocumented
from cases.models import (
    Case,
    CasePerson,
    CoordinatedPlan,
    FollowUp,
    Goal,
    Intervention,
    InterventionProgress,
    Need,
    PlanField,
    Statement,
    Topic,
)
from cases.models.base import Content
from cases.selectors.consent import consent_covers
from cases.selectors.participation import called_units
from cases.selectors.section import KIND_OF
from cases.services.content import change_content, new_content
from cases.services.disclosure import share_ready
from cases.services.fact import What, end_of, record_fact, record_progress, record_words
from cases.services.guards import lock_case, lock_plan, require_editable, require_open

Doer = Intervention.Doer
# What a unit stands by when it confirms an intervention. The goal it is for, and how it is sorted, are not promises.
TERMS = {"text", "doer", "unit", "user", "who_else", "starts_on", "due_on", "evaluated_by", "is_dropped"}


@act
def add_need(*, case: Case, topic: Topic, about: CasePerson, text: str, by: Assignment) -> Need:
    """Raises CaseClosed or PlanLocked, as every writing in the plan does."""
    require_editable(case)
    return new_content(Need, case=case, by=by, topic=topic, about=about, text=text)


@act
def add_goal(
    *,
    case: Case,
    topic: Topic,
    about: CasePerson,
    text: str,
    by: Assignment,
    own_words: str = "",
    own_words_by: str = "",
) -> Goal:
    """A goal in the professionals' words and the person's own. Goals are numbered in the order they were written."""
    require_editable(case)
    position = Goal.objects.filter(case=case).count() + 1
    goal = new_content(
        Goal,
        case=case,
        by=by,
        topic=topic,
        about=about,
        text=text,
        own_words=own_words,
        own_words_by=own_words_by,
        position=position,
    )
    record_words(goal, by=by)
    return goal


@act
def add_intervention(
    *,
    case: Case,
    topic: Topic,
    about: CasePerson,
    text: str,
    doer: Doer,
    by: Assignment,
    goal: UUID | None = None,
    unit: CareUnit | None = None,
    user: User | None = None,
    who_else: str = "",
    starts_on: date | None = None,
    due_on: date | None = None,
    evaluated_by: str = "",
) -> Intervention:
    """Who does what by when. A principal's intervention names the unit; its principal follows from it.

    Raises CaseError where the doer's own field is missing, the end comes before the start, or the unit that shall do
    it may not be told about it; Undocumented for a unit that documents nobody and writes what another does.
    """
    require_editable(case)
    _check_doer(doer, unit, who_else)
    _check_may_know(unit, case, topic, about, by)
    if starts_on and due_on and due_on < starts_on:
        raise CaseError(_("The intervention ends before it starts."), field="due_on")
    row = new_content(
        Intervention,
        case=case,
        by=by,
        topic=topic,
        about=about,
        text=text,
        doer=doer,
        goal=goal,
        principal=unit.provider.principal if unit else None,
        unit=unit,
        user=user,
        who_else=who_else,
        starts_on=starts_on,
        due_on=due_on,
        evaluated_by=evaluated_by,
    )
    progress = InterventionProgress(case=case, intervention=row.pk, unit=unit)
    progress.save(force_insert=True)
    record_progress(progress, by=by)
    return row


@act
def add_statement(
    *, case: Case, field: PlanField, topic: Topic, about: CasePerson, text: str, by: Assignment, said_by: str = ""
) -> Statement:
    """Words under one heading of the form: what matters to me, the child's voice, what we do ourselves."""
    require_editable(case)
    row = new_content(Statement, case=case, by=by, topic=topic, about=about, field=field, text=text, said_by=said_by)
    record_words(row, by=by)
    return row


@act
def change_section(*, row: Content, edition: int, by: Assignment, **fields: Any) -> Content:
    """Changes an own section. Raises StaleText, and only the owner's unit may: another provider's row is not seen.

    An intervention that now says something else is confirmed anew, by the unit that it names now: nobody stands by
    words that were written afterwards. Raises CaseError where that unit may not be told about it.
    """
    require_editable(row.case)
    _require_own(row, by)
    if not isinstance(row, Intervention):
        changed = change_content(row, edition=edition, by=by, **fields)
        record_words(changed, by=by)
        return changed
    unit, topic, about = (fields.get(name, getattr(row, name)) for name in ("unit", "topic", "about"))
    _check_may_know(unit, row.case, topic, about, by)
    is_other = any(fields[name] != getattr(row, name) for name in TERMS & set(fields))
    change_content(row, edition=edition, by=by, **fields)
    if is_other:
        _ask_anew(row, unit)
    return row


@act
def mark_ready(*, row: Content, by: Assignment) -> list[CareUnit]:
    """Shows this edition to the other units whom consent lets know of it; answers with those that got it."""
    lock_case(row.case)
    require_editable(row.case)
    _require_own(row, by)
    if not row.is_ready:
        row.ready_edition = row.edition
        row.save(update_fields=["ready_edition"])
    return share_ready(row=row, kind=KIND_OF[type(row)], receivers=called_units(row.case, besides=by.unit), by=by)


@act
def share_own_sections(*, case: Case, by: Assignment) -> None:
    """Shows all the acting unit has written in the plan to the others, as far as consent lets each of them know."""
    for model in (Need, Goal, Intervention, Statement):
        rows = model._default_manager.filter(case=case, owner_unit=by.unit).select_related("about", "owner_unit")
        for row in rows:
            row.case = case
            mark_ready(row=row, by=by)


@act
def set_lead(
    *, case: Case, principal: Principal, unit: CareUnit, user: User, measures_by_others: str, by: Assignment
) -> CoordinatedPlan:
    """The principal with overall responsibility, the person who leads, and the answer about measures by others."""
    plan = require_editable(case)
    if unit.provider.principal_id != principal.pk:
        raise CaseError(_("The plan lead works for another principal than the one chosen."), field="lead")
    if unit.is_undocumented:
        raise CaseError(_("This unit documents nobody and cannot lead a plan."), field="lead")
    plan.lead_principal, plan.lead_unit, plan.lead = principal, unit, user
    plan.measures_by_others = measures_by_others
    plan.edition += 1
    plan.save()
    return plan


@act
def plan_follow_up(*, case: Case, on: date, by: Assignment) -> FollowUp:
    """One more day of the series. Raises CaseClosed; CaseError for a day that has passed or is already there."""
    lock_plan(case)
    require_open(case)
    if on < timezone.localdate():
        raise CaseError(_("The day has already passed."), field="planned_on")
    if FollowUp.objects.filter(case=case, planned_on=on).exists():
        raise CaseError(_("There already is a follow-up that day."), field="planned_on")
    row = FollowUp(case=case, planned_on=on)
    row.save(force_insert=True)
    record_fact(What.FOLLOW_UP_PLANNED, case=case, unit=by.unit, origin=row.pk, due_at=end_of(on))
    return row


def _ask_anew(row: Intervention, unit: CareUnit | None) -> None:
    progress = InterventionProgress.objects.filter(intervention=row.pk).first()
    if progress is not None:
        progress.unit, progress.state, progress.note = unit, InterventionProgress.State.UNCONFIRMED, ""
        progress.save(update_fields=["unit", "state", "note", "changed_at"])


def _check_may_know(unit: CareUnit | None, case: Case, topic: str, about: CasePerson, by: Assignment) -> None:
    if by.unit.is_undocumented and (unit is None or unit.pk != by.unit_id):
        raise Undocumented
    if unit and unit.provider_id != by.unit.provider_id and not consent_covers(case, topic, about.pk, unit.pk):
        raise CaseError(_("The family has not said that this unit may know about this topic."), field="who")


def _check_doer(doer: Doer, unit: CareUnit | None, who_else: str) -> None:
    if doer == Doer.PRINCIPAL and unit is None:
        raise CaseError(_("Choose the unit that does this."), field="who")
    if doer == Doer.OTHER and not who_else:
        raise CaseError(_("Write who does this."), field="who")


def _require_own(row: Content, by: Assignment) -> None:
    if row.owner_unit_id != by.unit_id:
        raise CaseError(_("Another unit has written this. Ask them to change it."))
