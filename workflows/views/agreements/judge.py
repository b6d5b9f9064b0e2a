"""From figures to an adopted report: words, judgements clause by clause, and the adopting."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agreements.errors.agreement import NotSignedInAnew
from agreements.forms.review import AdoptForm, AssessForm, WordsForm
from agreements.models import Clause, ClauseAssessment, Report
from agreements.permissions import Right, may
from agreements.reports.judged import codes_left
from agreements.services.report import WORDED_BY, proposal_for
from cases.forms.base import StepForm
from workflows.selectors.report_page import clauses_to_assess, indicators_to_word, report_url
from workflows.services.report import adopt_report, assess_clause, set_words
from workflows.services.review import finish_assessing, finish_compiling
from workflows.views.agreements.round_page import ReportPage, ReportStep, RoundStep


class WordReport(ReportStep):
    """Words per indicator, beside the figure or in place of one."""

    right = Right.AUDIT
    heading = _("Words beside the figures")
    intro = _("The figures are computed. Say in words what they do not tell.")
    submit = _("Save the words")
    template_name = "agreements/compile.html"

    def dispatch_step(self, slug: str, **keys: int) -> None:
        super().dispatch_step(slug, **keys)
        if not any(may(self.by, right, self.rule_set) for right in WORDED_BY):
            raise PermissionDenied

    def form(self, data: Any = None) -> StepForm:
        rows = indicators_to_word(self.report)
        initial = {f"words_{row.pk}": words for row, _label, _figure, words in rows}
        return WordsForm(data, indicators=[row[:3] for row in rows], initial=initial)

    def save(self, form: StepForm) -> None:
        for indicator, text in form.words():  # type: ignore[attr-defined]
            set_words(report=self.report, indicator=indicator, text=text, by=self.by)

    def context(self) -> dict[str, Any]:
        return super().context() | {"report_url": report_url(self.report)}


class CompileRound(WordReport):
    """The round's step: saved, or saved and finished."""

    right = Right.LEAD
    heading = _("Compile the figures")
    intro = _("The figures are computed from the answers. Say in words what they do not tell.")

    def save(self, form: StepForm) -> None:
        super().save(form)
        if "finish" in self.request.POST and self.report.round is not None:
            finish_compiling(round_=self.report.round, by=self.by)

    @property
    def back_url(self) -> str:
        if self.request.method == "POST" and "finish" not in self.request.POST:
            return self.request.path
        return reverse("round", args=[self.rule_set.slug, self.report.round_id])

    def context(self) -> dict[str, Any]:
        return super().context() | {"second_submit": ("finish", _("Save, and go on to the assessment"))}


class AssessReport(ReportPage):
    """Every clause with its figures, what the cut-offs propose, and what a person has decided."""

    right = Right.ASSESS

    def get(self, request: HttpRequest, slug: str, **keys: int) -> HttpResponse:
        report = self.open_report(slug, **keys)
        clauses = clauses_to_assess(report)
        finish = "" if report.round is None else reverse("finish_assessing", args=[slug, report.round_id])
        context = {
            "report": report,
            "clauses": clauses,
            "missing": sum(not each.is_assessed for each in clauses),
            "is_draft": report.status == Report.Status.DRAFT,
            "finish_url": finish,
            "report_url": report_url(report),
            "crumbs": self.report_crumbs(str(_("Assess the clauses"))),
        }
        return render(request, "agreements/assess.html", context)


class AssessClause(ReportStep):
    right = Right.ASSESS
    submit = _("Save the judgement")
    template_name = "agreements/assess_clause.html"

    def dispatch_step(self, slug: str, **keys: int) -> None:
        super().dispatch_step(slug, **keys)
        found = Clause.objects.filter(version=self.report.version, pk=keys["clause"]).first()
        if found is None:
            raise Http404
        self.clause = found
        self.heading = _("Assess %(code)s") % {"code": self.clause.code}

    def form(self, data: Any = None) -> StepForm:
        given = ClauseAssessment.objects.filter(report=self.report.pk, clause=self.clause).first()
        if given is not None:
            return AssessForm(data, initial={"level": given.level, "text": given.text, "why": given.why})
        return AssessForm(data, initial={"level": self.proposed})

    @property
    def proposed(self) -> str:
        return proposal_for(self.report, self.clause)

    def save(self, form: StepForm) -> None:
        given = form.cleaned_data
        level = ClauseAssessment.Level(given["level"])
        assess_clause(
            report=self.report, clause=self.clause, level=level, why=given["why"], text=given["text"], by=self.by
        )

    @property
    def back_url(self) -> str:
        return report_url(self.report, "assess")

    def context(self) -> dict[str, Any]:
        clauses = clauses_to_assess(self.report)
        here = next(each for each in clauses if each.pk == self.clause.pk)
        return super().context() | {"clause": here}


class FinishAssessing(RoundStep):
    right = Right.ASSESS
    heading = _("Are all clauses assessed?")
    intro = _("The report then waits to be adopted by a party.")
    submit = _("All are assessed")

    def save(self, form: StepForm) -> None:
        finish_assessing(round_=self.round, by=self.by)


class AdoptReport(ReportStep):
    right = Right.ADOPT
    heading = _("Adopt the report")
    intro = _(
        "Figures, words and judgements are locked as they stand, with your name, the time and a checksum. "
        "It is no electronic signature."
    )
    submit = _("Adopt the report")

    def form(self, data: Any = None) -> StepForm:
        return AdoptForm(data)

    def context(self) -> dict[str, Any]:
        """Says what stops it before a password is asked for in vain."""
        is_draft = self.report.status == Report.Status.DRAFT
        left = ", ".join(sorted(codes_left(self.report))) if is_draft else ""
        words = _("Assess these clauses first, if only as not assessed: %(codes)s.") % {"codes": left}
        return super().context() | ({"intro": words} if left else {})

    def save(self, form: StepForm) -> None:
        # What proves who sits here is the sign-in's; this asks for what it asked for.
        if not self.by.user.check_password(form.cleaned_data["password"]):
            refused = NotSignedInAnew()
            refused.field, refused.message = "password", _("The password is not right.")
            raise refused
        adopt_report(report=self.report, by=self.by, is_signed_in_anew=True)
