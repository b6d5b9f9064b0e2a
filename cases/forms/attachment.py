"""Fields for a file: chosen, judged by its content, and ticked when it is told."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from cases.errors import CaseError
from cases.forms.base import StepForm
from cases.forms.consent import TOPICS
from cases.forms.fields import Text
from cases.media import ENDINGS, LONGEST_TITLE
from cases.models import Attachment, CasePerson
from cases.models.attachment import size_words
from cases.selectors.attachment import UnitToTell
from cases.services.attachment import TYPES, CheckedFile, check_file


def _help() -> str:
    at_most = _("At most %(size)s.") % {"size": size_words(settings.ATTACHMENT_BYTES)}
    return f"{TYPES} {at_most}"


class AttachmentField(forms.FileField):
    """Cleans to a CheckedFile, or None where none was chosen. What is refused is refused here, before any lock."""

    widget = forms.FileInput(attrs={"accept": ",".join(ENDINGS)})
    default_error_messages = {
        "required": _("Choose a file."),
        "empty": _("The file is empty."),
        "invalid": _("The file did not come with the form. Choose it once more."),
        "missing": _("Choose a file."),
    }

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", lazy(_help, str)())
        super().__init__(**options)

    def clean(self, data: Any, initial: Any = None) -> CheckedFile | None:
        file = super().clean(data, None)
        if not file:
            return None
        try:
            return check_file(name=file.name, size=file.size, content=file.read())
        except CaseError as refused:
            raise ValidationError(str(refused.message), code="refused") from refused


class AttachForm(StepForm):
    """A file for the plan or for minutes."""

    file = AttachmentField(label=_("File"))
    title = Text(
        label=_("What it is called here"),
        required=False,
        limit=LONGEST_TITLE,
        help_text=_("Empty means the name of the file."),
    )
    topic = forms.ChoiceField(label=_("What is it about?"), choices=[("", _("Choose")), *TOPICS])
    about = forms.ChoiceField(label=_("About whom?"))

    def __init__(self, *args: Any, people: Iterable[CasePerson], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        self.offer("about", [(key, str(person)) for key, person in self.people.items()])

    def arguments(self) -> dict[str, Any]:
        """What attach_file takes of it."""
        cleaned = self.cleaned_data
        return {
            "file": cleaned["file"],
            "title": cleaned["title"],
            "topic": cleaned["topic"],
            "about": self.people[cleaned["about"]],
        }


class TellAttachmentForm(StepForm):
    """Which units are shown a file: those that may be, ticked one by one, and none beforehand."""

    asked_for = ("units",)

    units = forms.MultipleChoiceField(
        label=_("Who is to have it?"), required=False, widget=forms.CheckboxSelectMultiple({"class": "choices"})
    )

    def __init__(self, *args: Any, units: Iterable[UnitToTell], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {str(each.unit.pk): each.unit for each in units if each.may_be_told and not each.is_told}
        self.offer("units", [(key, unit.name) for key, unit in self.offered.items()])


class WithdrawAttachmentForm(StepForm):
    reason = forms.ChoiceField(
        label=_("Why is it removed?"),
        choices=[choice for choice in Attachment.WithdrawalReason.choices if choice[0]],
        widget=forms.RadioSelect,
    )


class WithAttachments(StepForm):
    """A form that also attaches a file, and ticks those that are there: to be mixed into the form of a page."""

    file = AttachmentField(label=_("File"), required=False)
    file_title = Text(
        label=_("What it is called here"),
        required=False,
        limit=LONGEST_TITLE,
        help_text=_("Empty means the name of the file."),
    )
    file_topic = forms.ChoiceField(label=_("Topic"), choices=TOPICS, required=False)

    def offer_attachments(self, rows: Iterable[Attachment], topic: str) -> None:
        self.attachments = {f"tell_file_{row.pk}": row for row in rows if not row.is_withdrawn}
        for name, row in self.attachments.items():
            label = _("Tell the receiver of %(title)s") % {"title": row.title}
            self.fields[name] = forms.BooleanField(label=label, required=False)
            self.fields[name].is_asked_for = True  # type: ignore[attr-defined]
        self.fields["file_topic"].initial = topic
        self.fields["file_topic"].is_asked_for = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "attach" in self.data and not cleaned.get("file") and "file" not in self.errors:
            self.add_error("file", AttachmentField.default_error_messages["required"])
        return cleaned

    @property
    def files_to_tell(self) -> list[tuple[Any, Attachment]]:
        """Each tick box with its file."""
        return [(self[name], row) for name, row in self.attachments.items()]

    def told_files(self) -> list[Attachment]:
        return [row for name, row in self.attachments.items() if self.cleaned_data.get(name)]
