"""The rounds of an agreement: start one, see how far it has come and who is late, name who answers."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.forms.round import NextRoundForm, RespondentForm, StartRoundForm
from agreements.models import Questionnaire, Report, Round, RuleSet
from agreements.permissions import Right, may
from agreements.selectors.report import reports_over_periods
from agreements.services.report import DRAFTED_BY
from agreements.services.round import plan_next_round
from cases.forms.base import StepForm
from workflows.selectors.report_page import report_name, report_url
from workflows.selectors.round_page import open_steps, rows_of_round, work_in_rounds
from workflows.services.review import close_collecting, name_respondent
from workflows.services.round_start import start_round, why_not_started
from workflows.task_views.page import ActingPage
from workflows.views.agreements.page import AgreementPage, AgreementStep
from workflows.views.agreements.round_page import CentreStep, RoundPage, RoundStep


class RoundWork(ActingPage):
    """What waits for oneself in rounds, for roles whose start is another page than the inbox too."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "agreements/round_work.html", {"work": work_in_rounds(self.by, now=timezone.now())})


class Rounds(AgreementPage):
    """The agreement's rounds, and its reports on periods."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        rule_set = self.get_agreement(slug)
        today, may_start = timezone.localdate(), may(self.by, Right.LEAD, rule_set)
        rounds = Round.objects.filter(rule_set=rule_set).select_related("questionnaire").order_by("-year", "-pk")
        context = {
            "rule_set": rule_set,
            "rounds": rounds,
            "crumbs": self.crumbs(rule_set, str(_("Rounds and reports"))),
            "may_start": may_start,
            "is_due": rule_set.next_round_on is not None and rule_set.next_round_on <= today,
            "refused": why_not_started(rule_set, today) if may_start else None,
            "may_report": any(may(self.by, right, rule_set) for right in DRAFTED_BY),
            "reports": self.reports(rule_set),
        }
        return render(request, "agreements/rounds.html", context)

    def reports(self, rule_set: RuleSet) -> list[tuple[Report, str, str]]:
        """Those over periods, with name and address, for who may read figures."""
        if not may(self.by, Right.AUDIT, rule_set):
            return []
        return [(each, report_name(each), report_url(each)) for each in reports_over_periods(rule_set)]


class StartRound(AgreementStep):
    right = Right.LEAD
    heading = _("Start a round")
    intro = _("Every centre that the agreement knows is asked. A survey of parents or a review of records asks units.")
    submit = _("Start the round")

    def form(self, data: Any = None) -> StepForm:
        return StartRoundForm(data, initial={"year": timezone.localdate().year, "questionnaire": "kafo"})

    def save(self, form: StepForm) -> None:
        given = dict(form.cleaned_data)
        questionnaire = Questionnaire.objects.get(slug=given.pop("questionnaire"))
        start_round(rule_set=self.rule_set, questionnaire=questionnaire, by=self.by, **given)

    @property
    def back_url(self) -> str:
        return reverse("rounds", args=[self.rule_set.slug])


class PlanNextRound(AgreementStep):
    """When the next KAFO round starts by itself."""

    right = Right.LEAD
    heading = _("When does the next round start?")
    intro = _(
        "On that day every centre is asked, and whoever leads the agreement has tasks to name who answers. The round "
        "after it starts on the agreement's interval."
    )

    def form(self, data: Any = None) -> StepForm:
        return NextRoundForm(data, initial={"on": self.rule_set.next_round_on})

    def save(self, form: StepForm) -> None:
        plan_next_round(rule_set=self.rule_set, on=form.cleaned_data["on"], by=self.by)

    @property
    def back_url(self) -> str:
        return reverse("rounds", args=[self.rule_set.slug])


class RoundOverview(RoundPage):
    """How far it has come: who has answered and who is late, and what is to be done now."""

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        row = self.open_round(slug, pk)
        rows = rows_of_round(row, self.by, now=timezone.now())
        context = {
            "rule_set": row.rule_set,
            "round": row,
            "crumbs": self.round_crumbs(),
            "rows": rows,
            "answered": sum(each.is_answered for each in rows),
            "late": [each for each in rows if each.is_late],
            "steps": open_steps(row, self.by, now=timezone.now()),
            "may_lead": may(self.by, Right.LEAD, row.rule_set),
            "may_check": may(self.by, Right.CHECK, row.rule_set),
            "may_read_report": may(self.by, Right.AUDIT, row.rule_set),
            "takes_answers": row.status in (Round.Status.COLLECTING, Round.Status.CHECKING),
            "is_collecting": row.status == Round.Status.COLLECTING,
        }
        return render(request, "agreements/round.html", context)


class NameRespondent(CentreStep):
    heading = _("Name who answers")
    submit = _("Save")

    def form(self, data: Any = None) -> StepForm:
        return RespondentForm(data, centre=self.asked.centre, initial={"respondent": self.asked.respondent_id})

    def save(self, form: StepForm) -> None:
        name_respondent(asked=self.asked, respondent=form.cleaned_data["respondent"], by=self.by)

    def context(self) -> dict[str, Any]:
        words = _("One person answers for %(centre)s. The question is in their inbox, and in nobody else's.")
        return super().context() | {"intro": words % {"centre": self.asked.centre}}


class CloseRound(RoundStep):
    heading = _("Wait for no more answers?")
    intro = _("Who has not answered stays in the round, and is counted as not known. The answers are checked next.")
    submit = _("Wait no more")

    def save(self, form: StepForm) -> None:
        close_collecting(round_=self.round, by=self.by)
