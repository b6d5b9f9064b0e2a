"""Writing and sending a referral, all on one page."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.models import CareUnit
from accounts.roles import Action
from cases.errors import CaseError, StaleText
from cases.forms.base import StepForm
from cases.forms.referral import (
    SendReferralForm,
    topics_of,
)
from cases.models import Case, Consent, Ground, LegalGround, Referral, ReferralSection
from cases.selectors.ground import grounds_between, legal_grounds
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
from workflows.services.referral import answer_due, record_yes
from workflows.task_views.referral import ReferralTask, receiving_units

Heading = ReferralSection.Heading


class WriteReferral(ReferralTask):
    """What to tell and what to keep, to whom and on which ground, with what the receiver will see beside it."""

    step = Step.WRITE_REFERRAL
    what = "task:write_referral"
    action = Action.DISCLOSE
    template_name = "workflows/task_write_referral.html"

    def form(self, data: Any = None, *, is_judged: bool = True) -> SendReferralForm:
        self.receiver = self._receiver(data)
        self.first = first_sent(self.case, self.receiver, self.referral.topic, self.by) if self.receiver else None
        return SendReferralForm(
            data if is_judged else None,
            stands=consent_stands(self.asked),
            sections=self.sections,
            topic=self.referral.topic,
            people=[each.person for each in self.asked],
            units=self.units,
            grounds=self.grounds,
            first=self.first,
        )

    @cached_property
    def referral(self) -> Referral:
        return referral_of(self.case)

    @cached_property
    def sections(self) -> dict[str, ReferralSection]:
        return own_sections(self.case, self.by)

    @cached_property
    def asked(self) -> list[Any]:
        return asked_people(self.case, self.by)

    @cached_property
    def units(self) -> Any:
        return receiving_units(self.by.unit)

    @property
    def grounds(self) -> list[Any]:
        """Those that reach the chosen receiver; before one is chosen none."""
        if self.receiver is None:
            return []
        fitting = grounds_between(self.by.unit, [self.receiver]).get(self.receiver.pk, [])
        return [row for row in legal_grounds() if row.key in fitting]

    def _receiver(self, data: Any) -> CareUnit | None:
        key = data.get("receiver", "") if data else ""
        return self.units.filter(pk=key).first() if str(key).isdecimal() else None

    def post(self, request: HttpRequest, pk: Any, **kwargs: Any) -> HttpResponse:
        if "preview" not in request.POST:
            return super().post(request, pk, **kwargs)
        self.open_task(pk)
        # Not judged yet: what has not been asked for so far keeps what is proposed.
        form = self.form(request.POST, is_judged=False)
        typed = {name: [str(each) for each in values] for name, values in request.POST.lists() if name != "stood"}
        form.take_up(typed)
        if request.headers.get("HX-Request"):
            return render(request, "workflows/referral_ground.html", {"form": form, "case": self.case} | self.context())
        return self.show(form)

    def do(self, form: StepForm) -> Outcome | None:
        form = cast("SendReferralForm", form)
        rows = self._save(form)
        if "save" in self.request.POST:
            return None
        told = [row for heading, row in rows.items() if form.part(Heading(heading))["tell"]]
        if self.receiver is None:
            raise CaseError(_("Choose whom to send it to."), field="receiver")
        if not form.cleaned_data["ground"]:
            raise CaseError(_("Choose why you may tell."), field="ground")
        if form.asks_about_first:
            raise CaseError(_("The same has been sent before. Look at that one first."), field="anyway")
        basis = form.basis()
        if basis.ground == Ground.CONSENT:
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
        send_referral(
            case=self.case,
            receiver=self.receiver,
            sections=told,
            basis=basis,
            answer_by=answer_due(self.case, self.receiver),
            by=self.by,
        )
        return Outcome.SENT

    def _save(self, form: SendReferralForm) -> dict[str, ReferralSection]:
        """Heading → what stands there now."""
        rows = dict(self.sections)
        for heading in Heading:
            part, row = form.part(heading), self.sections.get(heading.value)
            if row is None and part["text"]:
                rows[heading.value] = write_section(
                    case=self.case, heading=heading, topic=part["topic"], text=part["text"], by=self.by
                )
            elif row is not None and (part["text"], part["topic"]) != (row.text, row.topic):
                rows[heading.value] = self._change(row, part, f"text_{heading.value}")
        return rows

    def _change(self, row: ReferralSection, part: dict[str, Any], field: str) -> ReferralSection:
        """A colleague's text since then is refused at its field, so that all that was typed still stands."""
        changed = {"text": part["text"], "topic": part["topic"], "by": self.by}
        try:
            return change_section(section=row, edition=part["edition"], **changed)
        except StaleText as stale:
            raise CaseError(stale.message, field=field) from stale

    def complete(self, form: StepForm) -> HttpResponse:
        answer = super().complete(form)
        is_kept = "save" in self.request.POST
        return redirect(self.request.path) if is_kept else answer

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
            "submit": _("Send"),
            "second_submit": ("save", _("Save and go on later")),
        }

    @property
    def chosen(self) -> LegalGround | None:
        """The ground whose questions show."""
        key = self.request.POST.get("ground", "")
        return next((row for row in self.grounds if row.key == key), None)

    def preview(self) -> Preview:
        return preview_of(self.case, self.by, self.request.POST or None, self.sections)
