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


class Outcome(models.TextChoices):
    """How a task ended. The last six are not the performer's: the task was no longer wanted."""

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
    CONSENT_WITHDRAWN = "consent_withdrawn", _("No longer needed: the consent was withdrawn")
    UNIT_LEFT = "unit_left", _("No longer needed: the unit left the case")
    PLAN_CHANGED = "plan_changed", _("No longer needed: the plan is written anew")
    CASE_CLOSED = "case_closed", _("No longer needed: the case was closed")
    MEETING_MOVED = "meeting_moved", _("Asked again: the meeting was moved")
    MEETING_CANCELLED = "meeting_cancelled", _("No longer needed: the meeting was cancelled")


WITHDRAWN = frozenset(
    {
        Outcome.CONSENT_WITHDRAWN,
        Outcome.UNIT_LEFT,
        Outcome.PLAN_CHANGED,
        Outcome.CASE_CLOSED,
        Outcome.MEETING_MOVED,
        Outcome.MEETING_CANCELLED,
    }
)


class PauseReason(models.TextChoices):
    """Why a clock stands still: a code, never a text."""

    FAMILY_THINKS = "family_thinks", _("The family wants to think")
    FAMILY_AWAY = "family_away", _("The family is away")
    FAMILY_ILL = "family_ill", _("Illness in the family")
    INTERPRETER = "interpreter", _("Waiting for an interpreter")
    OTHER_PARTY = "other_party", _("Waiting for somebody outside Samplan")
