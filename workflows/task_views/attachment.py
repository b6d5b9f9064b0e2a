"""Attaching within the form of a task: the file is stored with what else was typed, and shown before it is told."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Assignment
from cases.forms.attachment import WithAttachments
from cases.models import Attachment, Case, Topic
from cases.services.attachment import attach_file
from cases.services.guards import known_subject
from workflows.selectors.referral import Part, Preview


def attach_chosen(form: WithAttachments, *, case: Case, topic: str, by: Assignment) -> Attachment | None:
    """Stores the file that was chosen, whichever button was pressed: nobody has seen what telling it would show.

    Raises what attach_file raises.
    """
    cleaned = form.cleaned_data
    if cleaned["file"] is None:
        return None
    return attach_file(
        case=case,
        place=Attachment.Place.REFERRAL,
        file=cleaned["file"],
        title=cleaned["file_title"],
        topic=Topic(cleaned["file_topic"] or topic),
        about=known_subject(case, by),
        by=by,
    )


def with_files(preview: Preview, typed: Mapping[str, Any] | None, rows: Iterable[Attachment]) -> Preview:
    """The preview with each file that stands, told where it is ticked."""
    for row in rows:
        if not row.is_withdrawn:
            is_told = bool(typed and typed.get(f"tell_file_{row.pk}"))
            part = Part(_("Attachment: %(title)s") % {"title": row.title}, str(row.get_topic_display()), "")
            (preview.told if is_told else preview.kept).append(part)
    return preview
