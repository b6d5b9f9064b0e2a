"""What happened in a case, act by act, as figures read it: codes, keys and times; no name and no text."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CareUnit, Provider


class Fact(models.Model):
    """One act of a service, written in its transaction and never changed.

    `unit` is the one whose figure it is (the called unit for a call and its reply), `provider` that unit's provider
    as it was then, `counterpart` the other unit of the act. `origin` is the row it tells of. `code` is a detail from a
    list: an answer, a reason, a role. `step` is the programme's step it was of, in contacts alone.
    `due_at` is the moment from which it was late, where a clock ran.
    `happened_at` is when it happened, at midnight where only the day was said; `registered_at` when it was written.

    The column `xid`, the writing transaction, stands in the table alone: facts are folded by transaction horizon
    (agreements/services/rollup.py).
    """

    class What(models.TextChoices):
        CASE_OPENED = "case_opened", _("The need was identified")
        PERSON_DESCRIBED = "person_described", _("When the person was born was written down anew")
        CONSENT_ANSWERED = "consent_answered", _("Somebody answered about consent")
        CONSENT_COMPLETE = "consent_complete", _("Everybody who must consent had said yes")
        CONSENT_WITHDRAWN = "consent_withdrawn", _("A consent was withdrawn")
        MEETING_PLANNED = "meeting_planned", _("A meeting was planned")
        MEETING_CANCELLED = "meeting_cancelled", _("A meeting was cancelled")
        MEETING_HELD = "meeting_held", _("A meeting was held")
        CALLED = "called", _("A unit was called")
        REPLIED = "replied", _("A called unit replied")
        SUMMONS_WITHDRAWN = "summons_withdrawn", _("A summons was withdrawn")
        ATTENDED = "attended", _("A called unit came")
        ABSENT = "absent", _("A called unit did not come")
        DEVIATED = "deviated", _("A deviation was recorded")
        GOAL_WRITTEN = "goal_written", _("A goal was written")
        CHILD_HEARD = "child_heard", _("The child's voice was written down")
        INTERVENTION = "intervention", _("An intervention changed state")
        PLAN_AGREED = "plan_agreed", _("The plan was agreed")
        FOLLOW_UP_PLANNED = "follow_up_planned", _("A follow-up was planned")
        FOLLOW_UP_HELD = "follow_up_held", _("A follow-up was held")
        CASE_CLOSED = "case_closed", _("The case was closed")
        REFERRAL_SENT = "referral_sent", _("A referral was sent")
        REFERRAL_CAME = "referral_came", _("A referral came")
        REFERRAL_ANSWERED = "referral_answered", _("A referral was answered")
        REFERRAL_RECALLED = "referral_recalled", _("A referral was recalled")
        FAMILY_CONTACTED = "family_contacted", _("The family was contacted after a referral")
        FEEDBACK_GIVEN = "feedback_given", _("Feedback on a referral was given")
        EVALUATED = "evaluated", _("The family judged the plan")
        CONSULTED = "consulted", _("A unit was asked for advice")
        ADVISED = "advised", _("A unit gave advice")
        CONSULTATION_CLOSED = "consultation_closed", _("A consultation was closed")
        CONCERN_REPORTED = "concern_reported", _("A concern was reported")
        CONCERN_RECEIVED = "concern_received", _("A report of concern was received")
        PROTECTION_ASSESSED = "protection_assessed", _("The need of immediate protection was assessed")
        OPENING_DECIDED = "opening_decided", _("It was decided whether to open an investigation")
        INVESTIGATED = "investigated", _("An investigation was done")
        REPORTER_ANSWERED = "reporter_answered", _("The reporter was answered")
        FEEDBACK_ASKED = "feedback_asked", _("The reporter asked what became of it")
        CONCERN_HANDED_ON = "concern_handed_on", _("A report of concern was handed on")
        ENROLLED = "enrolled", _("A contact on a programme began")
        CONTACT_ENDED = "contact_ended", _("A contact on a programme ended")
        STEP_PLANNED = "step_planned", _("A step of a programme was planned, or no longer asked for")
        STEP_RECORDED = "step_recorded", _("A step of a programme was recorded")
        ASKED = "asked", _("An instrument was asked")
        FOUND = "found", _("Something was found")
        BORN = "born", _("A child of a pregnancy was born")
        HANDED_OVER = "handed_over", _("A clinic enrolled somebody who was handed over to it")
        FINDING_DECIDED = "finding_decided", _("It was decided what to do about a finding")
        CHILDREN_ASKED = "children_asked", _("A patient was asked about children")
        CHILD_INFORMED = "child_informed", _("How far information to a patient's child has come")
        CHILD_ADVISED = "child_advised", _("How far advice to a patient's child has come")
        CHILD_SUPPORTED = "child_supported", _("How far support to a patient's child has come")
        PARENT_SUPPORTED = "parent_supported", _("How far support to a patient as a parent has come")
        FINDING_REDECIDED = "finding_redecided", _("What to do about a finding was decided anew")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    what = models.CharField(max_length=20, choices=What.choices)
    code = models.CharField(max_length=24, blank=True)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(CareUnit, models.PROTECT, related_name="+", db_index=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+", db_index=False)
    counterpart = models.ForeignKey(CareUnit, models.PROTECT, null=True, related_name="+", db_index=False)
    origin = models.UUIDField(null=True)
    # Of a decided version, whose steps are never taken away: nothing has to look for them here.
    step = models.ForeignKey(
        "cases.ProgrammeStep", models.DO_NOTHING, null=True, related_name="+", db_index=False, db_constraint=False
    )
    due_at = models.DateTimeField(null=True)
    happened_at = models.DateTimeField()
    registered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["case", "what"], name="fact_by_case")]
        constraints = [
            models.CheckConstraint(
                condition=Q(happened_at__lte=F("registered_at")), name="a_fact_happened_before_it_was_registered"
            )
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.happened_at:%Y-%m-%d}"
