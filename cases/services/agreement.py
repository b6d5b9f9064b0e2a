"""From a written plan to one in force: proposed as a whole, confirmed by each unit for its own part, agreed."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.acting import act, act_as
from accounts.models import Assignment, CareUnit
from accounts.roles import Role
from cases.errors import CaseError, PlanIncomplete
from cases.models import Case, CoordinatedPlan, InterventionProgress, PlanVersion
from cases.selectors.participation import participating_units
from cases.selectors.plan import plan_document
from cases.services.fact import What, record_fact, record_progress
from cases.services.guards import lock_plan, require_editable, require_open
from cases.services.plan import share_own_sections

Status = CoordinatedPlan.Status
State = InterventionProgress.State

MISSING = {
    "plan_has_interventions": _("Write at least one intervention and which unit does it."),
    "plan_has_follow_up": _("Write when the plan is followed up."),
    "plan_has_what_the_law_requires": _(
        "Choose who has the overall responsibility, and answer whether others do something."
    ),
}


@act
def propose_plan(*, case: Case, by: Assignment) -> CoordinatedPlan:
    """Closes the draft and asks each unit to confirm; the acting unit's sections are told to the others.

    The database holds the four things the law requires (SoL 10 kap. 8 §). Raises PlanIncomplete with the first that
    is missing, PlanLocked, CaseClosed.
    """
    plan = require_editable(case)
    share_own_sections(case=case, by=by)
    plan.status = Status.CONFIRMING
    plan.edition += 1
    try:
        with transaction.atomic():
            plan.save(update_fields=["status", "edition"])
    except IntegrityError as refused:
        raise PlanIncomplete(_missing(refused)) from refused
    return plan


@act
def confirm_interventions(*, case: Case, by: Assignment) -> list[InterventionProgress]:
    """The acting unit stands by its part."""
    _require_confirming(case)
    asked = (State.UNCONFIRMED, State.DECLINED)
    rows = list(InterventionProgress.objects.filter(case=case, unit=by.unit, state__in=asked))
    for row in rows:
        row.state, row.note = State.CONFIRMED, ""
        row.save(update_fields=["state", "note", "changed_at"])
        record_progress(row, by=by)
    return rows


@act
def decline_interventions(*, case: Case, note: str, by: Assignment) -> CoordinatedPlan:
    """The acting unit cannot do its part, and says why: the plan goes back to being written, as the same version."""
    plan = _require_confirming(case)
    for row in InterventionProgress.objects.filter(case=case, unit=by.unit, state=State.UNCONFIRMED):
        row.state, row.note = State.DECLINED, note
        row.save(update_fields=["state", "note", "changed_at"])
        record_progress(row, by=by)
    plan.status = Status.REVISING
    plan.save(update_fields=["status"])
    return plan


@act
def agree_plan(*, case: Case, by: Assignment) -> CoordinatedPlan:
    """All have confirmed: the plan is in force, and every unit keeps its own frozen copy of it."""
    plan = _require_confirming(case)
    if is_waiting_for_confirmation(case):
        raise CaseError(_("Not every unit has confirmed yet."))
    plan.status, plan.agreed_at = Status.ACTIVE, timezone.now()
    plan.save(update_fields=["status", "agreed_at"])
    freeze_version(case=case, number=plan.version, by=by)
    unit = plan.lead_unit or case.owner_unit
    record_fact(What.PLAN_AGREED, case=case, unit=unit, origin=plan.pk, code=str(plan.version))
    return plan


@act
def leave_plan(*, case: Case, unit: CareUnit, by: Assignment) -> None:
    """A unit is out of the case: what it was to do does not happen, and a plan that waited for it alone is agreed."""
    plan = lock_plan(case)
    undone = (State.UNCONFIRMED, State.DECLINED, State.CONFIRMED, State.ONGOING)
    for row in InterventionProgress.objects.filter(case=case, unit=unit, state__in=undone):
        row.state = State.NOT_DONE
        row.save(update_fields=["state", "changed_at"])
        record_progress(row, by=by)
    if plan.status == Status.CONFIRMING and not is_waiting_for_confirmation(case):
        agree_plan(case=case, by=by)


@act
def revise_plan(*, case: Case, by: Assignment) -> CoordinatedPlan:
    """Starts the next version; what was agreed stands frozen. What was declined is asked again."""
    plan = lock_plan(case)
    require_open(case)
    if plan.status != Status.ACTIVE:
        raise CaseError(_("Only a plan in force is changed this way."))
    plan.status, plan.version = Status.REVISING, plan.version + 1
    plan.save(update_fields=["status", "version"])
    return plan


@act
def set_progress(*, progress: InterventionProgress, state: InterventionProgress.State, by: Assignment) -> None:
    """How an intervention stands, by the unit that does it or the unit that owns the case."""
    require_open(progress.case)
    if by.unit_id not in (progress.unit_id, progress.case.owner_unit_id):
        raise CaseError(_("Another unit answers for this intervention."))
    progress.state = state
    progress.save(update_fields=["state", "changed_at"])
    record_progress(progress, by=by)


def freeze_version(*, case: Case, number: int, by: Assignment) -> None:
    """Each participating unit gets its own frozen copy of the agreed version: what that unit reads, no more.

    The system acts for each unit in turn, as its manager would see the case; the copy goes to that unit's side alone.
    """
    for unit in participating_units(case):
        stand_in = Assignment(user=by.user, unit=unit, role=Role.UNIT_MANAGER, valid_from=timezone.localdate())
        if not stand_in.is_in_force:
            # A unit that has closed down has nobody left to keep a copy; it does not stop the others' plan.
            continue
        with act_as(stand_in):
            PlanVersion(
                case=case,
                number=number,
                provider_id=unit.provider_id,
                unit=unit,
                content=plan_document(case, stand_in).as_json(),
                frozen_at=timezone.now(),
                frozen_by=by.user,
            ).save(force_insert=True)


def is_waiting_for_confirmation(case: Case) -> bool:
    """Whether some unit has yet to stand by its part."""
    waiting = InterventionProgress.objects.filter(case=case, unit__isnull=False)
    return waiting.filter(state__in=[State.UNCONFIRMED, State.DECLINED]).exists()


def _require_confirming(case: Case) -> CoordinatedPlan:
    plan = lock_plan(case)
    require_open(case)
    if plan.status != Status.CONFIRMING:
        raise CaseError(_("The plan is not waiting for confirmation."))
    return plan


def _missing(error: IntegrityError) -> "str | Promise":
    diagnosis = getattr(error.__cause__, "diag", None)
    return MISSING.get(getattr(diagnosis, "constraint_name", ""), PlanIncomplete.message)
