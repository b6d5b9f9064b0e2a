"""One screen for one step: ticks, numbers, the parent's answers, a short note. Saved in one go, each on its own."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.roles import Action
from cases.errors import CaseError, StepRecorded
from cases.forms.base import StepForm
from cases.forms.health import RecordForm, item_name, people_to_answer
from cases.models import Case, CasePerson, Finding, HealthStep, Instrument
from cases.permissions import may
from cases.selectors.case import persons_in, subject_of
from cases.selectors.health import editions_before, recorded_steps, schedule_of
from cases.selectors.instrument import instruments_of
from cases.selectors.schedule import Planned
from workflows.services.errors import FormSent
from workflows.services.health import record_step, save_answers
from workflows.task_views.page import StepPage
from workflows.task_views.stale import resolved_post
from workflows.views.health import crumbs


class RecordStep(StepPage):
    """The form of a step that nothing has come of yet; what stands, where somebody has recorded it."""

    what = "record_step"
    kinds = Case.CONTACTS
    template_name = "workflows/record_step.html"

    def get(self, request: HttpRequest, pk: UUID, key: str) -> HttpResponse:  # type: ignore[override]
        self.action = Action.READ
        self.case = self.get_case(pk)
        self.planned = self.find(key)
        if self.is_settled or Action.WRITE not in self.by.rights.actions or not self.case.is_open:
            return self.show_recorded()
        return self.show(self.form_taken_up())

    def post(self, request: HttpRequest, pk: UUID, key: str) -> HttpResponse:  # type: ignore[override]
        self.case = self.get_case(pk)
        self.planned = self.find(key)
        form = self.form(resolved_post(request))
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            with transaction.atomic():
                self.claim()
                return self.save(form)  # type: ignore[arg-type]
        except FormSent as sent:
            return self.form_sent(sent, self.case)
        except StepRecorded:
            return self.show_recorded(status=409, mine=request.POST.get("text", ""), by_other=True)
        except CaseError as refused:
            form.refuse(refused)
            return self.show(form, status=422)

    def find(self, key: str) -> Planned:
        """Http404 for a step that is not on this person's schedule."""
        found = next((each for each in schedule_of(self.case, self.by) if each.step.key == key), None)
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

    def form(self, data: Any = None) -> StepForm:
        step = self.planned.step
        instruments = instruments_of(step.instruments, self.by.unit.provider_id)
        form = RecordForm(data, step=step, instruments=instruments)
        self.people = persons_in(self.case, self.by)
        if instruments:
            form.offer("about", [("", str(_("Choose"))), *people_to_answer(self.people, instruments)])
        return form

    def save(self, form: RecordForm) -> HttpResponse:  # type: ignore[override]
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
        try:
            _row, found = save_answers(
                case=self.case,
                about=about,
                instrument=instrument,
                answers=answers,
                taken_on=form.cleaned_data["happened_on"],
                step=self.planned.step,
                by=self.by,
            )
        except CaseError as refused:
            if refused.field and refused.field.startswith("item_"):
                refused.field = item_name(instrument, int(refused.field.removeprefix("item_")))
            raise
        return found

    def about(self, key: str) -> CasePerson:
        return next((each for each in self.people if str(each.pk) == key), self.people[0])

    def show_recorded(self, *, status: int = 200, mine: str = "", by_other: bool = False) -> HttpResponse:
        """What stands; with the own text beside it, where a colleague was first."""
        rows = {row.step.key: row for row in recorded_steps(self.case, self.by)}
        row = rows.get(self.planned.step.key)
        context = {
            "case": self.case,
            "step": self.planned.step,
            "row": row,
            "earlier": editions_before(row) if row else [],
            "may_correct": row is not None and may(self.by, Action.WRITE, self.case),
            "mine": mine,
            "by_other": by_other,
            "crumbs": crumbs(self.case, subject_of(self.case, self.by), self.planned.step.name),
        }
        return render(self.request, "workflows/recorded_step.html", context, status=status)

    def context(self) -> dict[str, Any]:
        subject = subject_of(self.case, self.by)
        return {
            "heading": self.planned.step.name,
            "subject": subject,
            "step": self.planned.step,
            "planned": self.planned,
            "submit": _("Save the visit"),
            "back_url": reverse("contact", args=[self.case.pk]),
            "crumbs": crumbs(self.case, subject, self.planned.step.name),
        }
