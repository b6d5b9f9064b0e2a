"""Users, their assignments and grants. Ending one of these also touches tasks: see workflows/services/user.py.

A system administrator does it under the own principal; with `by` None it is the installation's own set-up.
"""

from datetime import date, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from django.utils import timezone
from guardian.shortcuts import assign_perm, remove_perm

from accounts.acting import act
from accounts.errors import (
    AlreadyActive,
    AlreadyEnded,
    NotAdministered,
    OwnAssignment,
    ReasonMissing,
    UserDeactivated,
    WorksElsewhere,
    WrongSubstitute,
)
from accounts.models import Assignment, CareUnit, FamilyCentre, Grant, Session, User
from accounts.roles import Role
from accounts.selectors.administration import own_units, own_users, require_own, shared_centres
from accounts.selectors.service_account import is_service_account
from accounts.services.words import said_in_words


@act
def add_user(
    *,
    email: str,
    full_name: str,
    password: str | None,
    by: Assignment | None,
    phone: str = "",
    keeps_password: bool = False,
) -> User:
    """A user who can sign in with `password`; None leaves sign-in to the organisation's own identity provider.

    Another has chosen the password, so it is changed at the first sign-in, but where `keeps_password`. Raises
    NotAdministered, EmailTaken.
    """
    if by is not None and not by.rights.administers:
        raise NotAdministered
    with said_in_words():
        return User.objects.create_user(
            email,
            password,
            full_name=full_name,
            phone=phone,
            has_first_password=password is not None and not keeps_password,
        )


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
    """Lets `user` act in `unit` as `role` between two days, perhaps in the stead of a colleague there.

    Raises NotAdministered, OwnAssignment, UserDeactivated, WrongSubstitute, EndsBeforeStart.
    """
    _require_administered(user, unit, by)
    if by is not None and (role == Role.SERVICE_ACCOUNT or is_service_account(user)):
        raise NotAdministered
    if not user.is_active:
        raise UserDeactivated
    if substitute_for is not None and (substitute_for.unit_id != unit.pk or substitute_for.user_id == user.pk):
        raise WrongSubstitute
    with said_in_words():
        return Assignment.objects.create(
            user=user, unit=unit, role=role, valid_from=valid_from, valid_to=valid_to, substitute_for=substitute_for
        )


@act
def end_assignment(*, assignment: Assignment, last_day: date, by: Assignment | None) -> Assignment:
    """The assignment opens nothing after `last_day`, nor do the grants that rest on it.

    Raises NotAdministered, OwnAssignment, AlreadyEnded, EndsBeforeStart.
    """
    _require_administered(assignment.user, assignment.unit, by)
    if assignment.valid_to is not None and assignment.valid_to < timezone.localdate():
        raise AlreadyEnded
    assignment.valid_to = last_day
    with said_in_words():
        assignment.save(update_fields=["valid_to"])
    return assignment


@act
def deactivate_user(*, user: User, by: Assignment | None) -> User:
    """The user signs in no more and every assignment ends today. Users are never deleted: every act names one.

    Raises NotAdministered, OwnAssignment, and WorksElsewhere for one who works under another principal too.
    """
    if by is not None:
        _require_whole_user(user, by)
    # Of an inactive user nothing is in force any more: what to end is read first.
    in_force = list(user.assignments.in_force().select_for_update(of=("self",)))
    user.is_active = False
    user.save(update_fields=["is_active"])
    yesterday = timezone.localdate() - timedelta(days=1)
    for assignment in in_force:
        end_assignment(assignment=assignment, last_day=max(yesterday, assignment.valid_from), by=by)
    return user


@act
def reactivate_user(*, user: User, reason: str, by: Assignment | None) -> User:
    """The user can sign in again, and do nothing before a new assignment is given: none of the old comes back.

    `reason` is kept in the history. What had begun on the day of the deactivation, or had yet to begin, ends
    yesterday; its own days stand in its history. Browsers left signed in are signed out.
    Raises NotAdministered, OwnAssignment, AlreadyActive, ReasonMissing, and WorksElsewhere as `deactivate_user`.
    """
    if by is not None:
        _require_whole_user(user, by)
    row = User.objects.select_for_update().get(pk=user.pk)
    if row.is_active:
        raise AlreadyActive
    if not reason.strip():
        raise ReasonMissing
    yesterday = timezone.localdate() - timedelta(days=1)
    for assignment in row.assignments.filter(Q(valid_to=None) | Q(valid_to__gt=yesterday)):
        assignment.valid_from, assignment.valid_to = min(assignment.valid_from, yesterday), yesterday
        assignment.save(update_fields=["valid_from", "valid_to"])
    Session.objects.filter(user=row).delete()
    row.is_active = True
    row._change_reason = reason.strip()  # type: ignore[attr-defined]
    row.save(update_fields=["is_active"])
    return row


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
    """Gives `permission` on one object to one assignment; guardian holds it, this row bounds it.

    Raises NotAdministered, OwnAssignment, EndsBeforeStart.
    """
    _require_administered(assignment.user, assignment.unit, by)
    if by is not None and isinstance(on, FamilyCentre):
        require_own(on, shared_centres(by))
    return appoint(
        assignment=assignment,
        permission=permission,
        on=on,
        valid_from=valid_from,
        valid_to=valid_to,
        reason=reason,
        by=by,
    )


@act
def appoint(
    *,
    assignment: Assignment,
    permission: str,
    on: Model,
    valid_from: date,
    reason: str,
    by: Assignment | None,
    valid_to: date | None = None,
) -> Grant:
    """As give_grant, for a service that has itself asked whether `by` decides over `on`: administers nobody.

    Raises EndsBeforeStart.
    """
    with said_in_words():
        grant = Grant.objects.create(
            assignment=assignment,
            permission=permission,
            content_type=ContentType.objects.get_for_model(on),
            object_id=on.pk,
            valid_from=valid_from,
            valid_to=valid_to,
            reason=reason,
        )
    assign_perm(permission, assignment.user, on)
    return grant


@act
def end_grant(*, grant: Grant, last_day: date, by: Assignment | None) -> Grant:
    """Guardian lets go of the permission with the last grant that the user holds it by.

    Raises NotAdministered, OwnAssignment, AlreadyEnded, EndsBeforeStart.
    """
    _require_administered(grant.assignment.user, grant.assignment.unit, by)
    return dismiss(grant=grant, last_day=last_day, by=by)


@act
def dismiss(*, grant: Grant, last_day: date, by: Assignment | None) -> Grant:
    """As end_grant, for a service that has itself asked whether `by` decides over it.

    Raises AlreadyEnded, EndsBeforeStart.
    """
    if grant.valid_to is not None and grant.valid_to < timezone.localdate():
        raise AlreadyEnded
    grant.valid_to = last_day
    with said_in_words():
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


def _require_administered(user: User, unit: CareUnit, by: Assignment | None) -> None:
    if by is None:
        return
    require_own(unit, own_units(by))
    if user.pk == by.user_id:
        raise OwnAssignment


def _require_whole_user(user: User, by: Assignment) -> None:
    require_own(user, own_users(by))
    if user.pk == by.user_id:
        raise OwnAssignment
    running = user.assignments.filter(Q(valid_to=None) | Q(valid_to__gte=timezone.localdate()))
    if running.exclude(unit__in=own_units(by).order_by()).exists():
        raise WorksElsewhere
