"""Who acts now: the one place that says it, to services, history and database alike.

`acting` holds an `Acting`; the database backend (accounts/postgresql) turns it into transaction-local settings
that the row-level policies read. Nothing acting: nothing of a person is visible, and no history can be written.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from django.db import connection, transaction
from psycopg.pq import TransactionStatus

if TYPE_CHECKING:
    from accounts.models import Assignment


P = ParamSpec("P")
R = TypeVar("R")


class NoActor(RuntimeError):
    """A fact was about to be written and nobody is said to have written it."""


class AssignmentEnded(PermissionError):
    """The assignment is not in force: it opens nothing."""


@dataclass(frozen=True, slots=True)
class Acting:
    """`assignment` is None when the system acts (set-up, clocks); `reason` then says as what."""

    assignment: "Assignment | None"
    reason: str = ""

    def settings(self) -> dict[str, str]:
        """The transaction-local settings, all text; empty where the role opens no cases."""
        if self.assignment is None:
            return dict.fromkeys(SETTINGS, "")
        rights, unit = self.assignment.rights, self.assignment.unit
        return {
            "app.assignment": str(self.assignment.pk or ""),
            "app.unit": str(unit.pk) if rights.opens_cases else "",
            "app.provider": str(unit.provider_id) if rights.opens_cases or rights.reviews_log else "",
            "app.users": f"{{{','.join(map(str, self.assignment.user_ids))}}}" if rights.opens_cases else "",
            "app.scope": "manager" if rights.manages else "named" if rights.coordinates else "unit",
            "app.reviewer": "yes" if rights.reviews_log else "",
        }


SETTINGS = ("app.assignment", "app.unit", "app.provider", "app.users", "app.scope", "app.reviewer")
acting: ContextVar[Acting | None] = ContextVar("acting", default=None)

SET_STATEMENT = "SELECT " + ", ".join(f"set_config('{name}', %s, true)" for name in SETTINGS)


def setting_values(who: Acting | None) -> list[str]:
    """The parameters of SET_STATEMENT."""
    return list(who.settings().values()) if who else [""] * len(SETTINGS)


@contextmanager
def act_as(assignment: "Assignment | None", *, reason: str = "") -> Iterator[None]:
    """Everything inside is done by `assignment`; None is the system and takes a reason.

    Raises AssignmentEnded for one that is not in force.
    """
    if assignment is not None and not assignment.is_in_force:
        raise AssignmentEnded
    before = acting.get()
    if before is not None and before.assignment == assignment and (assignment is not None or not reason):
        yield
        return
    token = acting.set(Acting(assignment, reason))
    _tell_open_transaction(acting.get())
    try:
        yield
    finally:
        acting.reset(token)
        _tell_open_transaction(before)


def _tell_open_transaction(who: Acting | None) -> None:
    # A transaction that begins later is told by the backend; one that is broken has nothing more to see.
    if not connection.in_atomic_block or connection.needs_rollback:
        return
    if connection.connection.info.transaction_status != TransactionStatus.INERROR:
        with connection.cursor() as cursor:
            cursor.execute(SET_STATEMENT, setting_values(who))


def act(service: Callable[P, R]) -> Callable[P, R]:
    """A service: one transaction, done by its keyword `by`. Savepoints are left out: a failed act fails whole."""

    @wraps(service)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        with act_as(kwargs["by"]), transaction.atomic(savepoint=False):  # type: ignore[arg-type]
            return service(*args, **kwargs)

    return wrapped


@contextmanager
def transaction_as(assignment: "Assignment | None", *, reason: str = "") -> Iterator[None]:
    """One transaction done by `assignment`: how a job, a command or a test opens a case. Outside one, nothing shows."""
    with act_as(assignment, reason=reason), transaction.atomic():
        yield
