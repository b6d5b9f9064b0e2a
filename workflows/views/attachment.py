"""The pages of a file in a plan or in minutes, and its download: by its own unit, by who was told, from the archive."""

import io
import logging
from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.roles import Action
from cases.errors import CaseNotVisible
from cases.files import FileDamaged, read_file
from cases.forms.attachment import AttachForm, TellAttachmentForm, WithdrawAttachmentForm
from cases.forms.base import StepForm
from cases.media import ENDING_OF, MediaType
from cases.models import Attachment, Case, DisclosedSection, PlanMeeting, SectionKind
from cases.permissions import readable_to
from cases.selectors.attachment import UnitToTell, units_to_tell
from cases.selectors.case import persons_in
from cases.services.archive import open_archive
from cases.services.attachment import attach_file, tell_attachment, withdraw_attachment
from workflows.models.step import Step
from workflows.selectors.task import open_task_of
from workflows.task_views.page import CasePage, StepPage
from workflows.views.archive import OpenArchive

Place = Attachment.Place
KINDS = (Case.Kind.PLAN, *Case.REFERRALS)
logger = logging.getLogger(__name__)


class AttachToPlan(StepPage):
    """A file of the acting unit's, for the plan."""

    what = "add_attachment"
    place = Place.PLAN
    meeting: PlanMeeting | None = None

    def form(self, data: Any = None) -> StepForm:
        return AttachForm(data, self.request.FILES or None, people=persons_in(self.case, self.by))

    def save(self, form: StepForm) -> HttpResponse:
        attach_file(case=self.case, place=self.place, meeting=self.meeting, by=self.by, **form.arguments())  # type: ignore[attr-defined]
        return redirect(self.back_url)

    @property
    def back_url(self) -> str:
        return reverse("plan", args=[self.case.pk]) + "#attachments"

    def context(self) -> dict[str, Any]:
        return {
            "heading": _("Attach a file"),
            "intro": _("Only your unit sees it until you show it to others, one unit at a time."),
            "submit": _("Attach"),
            "back_url": self.back_url,
        }


class AttachToMinutes(AttachToPlan):
    """A file for the minutes of a meeting, by the unit that writes them."""

    place = Place.MINUTES

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.meeting_key = kwargs.pop("meeting")
        return super().dispatch(request, *args, **kwargs)

    def get_case(self, pk: UUID) -> Case:
        case = super().get_case(pk)
        self.meeting = PlanMeeting.objects.filter(pk=self.meeting_key, case=case).first()
        if self.meeting is None or case.owner_unit_id != self.by.unit_id:
            raise Http404
        return case

    @property
    def back_url(self) -> str:
        return reverse("meeting", args=[self.case.pk, self.meeting_key]) + "#attachments"


class OwnAttachmentPage(StepPage):
    """A page about one of the acting unit's own files; to all others it does not exist."""

    kinds: tuple[str, ...] = KINDS

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.attachment_key = kwargs.pop("attachment")
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def row(self) -> Attachment:
        rows = Attachment.objects.select_related("case__owner_unit", "meeting", "owner_unit", "about", "written_by")
        row = readable_to(self.by, rows.filter(pk=self.attachment_key, case=self.case, withdrawn_at=None)).first()
        if row is None:
            raise Http404
        return row

    @property
    def back_url(self) -> str:
        """Where the file is listed."""
        if self.row.meeting_id is not None:
            return reverse("meeting", args=[self.case.pk, self.row.meeting_id]) + "#attachments"
        if self.row.place == Place.PLAN:
            return reverse("plan", args=[self.case.pk]) + "#attachments"
        task = open_task_of(self.case, Step.WRITE_REFERRAL)
        return reverse("task", args=[task.pk]) if task else reverse("referral", args=[self.case.pk])


