from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from accounts.acting import act
from accounts.models import Assignment, CareUnit, User
from accounts.roles import Role
from cases.models import Case
from workflows.models import Notice, Task


def tell_about(tasks: Iterable[Task], kind: Notice.Kind, *, to_user: User | None = None) -> None:
    """Tells each task's unit, or one person of it. Part of an act that has its own transaction."""
    Notice.objects.bulk_create(
        Notice(
            kind=kind,
            case_id=task.case_id,
            task=task,
            step=task.step,
            unit_id=task.unit_id,
            to_unit_id=task.unit_id,
            to_user=to_user,
        )
        for task in tasks
    )


@act
def tell_manager(*, case: Case, kind: Notice.Kind, by: Assignment) -> Notice:
    """Tells the manager of the acting unit: that a colleague stated a need and opened the case."""
    unit: CareUnit = by.unit
    notice = Notice(kind=kind, case_id=case.pk, unit=unit, to_unit=unit, to_role=Role.UNIT_MANAGER)
    notice.save(force_insert=True)
    return notice


@act
def mark_seen(*, notices: Iterable[UUID], by: Assignment, at: datetime | None = None) -> int:
    """How many were unseen till now; those of other units are left as they are."""
    mine = Notice.objects.filter(pk__in=list(notices), to_unit_id=by.unit_id, seen_at=None)
    return mine.update(seen_at=at or timezone.now())
