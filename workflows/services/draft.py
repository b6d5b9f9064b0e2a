"""Text of a form that shall survive an ended session."""

from typing import Any

from django.utils import timezone

from accounts.acting import act
from accounts.models import Assignment
from cases.models import Case
from workflows.models import Draft


@act
def save_draft(*, key: str, data: dict[str, Any], by: Assignment, case: Case | None = None) -> Draft:
    """Keeps `data` for the form `key`; what was kept before is replaced."""
    draft = Draft(user=by.user, assignment=by, case=case, key=key, data=data, saved_at=timezone.now())
    Draft.objects.bulk_create(
        [draft], update_conflicts=True, unique_fields=["assignment", "key"], update_fields=["data", "case", "saved_at"]
    )
    return draft


@act
def drop_draft(*, key: str, by: Assignment) -> None:
    """The form was sent."""
    Draft.objects.filter(assignment=by, key=key).delete()
