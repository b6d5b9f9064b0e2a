"""What a user may do, given and ended, with what that means for work: in their hands, and in their inbox."""

from datetime import date

from django.db import connection

from accounts.acting import act
from accounts.models import Assignment, FamilyCentre, Grant, User
from accounts.services import user as accounts
from agreements.models import RuleSet, RuleSetParty
from agreements.services.appointment import appoint_for_agreement
from workflows.services.round_inbox import settle_round_inboxes


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


@act
def give_grant(
    *,
    assignment: Assignment,
    permission: str,
    on: FamilyCentre | RuleSet | RuleSetParty,
    valid_from: date,
    reason: str,
    by: Assignment | None,
    valid_to: date | None = None,
) -> Grant:
    """A centre to its coordinator, or a part in an agreement: what its rounds wait for is then in the inbox too.

    Raises as `accounts` and `agreements` do.
    """
    facts = {"valid_from": valid_from, "valid_to": valid_to, "reason": reason, "by": by}
    about = {"assignment": assignment, "permission": permission}
    if isinstance(on, FamilyCentre):
        return accounts.give_grant(on=on, **about, **facts)  # type: ignore[arg-type]
    grant = appoint_for_agreement(on=on, **about, **facts)  # type: ignore[arg-type]
    if isinstance(on, RuleSet):
        settle_round_inboxes(on)
    return grant


@act
def end_grant(*, grant: Grant, last_day: date, by: Assignment | None) -> Grant:
    """What the grant let one do leaves the inbox when the last day has passed: at once, or by the clocks' job."""
    accounts.end_grant(grant=grant, last_day=last_day, by=by)
    if isinstance(grant.object, RuleSet):
        settle_round_inboxes(grant.object)
    return grant


def _free_abandoned() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT free_abandoned_work()")
