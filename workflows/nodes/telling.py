from collections.abc import Iterable

from accounts.models import User
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
