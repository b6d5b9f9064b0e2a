"""Users, their assignments and grants. Ending one of these also touches tasks: see workflows/services/user.py."""

from datetime import date, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from django.utils import timezone
from guardian.shortcuts import assign_perm, remove_perm

from accounts.acting import act
from accounts.models import Assignment, CareUnit, Grant, User
from accounts.roles import Role


@act
def add_user(*, email: str, full_name: str, password: str | None, by: Assignment | None, phone: str = "") -> User:
    """A user who can sign in with `password`; None leaves sign-in to the organisation's own identity provider."""
    return User.objects.create_user(email, password, full_name=full_name, phone=phone)


@act
def assign(
    *,
    user: User,
    unit: CareUnit,
    role: Role,
    valid_from: date,
    by: Assignment | None,
    valid_to: date | None = None,
    substitute_for: Assignment | None = None,
) -> Assignment:
    return Assignment.objects.create(
        user=user, unit=unit, role=role, valid_from=valid_from, valid_to=valid_to, substitute_for=substitute_for
    )


@act
def end_assignment(*, assignment: Assignment, last_day: date, by: Assignment | None) -> Assignment:
    """The assignment opens nothing after `last_day`, nor do the grants that rest on it."""
    assignment.valid_to = last_day
    assignment.save(update_fields=["valid_to"])
    return assignment


@act
def deactivate_user(*, user: User, by: Assignment | None) -> User:
    """The user signs in no more and every assignment ends today. Users are never deleted: every act names one."""
    # Of an inactive user nothing is in force any more: what to end is read first.
    in_force = list(user.assignments.in_force().select_for_update(of=("self",)))
    user.is_active = False
    user.save(update_fields=["is_active"])
    yesterday = timezone.localdate() - timedelta(days=1)
    for assignment in in_force:
        end_assignment(assignment=assignment, last_day=max(yesterday, assignment.valid_from), by=by)
    return user


@act
def give_grant(
    *,
    assignment: Assignment,
    permission: str,
    on: Model,
    valid_from: date,
    reason: str,
    by: Assignment | None,
    valid_to: date | None = None,
) -> Grant:
    """Gives `permission` on one object to one assignment; guardian holds it, this row bounds it."""
    assign_perm(permission, assignment.user, on)
    return Grant.objects.create(
        assignment=assignment,
        permission=permission,
        content_type=ContentType.objects.get_for_model(on),
        object_id=on.pk,
        valid_from=valid_from,
        valid_to=valid_to,
        reason=reason,
    )


@act
def end_grant(*, grant: Grant, last_day: date, by: Assignment | None) -> Grant:
    """Guardian lets go of the permission with the last grant that the user holds it by."""
    grant.valid_to = last_day
    grant.save(update_fields=["valid_to"])
    today, user = timezone.localdate(), grant.assignment.user
    same = Grant.objects.filter(
        assignment__user=user,
        permission=grant.permission,
        content_type=grant.content_type,
        object_id=grant.object_id,
    )
    if not same.filter(Q(valid_to=None) | Q(valid_to__gte=today)).exists():
        remove_perm(grant.permission, user, grant.object)
    return grant