class TellAttachment(OwnAttachmentPage):
    """To which units the file goes."""

    what = "tell_attachment"
    action = Action.DISCLOSE
    kinds = (Case.Kind.PLAN,)
    template_name = "workflows/tell_attachment.html"

    @cached_property
    def units(self) -> list[UnitToTell]:
        return units_to_tell(self.row, self.by)

    def form(self, data: Any = None) -> StepForm:
        return TellAttachmentForm(data, units=self.units)

    def save(self, form: StepForm) -> HttpResponse:
        chosen = [form.offered[key] for key in form.cleaned_data["units"]]  # type: ignore[attr-defined]
        tell_attachment(attachment=self.row, receivers=chosen, by=self.by)
        return redirect(self.back_url)

    def context(self) -> dict[str, Any]:
        return {
            "heading": _("Show %(title)s to others") % {"title": self.row.title},
            "intro": _("Each unit you choose gets a copy of its own. It cannot be taken back."),
            "submit": _("Show"),
            "back_url": self.back_url,
            "told": [each.unit.name for each in self.units if each.is_told],
            "kept_from": [each.unit.name for each in self.units if not each.may_be_told],
        }


class WithdrawAttachment(OwnAttachmentPage):
    """Removes a file that nobody has been told of."""

    what = "withdraw_attachment"

    def form(self, data: Any = None) -> StepForm:
        self.back = self.back_url
        return WithdrawAttachmentForm(data)

    def save(self, form: StepForm) -> HttpResponse:
        withdraw_attachment(attachment=self.row, reason=form.cleaned_data["reason"], by=self.by)
        return redirect(self.back)

    def context(self) -> dict[str, Any]:
        return {
            "heading": _("Remove %(title)s?") % {"title": self.row.title},
            "intro": _("The file goes for good. That it was here, and why it was removed, stays."),
            "submit": _("Remove"),
            "back_url": self.back,
        }


class DownloadAttachment(CasePage):
    """An own file."""

    what = "attachment"
    kinds = KINDS

    def get(self, request: HttpRequest, pk: UUID, attachment: UUID) -> HttpResponseBase:
        case = self.get_case(pk)
        row = readable_to(self.by, Attachment.objects.filter(pk=attachment, case=case, withdrawn_at=None)).first()
        if row is None or row.stored is None:
            raise Http404
        return send_file(request, row.pk, row.stored, row.sha256, row.title, row.media_type)


class DownloadReceived(CasePage):
    """The copy that the acting unit was told of, as long as that holds."""

    what = "attachment"
    kinds = KINDS

    def get(self, request: HttpRequest, pk: UUID, section: UUID) -> HttpResponseBase:
        case = self.get_case(pk)
        rows = DisclosedSection.objects.filter(pk=section, case=case, kind=SectionKind.ATTACHMENT)
        copy = readable_to(self.by, rows).first()
        if copy is None:
            raise Http404
        return send_copy(request, copy)


class DownloadArchived(OpenArchive):
    """A copy that is archive, for the reason that the archive was opened with; each opening is logged."""

    def get(self, request: HttpRequest, pk: UUID, section: UUID) -> HttpResponse:  # type: ignore[override]
        self.require_received(pk)
        return redirect("open_archive", pk)

    def post(self, request: HttpRequest, pk: UUID, section: UUID) -> HttpResponseBase:  # type: ignore[override]
        self.require_received(pk)
        reason = request.POST.get("reason", "").strip()
        if not reason:
            return redirect("open_archive", pk)
        with open_archive(case=pk, reason=reason, by=self.by) as (sections, _versions):
            kind = SectionKind.ATTACHMENT
            copy = next((row for row in sections if row.pk == section and row.kind == kind), None)
            if copy is None:
                raise CaseNotVisible(self.by, pk, "archive")
            return send_copy(request, copy)


def send_copy(request: HttpRequest, copy: DisclosedSection) -> HttpResponseBase:
    said = copy.content
    return send_file(request, copy.pk, UUID(said["stored"]), said["sha256"], said["title"], said["media_type"])


def send_file(
    request: HttpRequest, key: UUID, stored: UUID, digest: str, title: str, media_type: str
) -> HttpResponseBase:
    """To be saved, never to be shown: no browser is to run or draw what somebody has uploaded."""
    try:
        content = read_file(stored, digest=digest)
    except FileDamaged:
        logger.error("The file of attachment %s is missing or not what was stored.", key)
        return render(request, "workflows/attachment_damaged.html", status=500)
    kind = MediaType(media_type)
    charset = "; charset=utf-8" if kind == MediaType.TEXT and _is_utf8(content) else ""
    return FileResponse(
        io.BytesIO(content),
        as_attachment=True,
        filename=title + ENDING_OF[kind],
        content_type=media_type + charset,
        headers={
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "private, no-store",
        },
    )


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True
