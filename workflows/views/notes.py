from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.roles import Action
from cases.errors import CaseError, StaleText
from cases.forms.base import StepForm
from cases.forms.follow_up import NoteForm
from cases.models import Case, Topic, WorkingNote
from cases.permissions import readable_to
from cases.services.guards import known_subject
from cases.services.note import change_note, mark_copied, sign_note, write_note
from workflows.task_views.page import CasePage, StepPage
from workflows.task_views.stale import show_two_texts


class Notes(CasePage):
    """The own unit's working notes in the case, newest first."""

    what = "notes"
    kinds = Case.OF_FAMILY

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        case = self.get_case(pk)
        rows = readable_to(self.by, WorkingNote.objects.filter(case=case)).filter(owner_unit_id=self.by.unit_id)
        rows = rows.select_related("written_by", "signed_by", "corrects").order_by("-created_at")
        return render(request, "workflows/notes.html", {"case": case, "notes": rows})


class WriteNote(StepPage):
    """A new note, or the correction of a signed one."""

    what = "write_note"
    kinds = Case.OF_FAMILY

    def form(self, data: Any = None) -> StepForm:
        return NoteForm(data)

    def save(self, form: StepForm) -> HttpResponse:
        corrects = self.request.GET.get("corrects")
        write_note(
            case=self.case,
            text=form.cleaned_data["text"],
            objection=form.cleaned_data["objection"],
            topic=Topic.OTHER,
            about=known_subject(self.case, self.by),
            corrects=get_note(self, self.case.pk, UUID(corrects)) if corrects else None,
            by=self.by,
        )
        return redirect("notes", self.case.pk)

    @property
    def draft_key(self) -> str:
        return f"note:{self.case.pk}"

    def context(self) -> dict[str, Any]:
        return {
            "heading": _("Write a note"),
            "intro": _("Only your own unit reads it."),
            "submit": _("Save the note"),
        }


class EditNote(StepPage):
    """An unsigned note: its text, or its signature."""

    what = "edit_note"
    kinds = Case.OF_FAMILY

    def get(self, request: HttpRequest, pk: UUID, note: UUID) -> HttpResponse:  # type: ignore[override]
        self.key = note
        return super().get(request, pk)

    def post(self, request: HttpRequest, pk: UUID, note: UUID) -> HttpResponse:  # type: ignore[override]
        self.key = note
        try:
            with transaction.atomic():
                return super().post(request, pk)
        except StaleText as stale:
            return show_two_texts(request, stale, field="text", mine=request.POST.get("text", ""), case=self.case)

    @cached_property
    def note(self) -> WorkingNote:
        """Looked up once the case is got: who is refused the case is logged, and learns nothing of its notes."""
        return get_note(self, self.case.pk, self.key)

    def form(self, data: Any = None) -> StepForm:
        row = self.note
        return NoteForm(data, initial={"text": row.text, "objection": row.objection, "edition": row.edition})

    def save(self, form: StepForm) -> HttpResponse:
        cleaned = form.cleaned_data
        edition = cleaned["edition"] or 0
        row = change_note(
            note=self.note, text=cleaned["text"], objection=cleaned["objection"], edition=edition, by=self.by
        )
        if "sign" in self.request.POST:
            sign_note(note=row, edition=row.edition, by=self.by)
        return redirect("notes", self.case.pk)

    @property
    def draft_key(self) -> str:
        return f"note:{self.note.pk}"

    def context(self) -> dict[str, Any]:
        return {
            "heading": _("Change the note"),
            "submit": _("Save the note"),
            "second_submit": ("sign", _("Save and sign")),
        }


class MarkCopied(CasePage):
    """Marks a text as copied to the unit's own record."""

    what = "mark_copied"
    kinds = Case.OF_FAMILY
    action = Action.WRITE

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        case = self.get_case(pk)
        try:
            mark_copied(case=case, source=UUID(request.POST["source"]), what=request.POST["what"][:60], by=self.by)
        except (KeyError, ValueError, CaseError) as refused:
            raise Http404 from refused
        return redirect("case", pk)


def get_note(page: CasePage, case: UUID, pk: UUID) -> WorkingNote:
    """The own unit's note; Http404 for any other."""
    rows = readable_to(page.by, WorkingNote.objects.filter(pk=pk, case_id=case))
    row = rows.select_related("case", "owner_unit", "about").filter(owner_unit_id=page.by.unit_id).first()
    if row is None:
        raise Http404
    return row
