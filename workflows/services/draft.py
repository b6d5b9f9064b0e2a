"""Text of a form that shall survive an ended session."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.acting import act
from accounts.models import Assignment
from cases.models import Case
from workflows.models import Draft, SentForm
from workflows.services.errors import FormSent


@act
def save_draft(*, key: str, data: dict[str, Any], by: Assignment, case: Case | None = None) -> Draft:
    """Keeps `data` for the form `key`; what was kept before is replaced."""
    draft = Draft(user=by.user, assignment=by, case=case, key=key, data=data, saved_at=timezone.now())
    Draft.objects.bulk_create(
        [draft], update_conflicts=True, unique_fields=["assignment", "key"], update_fields=["data", "case", "saved_at"]
    )
    return draft


@act
def claim_form(*, key: UUID, by: Assignment) -> None:
    """The form `key` is being carried out, in this transaction. Raises FormSent when it already was: a second click.

    Two at once: the second waits for the first, and is told only if the first came through.
    """
    sent = SentForm(id=key, user=by.user)
    try:
        with transaction.atomic():
            sent.save(force_insert=True)
    except IntegrityError:
        raise FormSent from None


@act
def drop_draft(*, key: str, by: Assignment) -> None:
    """The form was sent."""
    Draft.objects.filter(assignment=by, key=key).delete()
