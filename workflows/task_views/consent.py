from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import CareUnit
from accounts.roles import Action
from accounts.selectors.service_account import units_with_people
from cases.forms.base import StepForm
from cases.forms.consent import ConsentForm
from cases.models import Case, Consent
from cases.selectors.case import persons_in, subject_of
from cases.selectors.consent import is_consented, is_refused, standings
from cases.selectors.consent_age import AgeRule, age_rules
from cases.services.case import close_case
from cases.services.consent import record_consent
from workflows.models.step import Outcome, PauseReason, Step
from workflows.selectors.task import due_of
from workflows.services.deadline import pause_deadline
from workflows.task_views.task import TaskPage


class ObtainConsent(TaskPage):
    """Each person who must consent answers, one form at a time; the task ends when all have said yes, or one no."""

    step = Step.OBTAIN_CONSENT
    what = "task:obtain_consent"
    action = Action.CONSENT
    template_name = "workflows/task_consent.html"

    def form(self, data: Any = None) -> StepForm:
        waiting = [each.person for each in self.standings if each.is_waited_for]
        people = persons_in(self.case, self.by)
        initial = {"person": str(waiting[0].pk)} if waiting else {}
        units, is_about_child = units_to_tell(self.case), bool(self.rules)
        return ConsentForm(data, people=people, units=units, is_about_child=is_about_child, initial=initial)

    @cached_property
    def rules(self) -> list[AgeRule]:
        return age_rules(subject_of(self.case, self.by), timezone.localdate())

    @property
    def standings(self) -> list[Any]:
        return standings(self.case, self.by)

    def do(self, form: StepForm) -> Outcome | None:
        record_consent(case=self.case, by=self.by, due_at=due_of(self.task), **form.arguments())  # type: ignore[attr-defined]
        if form.cleaned_data["answer"] == Consent.Answer.LATER:
            until = form.cleaned_data["ask_again_on"]
            pause_deadline(task=self.task, until=until, reason=PauseReason.FAMILY_THINKS, by=self.by)
            return None
        if is_refused(self.case, self.by):
            close_case(case=self.case, reason=Case.ClosureReason.CONSENT_REFUSED, by=self.by)
            return Outcome.REFUSED
        return Outcome.GIVEN if is_consented(self.case, self.by) else None

    def complete(self, form: StepForm) -> HttpResponse:
        answer = super().complete(form)
        goes_on = form.cleaned_data["answer"] == Consent.Answer.LATER or not is_consented(self.case, self.by)
        return redirect(self.request.path) if goes_on and self.case_is_open() else answer

    def case_is_open(self) -> bool:
        return Case.objects.filter(pk=self.case.pk, status=Case.Status.OPEN).exists()

    def context(self) -> dict[str, Any]:
        return {
            "heading": _("Ask for consent"),
            "intro": _(
                "Everybody who must consent answers for themselves. The plan goes on when all have said yes. "
                "One no ends it."
            ),
            "standings": self.standings,
            "rules": self.rules,
            "submit": _("Save the answer"),
        }


def units_to_tell(case: Case) -> Any:
    """The units of other providers that can be named: those in force today, by provider and name."""
    there = CareUnit.objects.filter(Q(valid_to=None) | Q(valid_to__gte=timezone.localdate()))
    return (
        units_with_people(there)
        .exclude(provider_id=case.owner_unit.provider_id)
        .select_related("provider")
        .order_by("provider__name", "name")
    )
