from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.addresses import page_to_go_on
from accounts.roles import Action
from cases.forms.base import StepForm
from cases.forms.consent import ConsentExceptionForm, ConsentForm
from cases.models import Case, CasePerson, Consent, ConsentException
from cases.permissions import may
from cases.selectors.case import persons_in, subject_of
from cases.selectors.consent import consent_lasts_to, consented_parties, standings
from cases.selectors.consent_age import AgeRule, age_rules
from workflows.services.consent import record_consent, record_exception, withdraw_consent
from workflows.task_views.consent import units_to_tell
from workflows.task_views.page import CasePage, StepPage

# Relations that never carry custody of the child.
NO_GUARDIANS = (CasePerson.Relation.SUBJECT, CasePerson.Relation.SIBLING)


class ConsentPage(CasePage):
    """How the consents stand, person by person, with all answers given so far."""

    what = "consent"
    kinds = Case.OF_FAMILY

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        case = self.get_case(pk)
        answers = Consent.objects.filter(case=case).select_related("person").prefetch_related("scopes__unit")
        people, today = persons_in(case, self.by), timezone.localdate()
        subject = subject_of(case, self.by)
        last = consent_lasts_to(case, subject.pk) if subject else None
        context = {
            "case": case,
            "standings": standings(case, self.by),
            "lasts_to": last if last and last >= today else None,
            "rules": age_rules(subject, today),
            "guardians": [each for each in people if each.relation not in NO_GUARDIANS],
            "answers": answers.order_by("-created_at"),
            "may_change": self.by.unit_id == case.owner_unit_id and may(self.by, Action.CONSENT, case),
        }
        return render(request, "workflows/consent.html", context)


class WithdrawConsent(CasePage):
    """Asks on a page of its own what will happen, then takes the consent back."""

    what = "withdraw_consent"
    kinds = Case.OF_FAMILY
    action = Action.CONSENT

    def get(self, request: HttpRequest, pk: UUID, consent: UUID) -> HttpResponse:
        case = self.get_case(pk)
        return render(request, "workflows/ask.html", self.question(case, self.get_consent(pk, consent)))

    def post(self, request: HttpRequest, pk: UUID, consent: UUID) -> HttpResponse:
        self.get_case(pk)
        withdraw_consent(consent=self.get_consent(pk, consent), by=self.by)
        return redirect("case", pk)

    def get_consent(self, case: UUID, pk: UUID) -> Consent:
        row = Consent.objects.filter(pk=pk, case_id=case, withdrawn_at=None).select_related("case", "person").first()
        if row is None:
            raise Http404
        return row

    def question(self, case: Any, consent: Consent) -> dict[str, Any]:
        return {
            "case": case,
            "heading": _("Withdraw the consent of %(name)s?") % {"name": consent.person},
            "text": _(
                "Nothing more is shared from this moment. Other units' open tasks end, and they no longer see the "
                "case. What they have already received stays in their archive."
            ),
            "submit": _("Withdraw the consent"),
            "back_url": reverse("consent", args=[case.pk]),
        }


class RecordConsent(StepPage):
    """An answer given while the plan is on its way: a new unit, a new topic, a longer time, or a no."""

    what = "record_consent"
    kinds = Case.OF_FAMILY
    action = Action.CONSENT
    template_name = "workflows/record_consent.html"

    def form(self, data: Any = None) -> StepForm:
        people, is_about_child = persons_in(self.case, self.by), bool(self.rules)
        units, parties = units_to_tell(self.case), consented_parties(self.case)
        return ConsentForm(data, people=people, units=units, parties=parties, is_about_child=is_about_child)

    @cached_property
    def rules(self) -> list[AgeRule]:
        return age_rules(subject_of(self.case, self.by), timezone.localdate())

    def save(self, form: StepForm) -> HttpResponse:
        record_consent(case=self.case, by=self.by, **form.arguments())  # type: ignore[attr-defined]
        return redirect(self.then or reverse("consent", args=[self.case.pk]))

    @property
    def then(self) -> str:
        """Where one came from and goes on, with all that was typed there kept."""
        wanted = self.request.GET.get("then", "")
        return page_to_go_on(self.request, wanted) if wanted else ""

    @property
    def draft_key(self) -> str:
        return f"consent:{self.case.pk}"

    def context(self) -> dict[str, Any]:
        return {
            "heading": _("Record an answer"),
            "intro": _("It takes the place of the person's earlier answer. What it no longer covers ends at once."),
            "rules": self.rules,
            "submit": _("Save the answer"),
            "back_url": self.then,
        }


class SpareFromConsent(StepPage):
    """Records why somebody who must consent is not asked."""

    what = "consent_exception"
    kinds = Case.OF_FAMILY
    action = Action.CONSENT

    def form(self, data: Any = None) -> StepForm:
        people = [person for person in persons_in(self.case, self.by) if person.has_custody]
        return ConsentExceptionForm(data, people=people)

    def save(self, form: StepForm) -> HttpResponse:
        person = form.people[form.cleaned_data["person"]]  # type: ignore[attr-defined]
        record_exception(
            case=self.case,
            person=person,
            reason=ConsentException.Reason(form.cleaned_data["reason"]),
            explanation=form.cleaned_data["explanation"],
            valid_to=form.cleaned_data["valid_to"],
            by=self.by,
        )
        return redirect("consent", self.case.pk)

    def context(self) -> dict[str, Any]:
        return {
            "heading": _("A guardian who is not asked"),
            "intro": _(
                "The law asks for both guardians. Write what makes this an exception; it is kept with the consents."
            ),
            "submit": _("Save the exception"),
        }
