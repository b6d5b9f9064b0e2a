"""The receiver passes a referral on to a unit that suits better, instead of answering it."""

from typing import Any, cast

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.models import CareUnit
from accounts.roles import Action
from cases.errors import CaseError
from cases.forms.base import StepForm
from cases.forms.forward import ForwardForm
from cases.models import DisclosedSection, Ground, LegalGround, Referral, ReferralSection, SectionKind, Topic
from cases.selectors.case import persons_in, subject_of
from cases.selectors.consent import consent_covers
from cases.selectors.handing_on import with_schedule
from cases.services.forward import forward_referral
from cases.services.referral_answer import leave_referral
from workflows.models.step import Outcome, Step
from workflows.selectors.referral import Part, Preview, parts_to_pass_on, referral_of
from workflows.selectors.task import due_of
from workflows.selectors.uncovered import Uncovered
from workflows.services.referral import answer_due
from workflows.services.task import complete_task
from workflows.task_views.telling import TellingTask


class ForwardReferral(TellingTask):
    """What goes on, to whom and on which ground. Another address of the task of answering."""

    step = Step.ANSWER_REFERRAL
    what = "forward_referral"
    action = Action.DISCLOSE
    template_name = "workflows/task_forward.html"

    def form(self, data: Any = None, *, is_judged: bool = True) -> ForwardForm:
        return ForwardForm(
            data if is_judged else None,
            parts={str(row.origin): heading_of(row) for row in self.told},
            ticked=[str(row.origin) for row in self.told if not is_file(row)],
            units=self.units,
            grounds=self.grounds,
            duties=self.duties,
        )

    @property
    def draft_key(self) -> str:
        return f"forward:{self.task.pk}"

    @cached_property
    def referral(self) -> Referral:
        return referral_of(self.case)

    @cached_property
    def units(self) -> Any:
        return super().units.exclude(pk=self.referral.sender_unit_id)

    @cached_property
    def told(self) -> list[DisclosedSection]:
        return parts_to_pass_on(self.case, self.by)

    @property
    def ticked(self) -> list[DisclosedSection]:
        if self.typed is None:
            return [row for row in self.told if not is_file(row)]
        keys = self.typed.getlist("parts")
        return [row for row in self.told if str(row.origin) in keys]

    @cached_property
    def grounds(self) -> list[LegalGround]:
        """Consent is only there where it names the receiver: the sender's unit asks the family, nobody else does."""
        rows: list[LegalGround] = super().grounds
        return [row for row in rows if row.key != Ground.CONSENT or self.is_named]

    @cached_property
    def is_named(self) -> bool:
        return self._covers(Topic.IDENTITY)

    def _covers(self, topic: str) -> bool:
        subject = subject_of(self.case, self.by)
        unit = self.receiving_unit
        return bool(subject and unit and consent_covers(self.case, topic, subject.pk, unit.pk))

    def do(self, form: StepForm) -> Outcome | None:
        form = cast("ForwardForm", form)
        if self.receiving_unit is None:
            raise CaseError(_("Choose whom to send it to."), field="receiver")
        if not form.cleaned_data["ground"]:
            raise CaseError(_("Choose why you may tell."), field="ground")
        if form.cleaned_data["ground"] == Ground.CONSENT and self.uncovered():
            raise CaseError(_("The consent does not cover all of what is ticked."), field="parts")
        forward_referral(
            case=self.case,
            receiver=self.receiving_unit,
            sections=[row for row in self.told if str(row.origin) in form.cleaned_data["parts"]],
            basis=form.basis(),
            answer_by=answer_due(self.case, self.receiving_unit),
            due_at=due_of(self.task),
            by=self.by,
        )
        return Outcome.FORWARDED

    def complete(self, form: StepForm) -> HttpResponse:
        complete_task(
            task=self.task,
            do=lambda: self.do(form),
            then=lambda: leave_referral(case=self.case, by=self.by),
            by=self.by,
        )
        return redirect("inbox")

    def uncovered(self) -> list[Uncovered]:
        """What is ticked and the consent does not let this receiver know."""
        rows = [row for row in self.ticked if not self._covers(row.topic)]
        return [Uncovered(heading_of(row), str(Topic(row.topic).label), []) for row in rows]

    def context(self) -> dict[str, Any]:
        receiver: CareUnit | None = self.receiving_unit
        is_other_provider = receiver is not None and receiver.provider_id != self.by.unit.provider_id
        return {
            "heading": _("Pass the referral on"),
            "intro": _(
                "%(sender)s answers for the family until somebody has taken over. It sees that you passed it on, and "
                "to whom."
            )
            % {"sender": self.referral.sender_unit.name},
            "receiver": receiver,
            "chosen": self.chosen,
            "preview": self.preview(),
            "passes_on": True,
            "is_unnamed": is_other_provider and not self.is_named,
            "uncovered": self.uncovered() if self.chosen and self.chosen.key == Ground.CONSENT else [],
            "answer_url": reverse("task", args=[self.task.pk]),
            "back_url": reverse("task", args=[self.task.pk]),
            "submit": _("Pass it on"),
        }

    def preview(self) -> Preview:
        found, ticked = Preview(persons_in(self.case, self.by)), self.ticked
        for row in self.told:
            part = Part(
                heading_of(row),
                str(Topic(row.topic).label),
                with_schedule(row.content.get("text", ""), row.content.get("schedule")),
            )
            (found.told if row in ticked else found.kept).append(part)
        return found


def is_file(row: DisclosedSection) -> bool:
    """A file is never ticked beforehand."""
    return row.kind == SectionKind.ATTACHMENT


def heading_of(row: DisclosedSection) -> str:
    if is_file(row):
        return _("Attachment: %(title)s") % {"title": row.content["title"]}
    return str(ReferralSection.Heading(row.content["heading"]).label)
