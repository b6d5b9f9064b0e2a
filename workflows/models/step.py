"""The words of the flows: what a person is asked to do, how it can end, why a clock stands still. Stored data."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Step(models.TextChoices):
    """A human task; its value is the name of its node."""

    OBTAIN_CONSENT = "obtain_consent", _("Ask for consent")
    PREPARE = "prepare", _("Prepare the meeting")
    REPLY = "reply", _("Reply to the summons")
    MEET = "meet", _("Hold the meeting")
    WRITE_PLAN = "write_plan", _("Write the plan")
    CONFIRM = "confirm", _("Confirm your unit's interventions")
    FOLLOW_UP = "follow_up", _("Follow up the plan")
    WRITE_REFERRAL = "write_referral", _("Write and send the referral")
    ANSWER_REFERRAL = "answer_referral", _("Answer the referral")
    SILENT_REFERRAL = "silent_referral", _("The referral has no answer")
    RECORD_ANSWER = "record_answer", _("Record the receiver's answer")
    RECORD_OUTCOME = "record_outcome", _("Record what became of it")
    CONTACT_FAMILY = "contact_family", _("Contact the family")
    GIVE_FEEDBACK = "give_feedback", _("Give feedback to the sender")
    READ_FEEDBACK = "read_feedback", _("Read the feedback and end the referral")
    ADVISE = "advise", _("Answer the question")
    READ_ANSWER = "read_answer", _("Read the answer and end the consultation")
    ASSESS_PROTECTION = "assess_protection", _("Assess immediate protection")
    DECIDE_OPENING = "decide_opening", _("Decide whether to open an investigation")
    INVESTIGATE = "investigate", _("Investigate")
    ANSWER_REPORTER = "answer_reporter", _("Answer the reporter")
    READ_ADDITION = "read_addition", _("Read what the reporter has added")
    DECIDE_FINDING = "decide_finding", _("Decide what to do about a finding")
    ASK_PARENTHOOD = "ask_parenthood", _("Ask about children and parenthood")
    ASSESS_CHILD = "assess_child", _("Assess whether a child may fare badly")
    REVIEW_PARENTHOOD = "review_parenthood", _("Ask again about children and parenthood")
    COLLECT = "collect", _("Collect the answers")
    ANSWER = "answer", _("Answer the round")
    CHECK = "check", _("Check the answers")
    COMPILE = "compile", _("Compile the figures")
    ASSESS = "assess", _("Assess the clauses")
    ADOPT = "adopt", _("Adopt the report")
    PLAN_MEASURES = "plan_measures", _("Write the action plan")
    FOLLOW_UP_MEASURES = "follow_up_measures", _("Follow up the action plan")


class Outcome(models.TextChoices):
    """How a task ended. Those in WITHDRAWN are not the performer's: the task was no longer wanted."""

    NONE = "", _("Not done yet")
    GIVEN = "given", _("Consent given")
    REFUSED = "refused", _("Consent refused")
    PREPARED = "prepared", _("The meeting is prepared")
    REPLIED = "replied", _("Replied")
    HELD = "held", _("The meeting was held")
    WRITTEN = "written", _("The plan is written")
    CONFIRMED = "confirmed", _("Confirmed")
    DECLINED = "declined", _("Cannot be done as written")
    CONTINUE = "continue", _("The plan goes on")
    REVISE = "revise", _("The plan is changed")
    CLOSE = "close", _("The plan ends")
    SENT = "sent", _("Sent")
    ACCEPTED = "accepted", _("Taken over")
    MORE_ASKED = "more_asked", _("Asks for more")
    OTHER_SUGGESTED = "other_suggested", _("Suggests another unit")
    TURNED_DOWN = "turned_down", _("Cannot take it")
    FORWARDED = "forwarded", _("Passed on to another unit")
    CONTACTED = "contacted", _("The family has been contacted")
    FED_BACK = "fed_back", _("Feedback given")
    FEEDBACK_READ = "feedback_read", _("Feedback read")
    RECALLED = "recalled", _("No longer needed: recalled by the sender")
    OPENED = "opened", _("An investigation is opened")
    NOT_OPENED = "not_opened", _("No investigation is opened")
    ALREADY_RUNNING = "already_running", _("An investigation is already running")
    INVESTIGATED = "investigated", _("The investigation is done")
    NOT_ANSWERED = "not_answered", _("The reporter is not answered")
    READ = "read", _("Read")
    COLLECTED = "collected", _("The answers have been collected")
    ANSWERED = "answered", _("Answered")
    CHECKED = "checked", _("The answers hold")
    SENT_BACK = "sent_back", _("Sent back with a question")
    COMPILED = "compiled", _("Compiled")
    ASSESSED = "assessed", _("Assessed")
    ADOPTED = "adopted", _("Adopted")
    PLANNED = "planned", _("The action plan is written")
    FOLLOWED_UP = "followed_up", _("The action plan is followed up")
    HELPED = "helped", _("The answer helped")
    REFERRED = "referred", _("Turned into a referral")
    NOTHING_MORE = "nothing_more", _("Nothing more is needed")
    DECIDED = "decided", _("It was decided what to do")
    ASKED = "asked", _("Asked and written down")
    REPORTED = "reported", _("A report of concern is made")
    NOT_REPORTED = "not_reported", _("No report, with the reason")
    CONSENT_WITHDRAWN = "consent_withdrawn", _("No longer needed: the consent was withdrawn")
    UNIT_LEFT = "unit_left", _("No longer needed: the unit left the case")
    PLAN_CHANGED = "plan_changed", _("No longer needed: the plan is written anew")
    CASE_CLOSED = "case_closed", _("No longer needed: the case was closed")
    MEETING_MOVED = "meeting_moved", _("Asked again: the meeting was moved")
    MEETING_CANCELLED = "meeting_cancelled", _("No longer needed: the meeting was cancelled")
    HANDED_ON = "handed_on", _("No longer needed: the report was handed on")
    NOT_WAITED_FOR = "not_waited_for", _("No longer waited for: the round was closed")
    ANSWERED_BY_OTHER = "answered_by_other", _("No longer needed: another unit answered")


