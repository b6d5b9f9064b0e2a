"""A signed note stands: it is corrected by a new one alone."""

import pytest
from django.db import transaction

from cases.errors import CaseError, StaleText
from cases.models import Topic, WorkingNote
from cases.services.note import change_note, sign_note, write_note
from tests.cast import Cast, acting_as
from tests.story import known_subject
from tests.workflows.plan import Plan


@pytest.fixture
def note(cast: Cast) -> WorkingNote:
    plan, by = Plan(cast).to_replies(), cast.worker
    with acting_as(by):
        about = known_subject(plan.case, by)
        return write_note(case=plan.case, text="First", topic=Topic.OTHER, about=about, by=by)


def test_signed_note_is_not_changed(cast: Cast, note: WorkingNote) -> None:
    with acting_as(cast.worker):
        signed = sign_note(note=note, edition=1, by=cast.worker)

        with pytest.raises(CaseError), transaction.atomic():
            change_note(note=signed, text="Second", edition=signed.edition, by=cast.worker)

        assert WorkingNote.objects.get(pk=note.pk).text == "First"


def test_sign_an_edition_that_was_not_read(cast: Cast, note: WorkingNote) -> None:
    with acting_as(cast.worker):
        change_note(note=WorkingNote.objects.get(pk=note.pk), text="Second", edition=1, by=cast.worker)

        with pytest.raises(StaleText), transaction.atomic():
            sign_note(note=note, edition=1, by=cast.worker)

        assert WorkingNote.objects.get(pk=note.pk).signed_at is None


def test_signed_note_is_not_signed_again(cast: Cast, note: WorkingNote) -> None:
    with acting_as(cast.worker):
        signed = sign_note(note=note, edition=1, by=cast.worker)
    first = (signed.signed_by, signed.signed_at)

    with acting_as(cast.manager), pytest.raises(CaseError), transaction.atomic():
        sign_note(note=signed, edition=signed.edition, by=cast.manager)

    with acting_as(cast.worker):
        again = WorkingNote.objects.get(pk=note.pk)
    assert (again.signed_by, again.signed_at) == first


def test_correction_names_the_signed_note(cast: Cast, note: WorkingNote) -> None:
    by = cast.worker
    with acting_as(by):
        facts = {"case": note.case, "topic": Topic.OTHER, "about": note.about, "by": by}
        with pytest.raises(CaseError), transaction.atomic():
            write_note(**facts, text="Too early", corrects=note)
        signed = sign_note(note=note, edition=1, by=by)

        correction = write_note(**facts, text="Second", corrects=signed, objection="Kim does not agree")

        assert WorkingNote.objects.get(pk=note.pk).corrected_by == correction


@pytest.mark.parametrize("who", ["nurse", "teacher"])
def test_note_is_no_other_providers(cast: Cast, note: WorkingNote, who: str) -> None:
    with acting_as(cast.everybody[who]):
        assert not WorkingNote.objects.exists()
        assert not WorkingNote.history.exists()
