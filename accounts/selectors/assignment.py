from datetime import timedelta

from django.utils import timezone

from accounts.models import Assignment, User
from accounts.roles import Role


def assignment_in_force(*, user: User, pk: int) -> Assignment | None:
    """The user's own assignment, ready to act under; None when it is another's, not in force, or no person's."""
    assignment = (
        Assignment.objects.in_force()
        .select_related("unit__provider__principal", "substitute_for__user")
        .filter(pk=pk, user_id=user.pk)
        .exclude(role=Role.SERVICE_ACCOUNT)
        .first()
    )
    if assignment is not None:
        assignment.user = user
    return assignment


def assignments_to_choose(user: User) -> list[Assignment]:
    """What the user may act under today, then what ended during the last ninety days, to say why it is gone."""
    people = Assignment.objects.exclude(role=Role.SERVICE_ACCOUNT)
    mine = people.filter(user=user).select_related("unit__provider", "substitute_for__user", "user")
    open_now = mine.in_force().order_by("valid_to", "pk")
    today = timezone.localdate()
    ended = mine.filter(valid_to__lt=today, valid_to__gte=today - timedelta(days=90)).order_by("-valid_to")
    return [*open_now, *ended]
