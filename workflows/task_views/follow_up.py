from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.base import StepForm
from cases.forms.follow_up import ClosureForm, FollowUpForm
from cases.models import Case, Evaluation, FollowUp, GoalJudgement
from cases.selectors.plan import Section, plan_document
from cases.services.agreement import revise_plan
from cases.services.case import close_case
from cases.services.follow_up import hold_follow_up, judge_goal
from workflows.models.step import Outcome, Step
from workflows.selectors.task import due_of
from workflows.task_views.task import TaskPage

# Of each goal two answers are asked, and neither has to be given: a goal that nobody has looked at stays as it is.
ASKED = {"status": _("We who followed up say"), "family_status": _("The family says")}


class HoldForm(FollowUpForm, ClosureForm):
    """The follow-up, and the closure where that is what came of it."""

    def __init__(self, *args: Any, goals: list[Section], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goals = {section.key: section for section in goals}
        asked = [(section, what) for section in goals for what in ASKED]
        for section, what in asked:
            self.fields[f"{what}_{section.key}"] = forms.ChoiceField(
                label=f"{section.content['text']}: {str(ASKED[what]).lower()}",
                choices=GoalJudgement.Status.choices,
                required=False,
                widget=forms.RadioSelect(attrs={"class": "seg"}),
                initial=getattr(section.judgement, what, ""),
            )
        for name in ("reason", "grade"):
            self.fields[name].required = False
        for name in ("reason", "grade", "next_on"):
            self.fields[name].is_asked_for = True  # type: ignore[attr-defined]
        first = [f"{what}_{section.key}" for section, what in asked]
        self.order_fields([*first, "held_on", "outcome", "next_on", "reason", "grade", "own_words", "said_by"])

    def judgements(self) -> Iterator[tuple[UUID, dict[str, GoalJudgement.Status]]]:
        """Each goal that something was said of, with what was said."""
        for key in self.goals:
            said = {what: self.cleaned_data[f"{what}_{key}"] for what in ASKED}
            answers = {what: GoalJudgement.Status(value) for what, value in said.items() if value}
            if answers:
                yield key, answers

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("outcome") == FollowUp.Outcome.CLOSE:
            for name, words in (("reason", _("Choose why it ends.")), ("grade", _("Choose what the family says."))):
                if not cleaned.get(name):
                    self.add_error(name, words)
        if cleaned.get("outcome") == FollowUp.Outcome.CONTINUE and not cleaned.get("next_on"):
            self.add_error("next_on", _("Write the next day, or end the plan."))
        return cleaned


class HoldFollowUp(TaskPage):
    """How it goes with each goal, and whether the plan goes on, is changed, or ends."""

    step = Step.FOLLOW_UP
    what = "task:follow_up"
    template_name = "workflows/task_follow_up.html"

    def form(self, data: Any = None) -> StepForm:
        plan = plan_document(self.case, self.by)
        return HoldForm(data, goals=[each.goal for each in plan.goals])

    def do(self, form: StepForm) -> Outcome | None:
        cleaned = form.cleaned_data
        outcome = FollowUp.Outcome(cleaned["outcome"])
        for goal, answers in form.judgements():  # type: ignore[attr-defined]
            judge_goal(case=self.case, goal=goal, by=self.by, **answers)
        hold_follow_up(
            case=self.case,
            outcome=outcome,
            held_on=cleaned["held_on"],
            next_on=cleaned["next_on"],
            due_at=due_of(self.task),
            by=self.by,
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
            "draft_key": f"task:{self.task.pk}",
        }
