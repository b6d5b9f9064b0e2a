from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from accounts.acting import act
from accounts.models import Assignment, CareUnit
from accounts.roles import Role
from cases.models import Case
from workflows.models import Notice


@act
def tell_manager(*, case: UUID, kind: Notice.Kind, by: Assignment) -> Notice:
    """Tells the manager of the acting unit: that a colleague stated a need and opened the case."""
    unit: CareUnit = by.unit
    notice = Notice(kind=kind, case_id=case, unit=unit, to_unit=unit, to_role=Role.UNIT_MANAGER)
    notice.save(force_insert=True)
    return notice


@act
def tell_units(*, case: Case, units: Iterable[int], kind: Notice.Kind, by: Assignment) -> None:
    """Tells every other unit of these keys, everybody there, what happened to the case."""
    Notice.objects.bulk_create(
        Notice(kind=kind, case=case, unit_id=unit, to_unit_id=unit) for unit in units if unit != by.unit_id
    )


@act
def mark_seen(*, notices: Iterable[UUID], by: Assignment, at: datetime | None = None) -> int:
    """How many were unseen till now; those of other units are left as they are."""
    # Where the system stands in, it acts under no assignment that exists.
    to_me = Q(to_unit_id=by.unit_id) | Q(to_assignment_id=by.pk, to_assignment__isnull=False)
    mine = Notice.objects.filter(to_me, pk__in=list(notices), seen_at=None)
    return mine.update(seen_at=at or timezone.now())
