"""The reporter's side of a report of concern: writing it, what became of it, correcting, asking for the answer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.errors import AccountsError
from accounts.models import Principal
from accounts.roles import Action
from cases.errors import CaseError, StaleText
from cases.forms.base import StepForm
from cases.forms.concern import ChangeReportForm, ColleagueForm, ReportForm
from cases.models import Case, Change, ConcernText
from cases.selectors.case import persons_in
from cases.selectors.concern import receipts_of, text_of
from cases.services.concern import Concern, frozen, name_colleague
from workflows.selectors.finding import proposed_report
from workflows.selectors.receivers import receivers
from workflows.selectors.report_case import named_on, not_named, report_paper, reports_of, shared_state
from workflows.services.concern import change_report, report_concern, request_feedback
from workflows.task_views.from_finding import FromFinding
from workflows.task_views.page import ActingPage, CasePage, StepPage
from workflows.task_views.stale import show_two_texts
from workflows.views.pdf import pdf_response

DRAFT = "report"
REPORT = (Case.Kind.CONCERN_REPORT,)


class Reports(ActingPage):
    """The reports that the one who acts may read: those the unit has sent, and those that came in."""

    needs = "opens_cases"

    def get(self, request: HttpRequest) -> HttpResponse:
        context = {"listed": reports_of(self.by), "may_write": self.by.rights.opens_new}
        return render(request, "workflows/reports.html", context)


class WriteReport(FromFinding):
    """One page: who, what, where. Sent, it is received."""

    def get(self, request: HttpRequest) -> HttpResponse:
        form = self.form()
        if self.finding is not None:
            form.initial = {**form.initial, **proposed_report(self.finding, self.by)}
        return self.show(form, draft_saved_at=self.take_up(form, self.draft_of(DRAFT)))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form, 422)
        return self.carry_out(form, lambda: self.save(form))

    def save(self, form: ReportForm) -> HttpResponse:
        row = self.send(form)
        self.note_begun(row.case)
        return redirect("report", row.case_id)

    def form(self, data: Any = None) -> ReportForm:
        self.receivers = receivers()
        form = ReportForm(data)
        names = [(str(each.municipality.pk), each.municipality.name) for each in self.receivers]
        form.offer("municipality", [("", str(_("Choose"))), *names])
        return form

    def send(self, form: ReportForm) -> ConcernText:
        child, carrier = form.subjects()
        concern = Concern(
            child=child,
            carried_by=carrier,
            parents=form.parents(),
            municipality=Principal.objects.get(pk=form.cleaned_data["municipality"]),
            words=form.words(),
            is_urgent=form.cleaned_data["is_urgent"],
            phoned_at=form.phoned(),
        )
        return report_concern(concern=concern, by=self.by)

    def show(self, form: ReportForm, status: int = 200, **more: Any) -> HttpResponse:
        if not self.by.rights.opens_new:
            raise PermissionDenied
        now = timezone.now()
        context = {
            "form": form,
            "heading": _("Write a report of concern"),
            "intro": self.intro_of(
                _("What may matter for the child's protection, and nothing else. Sent, it is received.")
            ),
            "submit": _("Send the report"),
            "draft_key": self.draft_of(DRAFT),
            "back_url": reverse("reports"),
            "phones": [(each, each.at(now)) for each in self.receivers],
        } | more
        return render(self.request, "workflows/write_report.html", context, status=status)


class ReportPage(CasePage):
    """The report as its own unit has it, and the little that is shared of what became of it."""

    what = "report"
    kinds = REPORT

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        case = self.get_case(pk)
        row, receipts = text_of(case), receipts_of(case)
        earlier = row.history.exclude(edition=row.edition).order_by("-edition")
        context = {
            "case": case,
            "row": row,
            "people": persons_in(case, self.by),
            "earlier": [(each, Change(each.change).label) for each in earlier],
            "state": shared_state(receipts),
            "named": named_on(case),
            "may_write": Action.WRITE in self.by.rights.actions,
            "may_name": bool(not_named(case, self.by)),
        }
        return render(request, "workflows/report.html", context)


class ChangeReport(StepPage):
    """A correction or an addition, sent at once. The earlier text stays."""

    what = "change_report"
    kinds = REPORT

    @property
    def draft_key(self) -> str:
        return f"report:{self.case.pk}"

    def form(self, data: Any = None) -> StepForm:
        self.row = text_of(self.case)
        return ChangeReportForm(data, initial=ChangeReportForm.initial_of(self.row))

    def save(self, form: StepForm) -> HttpResponse:
        cleaned = form.cleaned_data
        change_report(
            row=self.row,
            change=Change(cleaned["change"]),
            words=form.words(),  # type: ignore[attr-defined]
            edition=cleaned["edition"],
            by=self.by,
        )
        messages.success(self.request, _("It is sent. The earlier text is kept, here and there."))
        return redirect("report", self.case.pk)

    def refused(self, form: StepForm, refusal: AccountsError | CaseError) -> HttpResponse:
        if not isinstance(refusal, StaleText):
            return super().refused(form, refusal)
        refusal.current.text = refusal.current.seen  # type: ignore[attr-defined]
        mine = self.request.POST.get("seen", "")
        return show_two_texts(self.request, refusal, field="seen", mine=mine, case=self.case)

    def context(self) -> dict[str, Any]:
        return {
            "heading": _("Correct or add to the report"),
            "intro": _("Change what was wrong, or write what is new. The whole text is sent anew; both are kept."),
            "submit": _("Send"),
        }


class AskFeedback(StepPage):
    """Asks what was decided. It may be done at any time, also years later."""

    what = "request_feedback"
    kinds = REPORT
    http_method_names = ["post", "options"]

    def form(self, data: Any = None) -> StepForm:
        return StepForm(data)

    def save(self, form: StepForm) -> HttpResponse:
        try:
            with transaction.atomic():
                request_feedback(report=self.case, by=self.by)
        except CaseError as refused:
            messages.info(self.request, str(refused.message))
        else:
            messages.success(self.request, _("You have asked. The answer shows here when it comes."))
        return redirect("report", self.case.pk)


class ReportPdf(CasePage):
    """The report for the reporter's own record."""

    what = "report_pdf"
    kinds = REPORT

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        case = self.get_case(pk)
        row = text_of(case)
        paper = report_paper(case, frozen(row), receipts_of(case), self.by)
        return pdf_response("text", paper, name=case.number.replace(" ", "-"))


class NameColleague(StepPage):
    """One more of the own unit reads a report; nobody else can be let in."""

    what = "name_colleague"
    action = Action.HAND_OVER
    kinds = Case.BY_NAME

    def get_case(self, pk: UUID) -> Case:
        # A closed case too can need a new reader.
        self.action = Action.READ
        case = super().get_case(pk)
        if Action.HAND_OVER not in self.by.rights.actions:
            raise PermissionDenied
        return case

    def form(self, data: Any = None) -> StepForm:
        form = ColleagueForm(data)
        self.colleagues = {str(each.pk): each for each in not_named(self.case, self.by)}
        names = [(key, f"{each.user.full_name}, {each.role_label}") for key, each in self.colleagues.items()]
        form.offer("colleague", names)
        return form

    def save(self, form: StepForm) -> HttpResponse:
        name_colleague(case=self.case, colleague=self.colleagues[form.cleaned_data["colleague"]], by=self.by)
        return redirect("case", self.case.pk)

    def context(self) -> dict[str, Any]:
        return {
            "heading": _("Name a colleague"),
            "intro": _("Only who is named, and the manager, can open it. Name nobody who does not need it."),
            "submit": _("Name"),
        }
