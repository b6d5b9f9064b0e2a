"""Writing and sending a referral, all on one page."""

from typing import Any, cast

from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.models import CareUnit
from accounts.roles import Action
from cases.errors import CaseError, StaleText
from cases.forms.base import StepForm
from cases.forms.party import SendForm, party_of
from cases.forms.referral import topics_of
from cases.models import (
    Attachment,
    Case,
    Channel,
    Consent,
    Ground,
    Party,
    Referral,
    ReferralSection,
    Sending,
)
from cases.models.base import Content
from cases.selectors.attachment import own_attachments
from cases.selectors.case import persons_in
from cases.services.disclosure import Basis
from cases.services.party import numbered, send_to_party
from cases.services.referral import change_section, send_referral, write_section
from workflows.models.step import Outcome, Step
from workflows.selectors.duplicate import first_sent
from workflows.selectors.referral import (
    Preview,
    asked_people,
    consent_stands,
    own_sections,
    preview_of,
    referral_of,
)
from workflows.selectors.uncovered import Uncovered, uncovered_parts
from workflows.services.draft import save_draft
from workflows.services.referral import answer_due, record_yes
from workflows.task_views.attachment import attach_chosen, with_files
from workflows.task_views.stale import show_two_texts
from workflows.task_views.telling import TellingTask, kept_of

Heading = ReferralSection.Heading


