"""One screen for one step: ticks, numbers, the parent's answers, a short note. Saved in one go, each on its own.

Kept as it is typed, also without network (docs/decisions/0015). Where a colleague has recorded the step meanwhile, both
versions are shown, and who wrote last chooses.
"""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.addresses import number_of
from accounts.errors import AccountsError
from accounts.roles import Action
from accounts.templatetags.samplan import when
from cases.errors import CaseError, NotAllowed, StaleText, StepRecorded
from cases.forms.health import RecordForm, item_name, people_to_answer
from cases.models import Case, CasePerson, Finding, HealthContact, HealthStep, Instrument
from cases.permissions import may
from cases.selectors.case import persons_in, subject_of
from cases.selectors.health import contact_of, editions_before, recorded_steps, schedule_of
from cases.selectors.instrument import instruments_of
from cases.selectors.schedule import Planned, recorded_alone, steps_of
from workflows.selectors.draft import draft_for
from workflows.services.draft import drop_draft
from workflows.services.health import change_step, correct_answers, record_step, save_answers
from workflows.task_views.page import StepPage
from workflows.views.health import crumbs
from workflows.views.step_versions import LEFT_OUT, Compared, compared, standing_answers

# Why what a colleague recorded was changed, where both versions were shown.
CHOSEN = gettext_lazy("Two had recorded the visit. Who saved last was shown both and chose.")


