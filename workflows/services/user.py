"""Ending what a user may do, with what that means for work in their hands: it goes back to the unit's queue."""

from datetime import date

from django.db import connection

from accounts.acting import act
from accounts.models import Assignment, User
from accounts.services import user as accounts


@act
def deactivate_user(*, user: User, by: Assignment | None) -> User:
    accounts.deactivate_user(user=user, by=by)
    _free_abandoned()
    return user


@act
def end_assignment(*, assignment: Assignment, last_day: date, by: Assignment | None) -> Assignment:
    """What is in hand is free again when the last day has passed: at once, or by the clocks' job."""
    accounts.end_assignment(assignment=assignment, last_day=last_day, by=by)
    _free_abandoned()
    return assignment


def _free_abandoned() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT free_abandoned_work()")
