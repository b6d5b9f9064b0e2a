"""Figures that are also told by code: by reason, by judgement, by profession, by kind of call."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import CareUnit
from accounts.roles import Role
from cases.models import Case, Deviation, Evaluation, Finding, HealthStep, IntakeDecision, Sending, Summons
from cases.models.case import CONSULTATION_ENDINGS, PLAN_ENDINGS
from cases.models.consultation import TOPICS


@dataclass(frozen=True, slots=True)
class ByCode:
    """`words`: code → what it means. `is_outcome`: the code alone decides what is met, not met or not known."""

    label: Promise
    words: Mapping[str, "str | Promise"]
    is_outcome: bool = False


# How a plan ends; cases of other kinds are none of its figures.
CLOSED_BY = {each.value: each.label for each in PLAN_ENDINGS}
OF_REFERRALS = {each.value: each.label for each in Case.REFERRALS}
OPENINGS = (IntakeDecision.Code.OPENED, IntakeDecision.Code.NOT_OPENED, IntakeDecision.Code.ALREADY_RUNNING)
# Empty while nobody has decided.
DECIDED = {each.value: each.label for each in OPENINGS} | {"": _("Not decided yet")}
ACTIONS = dict(Finding.Action.choices) | {"": _("Not decided yet")}
OUTCOMES = dict(HealthStep.Outcome.choices) | {"": _("Nothing recorded")}
ENDED_BY = {each.value: each.label for each in CONSULTATION_ENDINGS}

BY_CODE: dict[str, ByCode] = {
    "reply_in_time": ByCode(_("By kind of call"), dict(Summons.Kind.choices)),
    "attendance": ByCode(_("By profession"), dict(Role.choices) | {"unknown": _("Not known")}),
    "closed_goals_met": ByCode(_("By reason"), CLOSED_BY, is_outcome=True),
    "family_says_helped": ByCode(_("By what the family said"), dict(Evaluation.Grade.choices), is_outcome=True),
    "referral_answered_in_time": ByCode(_("By kind"), OF_REFERRALS),
    "referral_taken_over": ByCode(_("By answer"), dict(Sending.Answer.choices) | dict(Sending.Reason.choices)),
    "referral_silent": ByCode(_("By kind"), OF_REFERRALS),
    "concern_feedback_asked": ByCode(_("By kind of unit"), dict(CareUnit.Service.choices)),
    "concern_opening_in_time": ByCode(_("By decision"), DECIDED),
    "consultation_in_time": ByCode(_("By topic"), dict(TOPICS)),
    "consultation_referred": ByCode(_("By reason"), ENDED_BY, is_outcome=True),
    "health_step_in_time": ByCode(_("By what came of it"), OUTCOMES, is_outcome=True),
    "health_finding_in_time": ByCode(_("By decision"), ACTIONS, is_outcome=True),
    "deviation": ByCode(_("By kind of deviation"), dict(Deviation.Kind.choices), is_outcome=True),
}
