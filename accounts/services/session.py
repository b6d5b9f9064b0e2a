from django.http import HttpRequest
from django.utils import timezone

from accounts.acting import act_as
from accounts.models import Assignment
from accounts.sessions import ASSIGNMENT_KEY


def act_under(request: HttpRequest, assignment: Assignment) -> None:
    """From now on the session acts under `assignment`; raises AssignmentEnded for one not in force."""
    with act_as(assignment):
        assignment.last_used_at = timezone.now()
        assignment.save(update_fields=["last_used_at"])
    request.session[ASSIGNMENT_KEY] = assignment.pk