class WriteReferral(TellingTask):
    """What to tell and what to keep, to whom and on which ground, with what the receiver will see beside it."""

    step = Step.WRITE_REFERRAL
    what = "task:write_referral"
    action = Action.DISCLOSE
    template_name = "workflows/task_write_referral.html"

    def form(self, data: Any = None, *, is_judged: bool = True) -> SendForm:
        return SendForm(
            data if is_judged else None,
            self.request.FILES if data and is_judged else None,
            stands=consent_stands(self.asked),
            sections=self.sections,
            attachments=self.attachments,
            topic=self.referral.topic,
            people=[each.person for each in self.asked],
            units=self.units,
            grounds=self.grounds,
            duties=self.duties,
            first=self.first,
        )

    @cached_property
    def first(self) -> Sending | None:
        """The same person's referral to the same unit about the same, sent not long ago."""
        unit = self.receiving_unit
        return first_sent(self.case, unit, self.referral.topic, self.by) if unit else None

    @cached_property
    def referral(self) -> Referral:
        return referral_of(self.case)

    @cached_property
    def sections(self) -> dict[str, ReferralSection]:
        return own_sections(self.case, self.by)

    @cached_property
    def attachments(self) -> list[Attachment]:
        return list(own_attachments(self.case, self.by, Attachment.Place.REFERRAL))

    @cached_property
    def asked(self) -> list[Any]:
        return asked_people(self.case, self.by)

    @cached_property
    def receiver(self) -> CareUnit | Party | None:
        """A unit, or who gets it on paper."""
        return self.receiving_unit or party_of(self.typed)

    def post(self, request: HttpRequest, pk: Any, **kwargs: Any) -> HttpResponse:
        if "to_consent" in request.POST:
            return self.record_first(pk)
        try:
            with transaction.atomic():
                return super().post(request, pk, **kwargs)
        except StalePart as stale:
            return self.show_both(stale)

    def record_first(self, pk: Any) -> HttpResponse:
        """Keeps all that was typed, and goes to where an answer is recorded; from there back here."""
        self.open_task(pk)
        save_draft(key=self.draft_key, data=kept_of(self.request.POST), case=self.case, by=self.by)
        return redirect(f"{reverse('record_consent', args=[self.case.pk])}?{urlencode({'then': self.request.path})}")

    def show_both(self, stale: "StalePart") -> HttpResponse:
        """A colleague's text and the own one; what is chosen comes back into the form, and nothing is sent by it."""
        name = stale.heading.value
        mine = str(self.request.POST.get(f"text_{name}", ""))
        more: dict[str, Any] = {"label": str(stale.heading.label), "version_name": f"edition_{name}"}
        return show_two_texts(
            self.request, stale.stale, field=f"text_{name}", mine=mine, case=self.case, is_form_shown=True, **more
        )

    def do(self, form: StepForm) -> Outcome | None:
        form = cast("SendForm", form)
        rows = self._save(form)
        if attach_chosen(form, case=self.case, topic=self.referral.topic, by=self.by):
            return None
        if "save" in self.request.POST:
            return None
        told: list[Content] = [row for heading, row in rows.items() if form.part(Heading(heading))["tell"]]
        told += form.told_files()
        if self.receiver is None:
            raise CaseError(_("Choose whom to send it to."), field="receiver")
        if not form.cleaned_data["ground"]:
            raise CaseError(_("Choose why you may tell."), field="ground")
        if form.asks_about_first:
            raise CaseError(_("The same has been sent before. Look at that one first."), field="anyway")
        basis = form.basis()
        if basis.ground == Ground.CONSENT:
            if self.uncovered():
                raise CaseError(
                    _("The consent does not cover all of what is ticked. Tick who has said yes, or untick a part."),
                    field="consented",
                )
            cleaned = form.cleaned_data
            record_yes(
                case=self.case,
                people=[form.people[key] for key in cleaned["consented"]],
                form=Consent.Form(cleaned["consent_form"] or Consent.Form.ORAL),
                valid_to=cleaned["valid_to"],
                receiver=self.receiver,
                topics=topics_of(told),
                by=self.by,
            )
        self._send(self.receiver, told, basis, form)
        return Outcome.SENT

    def _send(self, to: CareUnit | Party, told: list[Content], basis: Basis, form: SendForm) -> None:
        sent: dict[str, Any] = {"case": self.case, "basis": basis, "by": self.by}
        if not isinstance(to, Party):
            send_referral(receiver=to, sections=told, answer_by=answer_due(self.case, to), **sent)
            return
        if form.told_files():
            message = _("A file does not go on paper. Untick it, and write in the text what it shows.")
            raise CaseError(message, field="party")
        sent["sections"] = [row for row in told if isinstance(row, ReferralSection)]
        channel, posted_on = Channel(form.cleaned_data["channel"]), form.cleaned_data["posted_on"]
        answer_by = answer_due(self.case, self.by.unit)
        send_to_party(party=to, channel=channel, posted_on=posted_on, answer_by=answer_by, **sent)

    def _save(self, form: SendForm) -> dict[str, ReferralSection]:
        """Heading → what stands there now."""
        rows = dict(self.sections)
        for heading in Heading:
            part, row = form.part(heading), self.sections.get(heading.value)
            if row is None and part["text"]:
                rows[heading.value] = write_section(
                    case=self.case, heading=heading, topic=part["topic"], text=part["text"], by=self.by
                )
            elif row is not None and (part["text"], part["topic"]) != (row.text, row.topic):
                rows[heading.value] = self._change(row, part, heading)
        return rows

    def _change(self, row: ReferralSection, part: dict[str, Any], heading: ReferralSection.Heading) -> ReferralSection:
        """Raises StalePart with a colleague's text since then."""
        changed = {"text": part["text"], "topic": part["topic"], "by": self.by}
        try:
            return change_section(section=row, edition=part["edition"], **changed)
        except StaleText as stale:
            raise StalePart(heading, stale) from stale

    def complete(self, form: StepForm) -> HttpResponse:
        answer = super().complete(form)
        if form.cleaned_data["file"]:
            return self.show_attached()
        is_kept = "save" in self.request.POST
        return redirect(self.request.path) if is_kept else answer

    def show_attached(self) -> HttpResponse:
        """The page as it was typed, with the file among what can be told: nothing has been sent."""
        for name in ("sections", "attachments"):
            self.__dict__.pop(name, None)
        editions = [f"edition_{heading.value}" for heading in Heading]
        form = self.form_of_typed(*editions, "file_title", "file_topic")
        return self.show(form, attached=self.attachments[-1])

    def context(self) -> dict[str, Any]:
        return {
            "heading": str(Case.Kind(self.case.kind).label),
            "intro": _("Nobody outside your unit has been told yet. What you do not tick stays with you."),
            "referral": self.referral,
            "asked": self.asked,
            "receiver": self.receiver,
            "first": self.first,
            "chosen": self.chosen,
            "preview": self.preview(),
            "uncovered": self.uncovered() if self.chosen and self.chosen.key == Ground.CONSENT else [],
            "numbered": numbered(persons_in(self.case, self.by)) if isinstance(self.receiver, Party) else {},
            "submit": _("Send"),
            "second_submit": ("save", _("Save and go on later")),
        }

    def preview(self) -> Preview:
        preview = preview_of(self.case, self.by, self.typed, self.sections)
        return with_files(preview, self.typed, self.attachments)

    def uncovered(self) -> list[Uncovered]:
        """What is ticked that somebody has neither said yes to nor does now."""
        if self.receiver is None or self.typed is None:
            return []
        typed = self.typed
        ticked = [(str(each.label), typed.get(f"topic_{each.value}", "")) for each in Heading if is_told(typed, each)]
        files = (row for row in self.attachments if typed.get(f"tell_file_{row.pk}"))
        ticked += [(row.title, row.topic) for row in files]
        return uncovered_parts(ticked, self.asked, self.receiver, typed.getlist("consented"))


class StalePart(Exception):
    """A colleague has saved another text of the part `heading`."""

    def __init__(self, heading: ReferralSection.Heading, stale: StaleText) -> None:
        self.heading, self.stale = heading, stale
        super().__init__(str(stale.message))


def is_told(typed: QueryDict, heading: ReferralSection.Heading) -> bool:
    return bool(typed.get(f"tell_{heading.value}") and typed.get(f"text_{heading.value}", "").strip())