# Of an agreement's round; all others are of a case.
ROUND_STEPS = frozenset(
    {
        Step.COLLECT,
        Step.ANSWER,
        Step.CHECK,
        Step.COMPILE,
        Step.ASSESS,
        Step.ADOPT,
        Step.PLAN_MEASURES,
        Step.FOLLOW_UP_MEASURES,
    }
)

CONSULTATION_STEPS = frozenset({Step.ADVISE, Step.READ_ANSWER})
# Of a report of concern: who does them is named on the case, also in an open unit.
BY_NAME = frozenset(
    {Step.ASSESS_PROTECTION, Step.DECIDE_OPENING, Step.INVESTIGATE, Step.ANSWER_REPORTER, Step.READ_ADDITION}
)

# Their clocks never stand still: the law knows longer time, for its own reasons, and no pause.
NEVER_PAUSED = BY_NAME

WITHDRAWN = frozenset(
    {
        Outcome.CONSENT_WITHDRAWN,
        Outcome.UNIT_LEFT,
        Outcome.PLAN_CHANGED,
        Outcome.CASE_CLOSED,
        Outcome.MEETING_MOVED,
        Outcome.MEETING_CANCELLED,
        Outcome.HANDED_ON,
        Outcome.NOT_WAITED_FOR,
        Outcome.RECALLED,
        Outcome.ANSWERED_BY_OTHER,
    }
)


class PauseReason(models.TextChoices):
    """Why a clock stands still: a code, never a text."""

    FAMILY_THINKS = "family_thinks", _("The family wants to think")
    FAMILY_AWAY = "family_away", _("The family is away")
    FAMILY_ILL = "family_ill", _("Illness in the family")
    INTERPRETER = "interpreter", _("Waiting for an interpreter")
    OTHER_PARTY = "other_party", _("Waiting for somebody outside Samplan")
