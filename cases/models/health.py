"""A child, a pregnancy or a patient at a clinic: what was done at each step, what was answered, and what was found.

All of it is the own unit's: another unit of the same provider, too, is told it piece by piece. A parent's answers are
about the parent, and stand on no page about the child.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.history import History
from accounts.models import CareUnit, User
from cases.models.base import CaseRow, ContentOfUnit
from cases.models.instrument import Instrument
from cases.models.programme import Programme, ProgrammeStep
from cases.scoring import Proposal


class HealthContact(CaseRow):
    """What the schedule is counted from, beside the birth date, which is the person's."""

    class Ending(models.TextChoices):
        NONE = "", _("Goes on")
        BORN = "born", _("The child is born")
        MISCARRIAGE = "miscarriage", _("Miscarriage")
        TERMINATION = "termination", _("Termination")
        STILLBIRTH = "stillbirth", _("Stillbirth")
        DIED = "died", _("The child has died")
        MOVED = "moved", _("Moved to another clinic")
        SEPARATED = "separated", _("The child has other guardians")
        DONE = "done", _("The programme is done")
        DECLINED = "declined", _("The family no longer wants the contact")

    # After these there is nothing to do, to send or to remind of, ever.
    WITHOUT_SCHEDULE = (Ending.MISCARRIAGE, Ending.TERMINATION, Ending.STILLBIRTH, Ending.DIED)

    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="health_contact")
    unit = models.ForeignKey(CareUnit, models.PROTECT, related_name="+", db_index=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    enrolled_on = models.DateField()
    days_at_birth = models.PositiveSmallIntegerField(null=True, blank=True)
    ending = models.CharField(max_length=12, choices=Ending.choices, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    # The same child's or pregnancy's contact before this one, at the clinic it came from: as it was told, of another
    # unit's case, which is disposed of by itself.
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False)
    # The referral by which it came here.
    came_by = models.OneToOneField("cases.Case", models.PROTECT, null=True, blank=True, related_name="+")
    # The next step to do, so that a clinic's list is read in its order; renewed by every act that may change it.
    next_step = models.ForeignKey(ProgrammeStep, models.PROTECT, null=True, blank=True, related_name="+")
    next_from = models.DateField(null=True, blank=True)
    next_to = models.DateField(null=True, blank=True)
    history = History()

    class Meta:
        indexes = [
            models.Index(fields=["unit", "next_to", "id"], name="contact_by_next_step"),
            # Where little can be done now, what can is found without walking past the rest.
            models.Index(fields=["unit", "next_from"], name="contact_by_first_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ending="", ended_on=None) | ~Q(ending="") & Q(ended_on__isnull=False),
                name="health_contact_ends_on_a_day",
            )
        ]


class HealthStep(ContentOfUnit):
    """What became of one step of the programme. A visit that was missed is missed again, or done, in the same row.

    `missed_on`: each day the family did not come. `ticked`: which parts of the step's content were taken up.
    `correction`: why this edition replaced the one before; what that one said stands in history.
    """

    class Outcome(models.TextChoices):
        DONE = "done", _("Done")
        MISSED = "missed", _("Did not come")
        DECLINED = "declined", _("The family said no")
        ELSEWHERE = "elsewhere", _("Done elsewhere")

    step = models.ForeignKey(ProgrammeStep, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    happened_on = models.DateField()
    missed_on = ArrayField(models.DateField(), default=list, blank=True)
    ticked = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    text = models.TextField(blank=True)
    # Grams and millimetres, so that they add up and compare exactly.
    weight = models.PositiveIntegerField(null=True, blank=True)
    length = models.PositiveIntegerField(null=True, blank=True)
    head = models.PositiveIntegerField(null=True, blank=True)
    correction = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "step"], name="a_step_is_recorded_once"),
        ]


class InstrumentAnswers(ContentOfUnit):
    """Somebody's answers to an instrument: item number → points. `total` only where every item is answered.

    `correction`: why this edition replaced the one before.
    """

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="+")
    step = models.ForeignKey(ProgrammeStep, models.PROTECT, null=True, blank=True, related_name="+")
    taken_on = models.DateField()
    answers = models.JSONField(default=dict)
    total = models.PositiveSmallIntegerField(null=True, blank=True)
    proposes = ArrayField(models.CharField(max_length=16, choices=Proposal.choices), default=list, blank=True)
    correction = models.CharField(max_length=300, blank=True, default="")


class Finding(ContentOfUnit):
    """Something that a person has to decide about. A case of its own: it is about one person, and its secrecy theirs.

    `origin_case` is the contact it was found in, `origin` the answers or the step. What is decided anew, or corrected,
    replaces what stood; the earlier decisions stand in history: one with a later `decided_at` was taken anew.
    """

    class Action(models.TextChoices):
        NONE = "", _("Not decided")
        TALK = "talk", _("Talk")
        REFERRAL = "referral", _("Referral")
        CONSULTATION = "consultation", _("Consultation")
        PLAN = "plan", _("Request for a coordinated individual plan")
        CONCERN = "concern", _("Report of concern")
        NO_ACTION = "no_action", _("No action, with the reason")

    proposal = models.CharField(max_length=16, choices=Proposal.choices)
    origin_case = models.UUIDField(db_index=True)
    origin = models.UUIDField()
    found_on = models.DateField()
    action = models.CharField(max_length=12, choices=Action.choices, blank=True)
    text = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["origin", "proposal"], condition=Q(action=""), name="found_once"),
            models.CheckConstraint(
                condition=Q(action="", decided_at=None) | ~Q(action="") & Q(decided_at__isnull=False),
                name="finding_decided_at_a_time",
            ),
        ]


class Consequence(CaseRow):
    """What came of a finding: a case that was begun from it, by its own unit. Whom that one tells knows nothing of it.

    `case` is the finding's.
    """

    led_to = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    begun_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "led_to"], name="a_consequence_is_noted_once")]
