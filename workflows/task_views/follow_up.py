from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.base import StepForm
from cases.forms.follow_up import ClosureForm, FollowUpForm
from cases.models import Case, Evaluation, FollowUp, Goal
from cases.selectors.plan import plan_document
from cases.services.agreement import revise_plan
from cases.services.case import close_case
from cases.services.follow_up import hold_follow_up, judge_goal
from workflows.models.step import Outcome, Step
from workflows.task_views.task import TaskPage


class HoldForm(FollowUpForm, ClosureForm):
    """How each goal stands, the follow-up, and the closure where that is what came of it.

    `goals` are those the acting unit's side has written: only they are judged here.
    """

    def __init__(self, *args: Any, goals: list[Goal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goals = {f"goal_{goal.pk}": goal for goal in goals}
        for name, goal in self.goals.items():
            self.fields[name] = forms.ChoiceField(
                label=goal.text,
                choices=[choice for choice in Goal.Status.choices if choice[0] != Goal.Status.OPEN],
                widget=forms.RadioSelect({"class": "seg"}),
                initial=goal.status,
                required=False,
            )
        self.order_fields([*self.goals, *FollowUpForm.base_fields, *ClosureForm.base_fields])
        for name in ("reason", "grade"):
            self.fields[name].required = False
            self.fields[name].is_asked_for = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("outcome") == FollowUp.Outcome.CLOSE:
            for name, words in (("reason", _("Choose why it ends.")), ("grade", _("Choose what the family says."))):
                if not cleaned.get(name):
                    self.add_error(name, words)
        if cleaned.get("outcome") == FollowUp.Outcome.CONTINUE and not cleaned.get("next_on"):
            self.add_error("next_on", _("Write the next day, or end the plan."))
        return cleaned

    def judged(self) -> list[tuple[Goal, Goal.Status]]:
        """The goals whose standing was changed."""
        found = [(goal, self.cleaned_data.get(name)) for name, goal in self.goals.items()]
        return [(goal, Goal.Status(status)) for goal, status in found if status and status != goal.status]


class HoldFollowUp(TaskPage):
    """How it goes with each goal, and whether the plan goes on, is changed, or ends."""

    step = Step.FOLLOW_UP
    what = "task:follow_up"
    template_name = "workflows/task_follow_up.html"

    def form(self, data: Any = None) -> StepForm:
        plan = plan_document(self.case, self.by)
        return HoldForm(data, goals=[each.goal.row for each in plan.goals if each.goal.row is not None])

    def do(self, form: StepForm) -> Outcome | None:
        cleaned = form.cleaned_data
        outcome = FollowUp.Outcome(cleaned["outcome"])
        for goal, status in form.judged():  # type: ignore[attr-defined]
            judge_goal(goal=goal, status=status, edition=goal.edition, by=self.by)
        hold_follow_up(
            case=self.case, outcome=outcome, held_on=cleaned["held_on"], next_on=cleaned["next_on"], by=self.by
        )
        if outcome == FollowUp.Outcome.REVISE:
            revise_plan(case=self.case, by=self.by)
        if outcome == FollowUp.Outcome.CLOSE:
            close_case(
                case=self.case,
                reason=Case.ClosureReason(cleaned["reason"]),
                grade=Evaluation.Grade(cleaned["grade"]),
                own_words=cleaned["own_words"],
                said_by=cleaned["said_by"],
                by=self.by,
            )
        return Outcome(outcome)

    def context(self) -> dict[str, Any]:
        return {
            "heading": _("Follow up the plan"),
            "plan": plan_document(self.case, self.by),
            "submit": _("Save the follow-up"),
        }
