"""Step → its page. One address for every task, so that a link to it never tells what it is about."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.roles import Action
from cases.models import PlanMeeting
from workflows.models import Task, WorkItem
from workflows.models.step import Step
from workflows.selectors.notice import withdrawn_of
from workflows.selectors.round_page import step_url
from workflows.task_views.confirm import Confirm
from workflows.task_views.consent import ObtainConsent
from workflows.task_views.consultation import Advise, ReadAnswer
from workflows.task_views.done import gone
from workflows.task_views.finding import DecideFinding
from workflows.task_views.follow_up import HoldFollowUp
from workflows.task_views.intake import (
    AnswerReporter,
    AssessProtection,
    DecideOpening,
    Investigate,
    ReadAddition,
)
from workflows.task_views.on_paper import RecordAnswer, RecordOutcome
from workflows.task_views.overview import TaskOverview
from workflows.task_views.page import ActingPage
from workflows.task_views.parenthood import AskParenthood, AssessChild, ReviewParenthood
from workflows.task_views.prepare import Prepare
from workflows.task_views.referral import AnswerReferral, ContactFamily, GiveFeedback, ReadFeedback
from workflows.task_views.reply import ReplyToSummons
from workflows.task_views.task import TaskPage
from workflows.task_views.write_plan import WritePlan
from workflows.task_views.write_referral import WriteReferral

PAGES: dict[str, type[TaskPage]] = {
    page.step: page
    for page in (
        *(ObtainConsent, Prepare, ReplyToSummons, WritePlan, Confirm, HoldFollowUp),
        *(WriteReferral, AnswerReferral, ContactFamily, GiveFeedback, ReadFeedback, RecordAnswer, RecordOutcome),
        *(Advise, ReadAnswer, DecideFinding),
        *(AskParenthood, AssessChild, ReviewParenthood),
        *(AssessProtection, DecideOpening, Investigate, AnswerReporter, ReadAddition),
    )
}


class OpenTask(ActingPage):
    """Hands over to the page of the task's step; the meeting has a page of its own. Http404 for whom it is not."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponseBase:
        return self.hand_on(request, pk)

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponseBase:
        return self.hand_on(request, pk)

    def hand_on(self, request: HttpRequest, pk: UUID) -> HttpResponseBase:
        task = Task.objects.select_related("round__rule_set").filter(pk=pk).first()
        if task is None:
            return self.not_named(request, pk)
        if task.step not in Step.values:
            raise Http404
        if task.round is not None:
            here = step_url(task, Step(task.step))
            return redirect(here if task.is_open else reverse("round", args=[task.round.rule_set.slug, task.round_id]))
        if task.step == Step.ANSWER_REFERRAL and task.unit_id != self.by.unit_id:
            # Silent: back in the sender's inbox, where it is recalled or sent elsewhere.
            return redirect("referral", task.case_id)
        wanted = PAGES[task.step].action if task.step in PAGES else Action.WRITE
        if request.method == "GET" and wanted not in self.by.rights.actions:
            return TaskOverview.as_view()(request, pk=pk)
        if task.step == Step.MEET:
            planned = PlanMeeting.objects.filter(case_id=task.case_id, status=PlanMeeting.Status.PLANNED)
            meeting = planned.order_by("starts_at").first()
            return redirect("meeting", task.case_id, meeting.pk) if meeting else redirect("case", task.case_id)
        return PAGES[task.step].as_view()(request, pk=pk)

    def not_named(self, request: HttpRequest, pk: UUID) -> HttpResponseBase:
        """A colleague of a unit that takes part by name: takes what is free, states a need for what is not."""
        item = WorkItem.objects.filter(task_id=pk, unit_id=self.by.unit_id).first()
        if item is None and (told := withdrawn_of(pk, self.by)) is not None:
            return gone(request, told)
        if item is None:
            raise Http404
        if item.taken_by_id is not None:
            return redirect("state_need", item.case_id)
        return render(request, "workflows/take.html", {"item": item})


open_task_page = OpenTask.as_view()
