"""Who is let into a case, by whom and why. The database lets nobody in by another way."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.acting import act
from accounts.models import Assignment, CareUnit, User
from cases.errors import CaseError
from cases.models import Case, CoordinatedPlan, Disclosure, Participation
from cases.services.access import log_access

# A stated need opens the case for the day; who needs it longer is named by a colleague.
NEED_LASTS = timedelta(hours=24)

Role = Participation.Role
Reason = Participation.Reason
EndReason = Participation.EndReason


@act
def admit(
    *,
    case: Case,
    unit: CareUnit,
    role: Role,
    reason: Reason,
    by: Assignment,
    user: User | None = None,
    valid_to: datetime | None = None,
    topics: list[str] | None = None,
) -> Participation:
    """Lets a unit, or one person of it, into the case; `topics` narrows what is read on its own side."""
    row = Participation(
        case=case,
        unit=unit,
        user=user,
        role=role,
        reason=reason,
        topics=topics or [],
        valid_from=timezone.now(),
        valid_to=valid_to,
    )
    row.save(force_insert=True)
    return row


@act
def name_on_case(*, case: Case, user: User, unit: CareUnit, reason: Reason, by: Assignment) -> Participation:
    """Names a person of a participating unit; who already is named stays so, with the earlier reason."""
    mine = Participation.objects.filter(case=case, unit=unit, user=user, valid_to=None).first()
    if mine is not None:
        return mine
    of_unit = Participation.objects.filter(case=case, unit=unit, user=None, valid_to=None).first()
    role = Role(of_unit.role) if of_unit else Role.CALLED
    return admit(case=case, unit=unit, user=user, role=role, reason=reason, by=by)


@act
def state_need(*, case_id: UUID, need: str, by: Assignment) -> None:
    """Opens a case of the own, closed unit for a colleague who is not named there, for one day.

    The need is logged; telling the manager is the workflows' verb of the same name. Raises CaseError without a need.
    """
    if not need.strip():
        raise CaseError(_("Write why you need to open the case."), field="need")
    Participation(
        case_id=case_id,
        unit=by.unit,
        user=by.user,
        role=Role.CALLED,
        reason=Reason.STATED_NEED,
        valid_from=timezone.now(),
        valid_to=timezone.now() + NEED_LASTS,
    ).save(force_insert=True)
    log_access(case=case_id, what="state_need", ground=need.strip()[:300], by=by)


@act
def end_participation(
    *, case: Case, unit: CareUnit, by: Assignment, user: User | None = None, reason: EndReason | None = None
) -> None:
    """Ends a unit's part in the case, with its named people and stated needs, or one person's.

    Never the part of the unit that owns the case. Raises CaseError for who leads the plan, and for the last of the
    owner's people by name. `reason` is None where a consent ended it.
    """
    rows = Participation.objects.filter(_running(), case=case, unit=unit)
    if user is not None:
        _check_not_last(case, unit, user)
        rows = rows.filter(user=user)
    else:
        rows = rows.exclude(role=Role.OWNER)
    if reason is not None:
        _check_not_lead(case, unit, user)
    for row in rows:
        row.valid_to = timezone.now()
        row._change_reason = reason.value if reason else None  # type: ignore[attr-defined]
        row.save(update_fields=["valid_to"])


@act
def end_naming(*, case: Case, by: Assignment) -> None:
    """Ends the part of those who coordinate from another provider and to whose unit nothing is told any more.

    They know of the case by the family's consent to the plan alone: with that it ends, as disclosures do.
    """
    told = Disclosure.objects.filter(case=case, ended_at=None, receiver_unit__isnull=False).values("receiver_unit")
    rows = Participation.objects.filter(_running(), case=case, role=Role.COORDINATOR)
    for row in rows.exclude(unit__provider=case.owner_unit.provider_id).exclude(unit__in=told):
        row.valid_to = timezone.now()
        row.save(update_fields=["valid_to"])


def _running() -> Q:
    return Q(valid_to=None) | Q(valid_to__gt=timezone.now())


def _check_not_lead(case: Case, unit: CareUnit, user: User | None) -> None:
    leads = CoordinatedPlan.objects.filter(case=case, lead_unit=unit)
    if (leads.filter(lead=user) if user else leads).exists():
        raise CaseError(_("This is who leads the plan. Choose another lead first."))


def _check_not_last(case: Case, unit: CareUnit, user: User) -> None:
    if not (unit.is_closed or case.kind in Case.BY_NAME) or case.owner_unit_id != unit.pk:
        return
    if not Participation.objects.filter(case=case, unit=unit, user__isnull=False, valid_to=None).exclude(user=user):
        raise CaseError(_("Somebody of the unit that owns the case has to be named. Name a colleague first."))
