from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import transaction
from viewflow.workflow.base import Flow
from viewflow.workflow.exceptions import FlowLockFailed


class ProcessAndCaseLock:
    """One at a time in a process and its case, or its round: `lock_impl` of every flow.

    Both rows are locked in one statement and nothing is read from it: what another wrote while we waited is seen
    only by the next statement. Without a key lock, because rows that point at the case need not wait. How long to
    wait is said by the role's lock_timeout. Raises FlowLockFailed when the acting assignment does not see the
    process.
    """

    @contextmanager
    def __call__(self, flow_class: type[Flow], process_pk: UUID) -> Iterator[None]:
        with transaction.atomic(savepoint=False):
            about = flow_class.process_class.about
            # Not null: an outer join cannot be locked.
            rows = flow_class.process_class.objects.filter(pk=process_pk).exclude(**{about: None})
            rows = rows.select_related(about).select_for_update(of=("self", about), no_key=True)
            if not list(rows.only("pk", f"{about}__id")):
                raise FlowLockFailed(f"No process {process_pk} to lock")
            yield
