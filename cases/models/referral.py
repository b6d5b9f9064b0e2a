"""A referral: what the sender writes, every sending of it, and what the receiver says back.

The baton stays with the sender until somebody takes it: `holder` says who answers for the family now.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.history import History
from accounts.models import CareUnit, User
from cases.models.base import CaseRow, ContentOfUnit, Topic
from cases.models.disclosure import Disclosure
from cases.models.party import Channel, PartyKind


class Referral(CaseRow):
    """How a referral stands: no name, no text. Seen by every unit that takes part, the sender and the receiver."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Being written")
        SENT = "sent", _("Waiting for an answer")
        RETURNED = "returned", _("Back with the sender")
        ACCEPTED = "accepted", _("Taken over")
        FED_BACK = "fed_back", _("Feedback given")
        CLOSED = "closed", _("Ended")

    class Contact(models.TextChoices):
        NONE = "", _("Not yet")
        MET = "met", _("The family has been met")
        SPOKEN = "spoken", _("Spoken with the family")
        NOT_REACHED = "not_reached", _("The family could not be reached")
        DECLINED = "family_declined", _("The family did not want it")

    class Result(models.TextChoices):
        NONE = "", _("Not yet")
        GOES_ON = "goes_on", _("The contact goes on")
        HELPED = "helped", _("The family has got help, and the contact is over")
        NOT_NEEDED = "not_needed", _("It turned out that no more is needed")
        FAMILY_SAID_NO = "family_said_no", _("The family said no")
        NOT_REACHED = "not_reached", _("The family was never reached")
        PLAN_STARTED = "plan_started", _("A coordinated individual plan has been started")

    class Purpose(models.TextChoices):
        OTHER = "", _("Something else")
        BIRTH = "birth", _("From maternity to child health")
        MOVE = "move", _("To another clinic")

    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="referral")
    # What is handed over as a whole, with its own clock and a schedule that goes on.
    purpose = models.CharField(max_length=8, choices=Purpose.choices, blank=True, default="", db_default="")
    sender_unit = models.ForeignKey(CareUnit, models.PROTECT, related_name="+")
    topic = models.CharField(max_length=20, choices=Topic.choices)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    contact = models.CharField(max_length=16, choices=Contact.choices, blank=True)
    contacted_on = models.DateField(null=True, blank=True)
    result = models.CharField(max_length=16, choices=Result.choices, blank=True)
    # The plan that a request for one was turned into.
    plan_case = models.ForeignKey("cases.Case", models.PROTECT, null=True, blank=True, related_name="+")
    history = History()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(contact="", contacted_on=None) | ~Q(contact="") & Q(contacted_on__isnull=False),
                name="contact_has_a_day",
            ),
        ]

    @property
    def is_with_sender(self) -> bool:
        """Until somebody has accepted, the sender's unit answers for the family."""
        return self.state in (self.State.DRAFT, self.State.SENT, self.State.RETURNED)


