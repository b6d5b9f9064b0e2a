from agreements.models.activity import Occasion, SupportActivity
from agreements.models.clock import Clock
from agreements.models.group import GroupMeeting, GroupMember, StandingGroup
from agreements.models.place import Place
from agreements.models.questionnaire import Question, Questionnaire, Staffing, YesNo
from agreements.models.report import ClauseAssessment, IndicatorWords, Measure, Release, Report
from agreements.models.rollup import Contribution, FoldMark, Rollup, RollupPersons
from agreements.models.round import Answer, Round, RoundCentre, Sheet, SheetAnswer, SheetLink
from agreements.models.rule_set import (
    AgreementCentre,
    Clause,
    ClauseIndicator,
    RuleSet,
    RuleSetParty,
    RuleSetVersion,
)
from agreements.models.training import Profession, TrainingAttendance, TrainingDay

__all__ = [
    "AgreementCentre",
    "Answer",
    "Clause",
    "ClauseAssessment",
    "ClauseIndicator",
    "Clock",
    "Contribution",
    "FoldMark",
    "GroupMeeting",
    "GroupMember",
    "IndicatorWords",
    "Measure",
    "Occasion",
    "Place",
    "Profession",
    "Question",
    "Questionnaire",
    "Release",
    "Report",
    "Rollup",
    "RollupPersons",
    "Round",
    "RoundCentre",
    "RuleSet",
    "RuleSetParty",
    "RuleSetVersion",
    "Sheet",
    "SheetAnswer",
    "SheetLink",
    "Staffing",
    "StandingGroup",
    "SupportActivity",
    "TrainingAttendance",
    "TrainingDay",
    "YesNo",
]
