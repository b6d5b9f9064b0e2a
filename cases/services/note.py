"""A unit's own working notes: signed, then corrected only by a new note; and the mark that a text was copied."""

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.acting import act
from accounts.models import Assignment
from cases.errors import CaseError
from cases.models import Case, CasePerson, CopiedMark, Topic, WorkingNote
from cases.services.content import change_content, new_content
from cases.services.guards import known_subject, lock_plan, require_open


@act
def write_note(
    *,
    case: Case,
    text: str,
    topic: Topic,
    about: CasePerson,
    by: Assignment,
    corrects: WorkingNote | None = None,
    objection: str = "",
) -> WorkingNote:
    """A note of the acting unit. `corrects` must be a signed note of the same unit that nothing corrects yet."""
    require_open(case)
    if corrects is not None and (corrects.signed_at is None or corrects.owner_unit_id != by.unit_id):
        raise CaseError(_("Only a signed note of your own unit is corrected this way."))
    return new_content(
        WorkingNote, case=case, by=by, topic=topic, about=about, text=text, corrects=corrects, objection=objection
    )


@act
def change_note(*, note: WorkingNote, text: str, edition: int, by: Assignment, objection: str = "") -> WorkingNote:
    """Raises CaseError for a signed note or another unit's, StaleText when somebody else saved meanwhile."""
    _lock_unsigned(note, by)
    return change_content(note, edition=edition, by=by, text=text, objection=objection)


@act
def sign_note(*, note: WorkingNote, edition: int, by: Assignment) -> WorkingNote:
    """Signs the edition the signer read; it is not changed, nor signed again, after that. Raises as change_note."""
    _lock_unsigned(note, by)
    return change_content(note, edition=edition, by=by, signed_at=timezone.now(), signed_by=by.user)


@act
def mark_copied(*, case: Case, source: UUID, what: str, by: Assignment) -> CopiedMark:
    """That the text was copied to the unit's own record."""
    about = known_subject(case, by)
    return new_content(CopiedMark, case=case, by=by, topic=Topic.IDENTITY, about=about, source=source, what=what)


def _lock_unsigned(note: WorkingNote, by: Assignment) -> None:
    lock_plan(note.case)
    list(WorkingNote.objects.select_for_update(no_key=True).filter(pk=note.pk).only("pk"))
    if note.owner_unit_id != by.unit_id:
        raise CaseError(_("Another unit has written this note."))
    if WorkingNote.objects.get(pk=note.pk).signed_at is not None:
        raise CaseError(_("The note is signed. Write a correction instead."))