class RecordStep(StepPage):
    """The form of a step that nothing has come of yet; what stands, where somebody has recorded it."""

    what = "record_step"
    kinds = Case.CONTACTS
    template_name = "workflows/record_step.html"

    def get(self, request: HttpRequest, pk: UUID, key: str) -> HttpResponse:  # type: ignore[override]
        self.action = Action.READ
        self.case = self.get_case(pk)
        self.planned = self.find(key)
        if Action.WRITE not in self.by.rights.actions or not self.case.is_open:
            return self.show_recorded()
        if self.is_settled:
            return self.show_recorded_beside_own()
        return self.show(self.form_taken_up())

    def post(self, request: HttpRequest, pk: UUID, key: str) -> HttpResponse:  # type: ignore[override]
        try:
            self.case = self.get_case(pk)
        except NotAllowed:
            # As written without network, and sent after a colleague had ended the contact.
            if Action.WRITE not in self.by.rights.actions:
                raise
            return self.show_unsaved(pk, key)
        self.planned = self.find(key)
        if request.POST.get("use") == "theirs":
            drop_draft(key=self.draft_key, by=self.by)
            return redirect("contact", self.case.pk)
        form = self.form(request.POST)
        if request.POST.get("use") == "both":
            return self.show(self.form_of(request.POST), beside=self.differing(form))
        if self.is_settled and not self.edition:
            return self.carry_out(form, lambda: self.settle_or_compare(form))
        if not form.is_valid():
            return self.show(form, status=422, beside=self.differing(form))
        return self.carry_out(form, lambda: self.save(form))

    def refused(self, form: Any, refusal: AccountsError | CaseError) -> HttpResponse:
        if not isinstance(refusal, StepRecorded | StaleText):
            return super().refused(form, refusal)
        self.planned = self.find(self.planned.step.key)
        return self.show_versions(form, status=409)

    def show_unsaved(self, pk: UUID, key: str) -> HttpResponse:
        """What was written, where the contact has ended: to be read and copied, as it cannot be saved any more."""
        self.action = Action.READ
        self.case = self.get_case(pk)
        contact, today = contact_of(self.case), timezone.localdate()
        step = next((each for each in reversed(steps_of(contact.programme)) if each.key == key), None)
        if step is None:
            raise Http404
        self.planned, self.template_name = Planned(step, today, today), "workflows/step_unsaved.html"
        form = self.form(self.request.POST)
        form.add_error(None, _("The contact has ended, and this is not saved. Copy what you need of it."))
        return self.show(form, status=409, is_silent=contact.ending in HealthContact.WITHOUT_SCHEDULE)

    def settle_or_compare(self, form: RecordForm) -> HttpResponse:
        """Sent once before, as where the answer was lost on the way: said so. Else both versions."""
        if not self.is_same(form):
            raise StepRecorded(self.row)
        return redirect("contact", self.case.pk)

    def find(self, key: str) -> Planned:
        """Http404 for a step that is not on this person's schedule; what is recorded is read also without one."""
        schedule = schedule_of(self.case, self.by) or recorded_alone(recorded_steps(self.case, self.by))
        found = next((each for each in schedule if each.step.key == key), None)
        if found is None:
            raise Http404
        return found

    @property
    def is_settled(self) -> bool:
        row = self.planned.row
        return row is not None and row.outcome != HealthStep.Outcome.MISSED

    @property
    def draft_key(self) -> str:
        return f"step:{self.case.pk}:{self.planned.step.key}"

    @property
    def draft_base(self) -> datetime | None:
        """When the draft was saved that the form goes on from."""
        if self.request.method == "GET":
            return self.draft_saved_at
        draft = draft_for(self.by, self.draft_key)
        return draft.saved_at if draft else None

    @property
    def edition(self) -> int:
        """Which edition of what stands the form replaces; 0 where it replaces nothing."""
        return number_of(self.request.POST.get("edition", "")) or 0

    @property
    def replaces(self) -> bool:
        """The form stands in for what a colleague recorded, as its writer chose."""
        return bool(self.edition) and self.planned.row is not None

    @property
    def row(self) -> HealthStep:
        if self.planned.row is None:
            raise Http404
        return self.planned.row

    def form(self, data: Any = None) -> RecordForm:
        step = self.planned.step
        instruments = instruments_of(step.instruments, self.by.unit.provider_id)
        form = RecordForm(data, step=step, instruments=instruments)
        self.people = persons_in(self.case, self.by)
        if instruments:
            fit = people_to_answer(self.people, instruments)
            form.offer("about", [("", str(_("Choose"))), *fit])
            # Nobody else could have answered.
            form.initial["about"] = fit[0][0] if len(fit) == 1 else ""
        return form

    def form_of(self, sent: QueryDict) -> RecordForm:
        """The form with what was written in it, not yet sent."""
        form = self.form()
        form.take_up({name: [str(value) for value in values] for name, values in sent.lists()})
        return form

    def save(self, form: RecordForm) -> HttpResponse:  # type: ignore[override]
        if self.replaces:
            change_step(row=self.row, done=form.done(), reason=str(CHOSEN), edition=self.edition, by=self.by)
        else:
            record_step(case=self.case, step=self.planned.step, done=form.done(), by=self.by)
        found: list[Finding] = []
        about = self.about(form.cleaned_data.get("about", ""))
        for instrument, answers in form.answers():
            found += self.answer(form, instrument, answers, about)
        if found:
            return redirect("finding", found[0].case_id)
        return redirect("contact", self.case.pk)

    def answer(
        self, form: RecordForm, instrument: Instrument, answers: dict[int, int], about: CasePerson
    ) -> list[Finding]:
        stands = standing_answers(self.row, about, self.by).get(instrument.pk) if self.replaces else None
        words: dict[str, Any] = {"answers": answers, "taken_on": form.cleaned_data["happened_on"], "by": self.by}
        try:
            if stands:
                _row, found = correct_answers(row=stands, reason=str(CHOSEN), edition=stands.edition, **words)
            else:
                step = self.planned.step
                _row, found = save_answers(case=self.case, about=about, instrument=instrument, step=step, **words)
        except CaseError as refused:
            if refused.field and refused.field.startswith("item_"):
                refused.field = item_name(instrument, int(refused.field.removeprefix("item_")))
            raise
        return found

    def about(self, key: str) -> CasePerson:
        return next((each for each in self.people if str(each.pk) == key), self.people[0])

    def show_recorded(self) -> HttpResponse:
        """What stands. What the own browser holds and has not sent is laid beside it (sealed_form.js)."""
        rows = {row.step.key: row for row in recorded_steps(self.case, self.by)}
        row = rows.get(self.planned.step.key)
        context = {
            "row": row,
            "earlier": editions_before(row) if row else [],
            "may_correct": row is not None and may(self.by, Action.WRITE, self.case),
            "draft_key": self.draft_key,
        }
        return render(self.request, "workflows/recorded_step.html", context | self.of_step())

    def show_recorded_beside_own(self) -> HttpResponse:
        """What stands; with what the reader had begun and not sent, where there is such a draft."""
        draft = draft_for(self.by, self.draft_key)
        if draft is None:
            return self.show_recorded()
        sent = QueryDict(mutable=True)
        for name, values in draft.data.items():
            sent.setlist(name, values)
        form = self.form(sent)
        if not self.is_same(form):
            return self.show_versions(form)
        drop_draft(key=self.draft_key, by=self.by)
        return self.show_recorded()

    def differing(self, form: RecordForm) -> list[Compared]:
        """What a colleague recorded otherwise than the form that replaces it says."""
        if not self.replaces:
            return []
        rows = compared(self.form(form.data), self.row, self.answering(form), self.by)
        return [each for each in rows if not each.is_same]

    def is_same(self, form: RecordForm) -> bool:
        return all(each.is_same for each in compared(form, self.row, self.answering(form), self.by))

    def answering(self, form: RecordForm) -> CasePerson | None:
        """Whose answers the own form holds."""
        return next((each for each in self.people if str(each.pk) == form.data.get("about")), None)

    def show_versions(self, form: RecordForm, status: int = 200) -> HttpResponse:
        data = cast("QueryDict", form.data)
        context = {
            "row": self.row,
            "rows": compared(form, self.row, self.answering(form), self.by),
            "sent": [(name, value) for name, values in data.lists() if name not in LEFT_OUT for value in values],
            "draft_key": self.draft_key,
        }
        return render(self.request, "workflows/step_versions.html", context | self.of_step(), status=status)

    def of_step(self) -> dict[str, Any]:
        step = self.planned.step
        return {
            "case": self.case,
            "step": step,
            "crumbs": crumbs(self.case, subject_of(self.case, self.by), step.name),
        }

    def context(self) -> dict[str, Any]:
        subject = subject_of(self.case, self.by)
        base = self.draft_base
        return {
            "draft_base": base.isoformat() if base else "",
            "draft_when": when(base).lower(),
            "edition": self.edition,
            "stands": self.planned.row if self.replaces else None,
            "heading": self.planned.step.name,
            "subject": subject,
            "step": self.planned.step,
            "planned": self.planned,
            "submit": _("Save the visit"),
            "back_url": reverse("contact", args=[self.case.pk]),
            "crumbs": crumbs(self.case, subject, self.planned.step.name),
        }
