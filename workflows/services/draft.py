"""Text of a form that shall survive an ended session."""

from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.acting import act
from accounts.models import Assignment
from cases.models import Case
from workflows.models import Draft, SentForm
from workflows.services.errors import DraftChanged, FormSent

WHATEVER: Final = datetime.min.replace(tzinfo=UTC)


@act
def save_draft(
    *, key: str, data: dict[str, Any], by: Assignment, case: Case | None = None, base: datetime | None = WHATEVER
) -> Draft:
    """Keeps `data` for the form `key`; what was kept before is replaced.

    With `base`, the moment at which the draft was saved that `data` goes on from (None for no draft), only if that one
    still stands: raises DraftChanged for another, unless it says the same.
    """
    draft = Draft(user=by.user, assignment=by, case=case, key=key, data=data, saved_at=timezone.now())
    if base is not WHATEVER:
        if (kept := _kept(draft)) is None:
            return draft
        if kept.data == data:
            return kept
        if kept.saved_at != base:
            raise DraftChanged(kept)
    Draft.objects.bulk_create(
        [draft], update_conflicts=True, unique_fields=["assignment", "key"], update_fields=["data", "case", "saved_at"]
    )
    return draft


def _kept(draft: Draft) -> Draft | None:
    """The draft that stands under the same key, locked; None if `draft` could be saved as the first.

    Two at once: the second waits for the first in the unique constraint, and then finds it.
    """
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
    except IntegrityError:
        return Draft.objects.select_for_update().get(assignment=draft.assignment, key=draft.key)
    return None


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
