"""The agreements one may see, one of them as it holds, and who is bound by it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.addresses import number_of
from agreements.forms.rule_set import CentreForm, EndForm, PartyForm, RuleSetForm, VersionForm
from agreements.models import AgreementCentre, RuleSet, RuleSetParty, RuleSetVersion
from agreements.permissions import Right, agreements_for, may
from agreements.selectors.rule_set import draft_of, version_on, versions_of
from agreements.services.rule_set import let_in, make_rule_set, sign
from agreements.services.version import end_rule_set, make_version
from cases.forms.base import StepForm
from workflows.selectors.agreement_page import parts_of
from workflows.selectors.round_page import work_in_rounds
from workflows.task_views.page import ActingPage
from workflows.views.agreements.page import AgreementPage, AgreementStep


class Agreements(ActingPage):
    """Agreements first, then the laws and guidelines that hold for everybody."""

    def get(self, request: HttpRequest) -> HttpResponse:
        today = timezone.localdate()
        found = agreements_for(self.by).select_related("parent").order_by("title")
        rows = [{"rule_set": each, "version": version_on(each, today)} for each in found]
        context = {
            "agreements": [row for row in rows if row["rule_set"].is_agreement],  # type: ignore[union-attr]
            "laws": [row for row in rows if not row["rule_set"].is_agreement],  # type: ignore[union-attr]
            "may_add": self.by.rights.administers,
            "work": work_in_rounds(self.by, now=timezone.now()),
        }
        return render(request, "agreements/agreements.html", context)


class AddAgreement(ActingPage):
    """A new rule set, by the system administrator: nobody is appointed for what does not exist yet."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(RuleSetForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = RuleSetForm(request.POST)
        if not self.by.rights.administers or not form.is_valid():
            return self.show(form, 422)
        values = form.cleaned_data | {"kind": RuleSet.Kind(form.cleaned_data["kind"])}
        return self.carry_out(form, lambda: redirect("agreement", make_rule_set(**values, by=self.by).slug))

    def show(self, form: StepForm, status: int = 200) -> HttpResponse:
        if not self.by.rights.administers:
            raise PermissionDenied
        context = {
            "form": form,
            "heading": _("Add an agreement"),
            "intro": _("What it says is entered clause by clause afterwards."),
            "submit": _("Add"),
            "back_url": reverse("agreements"),
            "crumbs": [{"label": _("Agreements"), "url": reverse("agreements")}, {"label": _("Add an agreement")}],
        }
        return render(self.request, "agreements/step.html", context, status=status)


class AgreementOverview(AgreementPage):
    """The version in force, or an older one by its number."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        rule_set = self.get_agreement(slug)
        today = timezone.localdate()
        version = self.chosen(rule_set) or version_on(rule_set, today) or versions_of(rule_set).first()
        parties = RuleSetParty.objects.filter(rule_set=rule_set).select_related("principal")
        centres = AgreementCentre.objects.filter(rule_set=rule_set).select_related("centre")
        context: dict[str, Any] = {
            "rule_set": rule_set,
            "crumbs": self.crumbs(rule_set),
            "version": version,
            "versions": versions_of(rule_set),
            "draft": draft_of(rule_set),
            "parts": parts_of(version) if version else [],
            "parties": parties.order_by("principal__name", "valid_from"),
            "centres": centres.order_by("centre__name"),
            "sees_parent": rule_set.parent is not None and may(self.by, Right.SEE, rule_set.parent),
            "local": agreements_for(self.by).filter(parent=rule_set).order_by("title"),
            "today": today,
            "may_change": may(self.by, Right.ADMINISTER, rule_set),
        }
        return render(request, "agreements/agreement.html", context)

    def chosen(self, rule_set: RuleSet) -> RuleSetVersion | None:
        number = self.request.GET.get("version", "")
        if not number:
            return None
        version = versions_of(rule_set).filter(number=number_of(number) or 0).first()
        if version is None:
            raise Http404
        return version


class ChangeAgreement(AgreementStep):
    """Begins the next version as a draft."""

    heading = _("Write a new version")
    intro = _("It starts with what holds now. Nothing changes for anybody before you put it in force.")
    submit = _("Start writing")

    def form(self, data: Any = None) -> StepForm:
        return VersionForm(data)

    def save(self, form: StepForm) -> None:
        make_version(rule_set=self.rule_set, by=self.by, **form.cleaned_data)

    @property
    def back_url(self) -> str:
        name = "agreement_draft" if draft_of(self.rule_set) else "agreement"
        return reverse(name, args=[self.rule_set.slug])


class SignAgreement(AgreementStep):
    heading = _("Add a party")
    intro = _("From that day the agreement covers the cases of the principal's units.")
    submit = _("Add")

    def form(self, data: Any = None) -> StepForm:
        return PartyForm(data)

    def save(self, form: StepForm) -> None:
        sign(rule_set=self.rule_set, by=self.by, **form.cleaned_data)


class LetCentreIn(AgreementStep):
    heading = _("Add a family centre")
    intro = _("The agreement's rounds ask it from that day.")
    submit = _("Add")

    def form(self, data: Any = None) -> StepForm:
        return CentreForm(data, rule_set=self.rule_set)

    def save(self, form: StepForm) -> None:
        let_in(rule_set=self.rule_set, by=self.by, **form.cleaned_data)


class EndAgreement(AgreementStep):
    heading = _("End the agreement")
    intro = _("Deadlines that run stay as they are. New ones follow what holds for everybody.")
    submit = _("End the agreement")

    def form(self, data: Any = None) -> StepForm:
        return EndForm(data)

    def save(self, form: StepForm) -> None:
        end_rule_set(rule_set=self.rule_set, by=self.by, **form.cleaned_data)