class Sending(CaseRow):
    """One time the referral was sent: to whom, on which hand-over, and what was answered. Never changed into another.

    To a unit, or to a `party` without account, which gets it on paper and whose answer the sender records.
    """

    class Answer(models.TextChoices):
        NONE = "", _("Not answered")
        ACCEPTED = "accepted", _("Takes it over")
        MORE_ASKED = "more_asked", _("Asks for more")
        OTHER_SUGGESTED = "other_suggested", _("Suggests another unit")
        TURNED_DOWN = "turned_down", _("Cannot take it")
        FORWARDED = "forwarded", _("Passed on to another unit")
        RECALLED = "recalled", _("Recalled by the sender")
        ENDED = "ended", _("Ended: the consent no longer holds")

    class Reason(models.TextChoices):
        """Why a receiver cannot take it."""

        NONE = "", _("No reason")
        NOT_OURS = "not_ours", _("It is not what the unit does")
        NOT_IN_AREA = "not_in_area", _("The family does not live in the unit's area")
        ALREADY_HELPED = "already_helped", _("The family already has a contact elsewhere")
        NO_CAPACITY = "no_capacity", _("The unit has no room now")
        FAMILY_DECLINED = "family_declined", _("The family does not want it")
        TOO_LITTLE = "too_little", _("Too little is known")
        OTHER = "other", _("Another reason, in words")

    number = models.PositiveSmallIntegerField()
    receiver_unit = models.ForeignKey(CareUnit, models.PROTECT, null=True, blank=True, related_name="+")
    party = models.CharField(max_length=200, blank=True)
    party_kind = models.CharField(max_length=16, choices=PartyKind.choices, blank=True, default="", db_default="")
    # Of what went on paper: how and when, and when the sender told the party that it no longer holds.
    channel = models.CharField(max_length=16, choices=Channel.choices, blank=True, default="", db_default="")
    posted_on = models.DateField(null=True, blank=True)
    end_told_on = models.DateField(null=True, blank=True)
    disclosure = models.ForeignKey(Disclosure, models.PROTECT, null=True, related_name="sendings")
    # The sending whose receiver passed it on; empty where the referral's own unit sent it.
    forwarded_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    answer = models.CharField(max_length=16, choices=Answer.choices, blank=True)
    reason = models.CharField(max_length=16, choices=Reason.choices, blank=True)
    suggested_unit = models.ForeignKey(CareUnit, models.PROTECT, null=True, blank=True, related_name="+")
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    history = History()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="sendings_are_numbered"),
            models.UniqueConstraint(fields=["case"], condition=Q(answer=""), name="one_sending_waits"),
            models.CheckConstraint(
                condition=Q(receiver_unit__isnull=False, party="") | Q(receiver_unit=None) & ~Q(party=""),
                name="sent_to_unit_or_party",
            ),
            models.CheckConstraint(
                condition=Q(party="", party_kind="", channel="", posted_on=None, end_told_on=None)
                | ~Q(party="") & ~Q(party_kind="") & ~Q(channel="") & Q(posted_on__isnull=False),
                name="paper_has_a_channel_and_a_day",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | ~Q(answer="") & Q(answered_at__isnull=False),
                name="answer_has_a_time",
            ),
            models.CheckConstraint(condition=~Q(answer="turned_down") | ~Q(reason=""), name="turned_down_for_a_reason"),
        ]

    @property
    def to(self) -> str:
        return self.party or str(self.receiver_unit)

    @property
    def passed_on_by(self) -> CareUnit | None:
        """The unit that passed it on; None where the referral's own unit sent it."""
        return self.forwarded_from.receiver_unit if self.forwarded_from else None


class ReferralSection(ContentOfUnit):
    """One part of what the sender writes. Only its own unit reads it: what goes on is told piece by piece."""

    class Heading(models.TextChoices):
        QUESTION = "question", _("What we ask for")
        BACKGROUND = "background", _("What we have seen and know")
        DONE = "done", _("What has been done")
        WISH = "wish", _("What the family wishes")
        OTHER = "other", _("Other that may matter")

    heading = models.CharField(max_length=12, choices=Heading.choices)
    text = models.TextField()
    # With a contact on a programme: what the receiver's schedule goes on from (cases/services/handing_on.py).
    schedule = models.JSONField(null=True, blank=True)
    # The contact that is handed over, as the schedule has it: by a key of its own it is found without reading them all.
    follows = models.UUIDField(null=True, blank=True, db_index=True)


class ReferralAnswer(ContentOfUnit):
    """What the receiver writes to the sender: with its answer, or as feedback when it knows what became of it."""

    class Kind(models.TextChoices):
        ANSWER = "answer", _("Answer")
        FEEDBACK = "feedback", _("Feedback")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    sending = models.ForeignKey(Sending, models.PROTECT, related_name="answers")
    text = models.TextField()
