"""What the pages about agreements have in common: the agreement for an act, and one form of one step."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.errors import AccountsError
from agreements.models import RuleSet, RuleSetVersion
from agreements.permissions import Right
from agreements.selectors.rule_set import draft_of, get_agreement_for
from cases.errors import CaseError
from cases.forms.base import StepForm
from workflows.task_views.page import ActingPage


class AgreementPage(ActingPage):
    """A page of one agreement, fetched and authorised in one call, for `right`."""

    right = Right.SEE

    def get_agreement(self, slug: str) -> RuleSet:
        return get_agreement_for(self.by, slug, self.right)

    def crumbs(self, rule_set: RuleSet, *more: str) -> list[dict[str, Any]]:
        """Where the page lies; the last one is the page itself."""
        lines: list[dict[str, Any]] = [{"label": _("Agreements"), "url": reverse("agreements")}]
        here = {"label": rule_set.title, "url": reverse("agreement", args=[rule_set.slug]) if more else ""}
        return [*lines, here, *({"label": label} for label in more)]


class OneForm(ActingPage):
    """A page with one form. What a service refuses is rolled back, and shown at its field."""

    heading: Any = ""
    intro: Any = ""
    submit: Any = _("Save")
    removal: Any = ""
    template_name = "agreements/step.html"

    def dispatch_step(self, *args: Any, **keys: Any) -> None:
        """Fetches what the form is about; raises Http404."""
        raise NotImplementedError

    def step_crumbs(self) -> list[dict[str, Any]]:
        raise NotImplementedError

    def form(self, data: Any = None) -> StepForm:
        raise NotImplementedError

    def save(self, form: StepForm) -> None:
        """Calls the services; runs in a savepoint of its own."""
        raise NotImplementedError

    def remove(self) -> None:
        """What the second button does, where `removal` names one."""
        raise Http404

    @property
    def back_url(self) -> str:
        raise NotImplementedError

    def get(self, request: HttpRequest, **keys: Any) -> HttpResponse:
        self.dispatch_step(**keys)
        return self.show(self.form())

    def post(self, request: HttpRequest, **keys: Any) -> HttpResponse:
        self.dispatch_step(**keys)
        removes = bool(self.removal) and "remove" in request.POST
        form = self.form() if removes else self.form(request.POST)
        if not removes and not form.is_valid():
            return self.show(form, 422)
        return self.carry_out(form, self._remove if removes else lambda: self._save(form))

    def _save(self, form: StepForm) -> HttpResponse:
        self.save(form)
        return redirect(self.back_url)

    def _remove(self) -> HttpResponse:
        self.remove()
        return redirect(self.back_url)

    def refused(self, form: StepForm, refusal: AccountsError | CaseError) -> HttpResponse:
        """With the form anew: what it offers may have changed, and a removal was sent without one."""
        form = self.form(self.request.POST)
        form.is_valid()
        return super().refused(form, refusal)

    def show(self, form: StepForm, status: int = 200) -> HttpResponse:
        context: dict[str, Any] = {
            "form": form,
            "heading": self.heading,
            "intro": self.intro,
            "submit": self.submit,
            "second_submit": ("remove", self.removal) if self.removal else None,
            "back_url": self.back_url,
            "crumbs": self.step_crumbs(),
        }
        return render(self.request, self.template_name, context | self.context(), status=status)

    def context(self) -> dict[str, Any]:
        """More for the template, or something else than it was given."""
        return {}


class AgreementStep(AgreementPage, OneForm):
    """One form about an agreement.

    Changed by the system administrator, who enters what was signed, and by the one whom the parties have appointed
    to coordinate the agreement, who knows what it says (agreements/permissions.py).
    """

    right = Right.ADMINISTER

    def dispatch_step(self, slug: str, **keys: int) -> None:
        self.rule_set = self.get_agreement(slug)

    def step_crumbs(self) -> list[dict[str, Any]]:
        return self.crumbs(self.rule_set, str(self.heading))

    @property
    def back_url(self) -> str:
        return reverse("agreement", args=[self.rule_set.slug])


class DraftStep(AgreementStep):
    """A form about the version that is being written; 404 where none is."""

    version: RuleSetVersion

    def dispatch_step(self, slug: str, **keys: int) -> None:
        super().dispatch_step(slug, **keys)
        draft = draft_of(self.rule_set)
        if draft is None:
            raise Http404
        self.version = draft

    @property
    def back_url(self) -> str:
        return reverse("agreement_draft", args=[self.rule_set.slug])
