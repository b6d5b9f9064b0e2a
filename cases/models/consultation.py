"""A question to another unit, or to a team, about nobody who is named: a case without any person, and without consent.

Nothing here is content about somebody, so no border of secrecy between providers runs through it: it is read by the
units in the case, and by nobody else.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.history import History
from accounts.models import CareUnit, Team, User
from cases.models.base import CaseRow, Row, Topic

# Of what a question without a person can be; the first topic of a plan is who it is about.
TOPICS = [(topic.value, topic.label) for topic in Topic if topic != Topic.IDENTITY]


class Consultation(CaseRow):
    """Whom the question was put to and what it is about; written once, when it is asked."""

    asked_unit = models.ForeignKey(CareUnit, models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="consultations")
    topic = models.CharField(max_length=20, choices=TOPICS)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], name="one_consultation_per_case"),
            models.CheckConstraint(
                condition=Q(asked_unit=None, team__isnull=False) | Q(asked_unit__isnull=False, team=None),
                name="consultation_of_a_unit_or_a_team",
            ),
        ]

    def __str__(self) -> str:
        return str(self.team or self.asked_unit)


class ConsultationPost(CaseRow):
    """What a unit asked, answered or added. Never changed.

    `warned_of`: what in the text looked like somebody, where the writer said that it names nobody all the same.
    """

    class Kind(models.TextChoices):
        QUESTION = "question", _("Question")
        ANSWER = "answer", _("Answer")
        ADDITION = "addition", _("Addition")

    class Hint(models.TextChoices):
        """What a text can look as if it told; found by its form alone."""

        NAME = "name", _("a name")
        INITIALS = "initials", _("initials")
        ADDRESS = "address", _("an address")
        CONTACT = "contact", _("a telephone number or e-mail address")

    owner_unit = models.ForeignKey(CareUnit, models.PROTECT, related_name="+")
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.TextField()
    warned_of = ArrayField(models.CharField(max_length=10, choices=Hint.choices), default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(kind="question"), name="one_question_in_consultation"),
            models.CheckConstraint(condition=~Q(text=""), name="a_post_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.owner_unit}"

    @property
    def hints(self) -> list[str]:
        return [str(self.Hint(hint).label) for hint in self.warned_of]


class TeamMeeting(Row):
    """A meeting of a team: the day, where, who came by profession. Nobody is named, and there is no place for text."""

    class Profession(models.TextChoices):
        MIDWIFE = "midwife", _("Midwife")
        CHILD_HEALTH_NURSE = "child_health_nurse", _("Child-health nurse")
        PRESCHOOL_TEACHER = "preschool_teacher", _("Preschool teacher")
        SOCIAL_WORKER = "social_worker", _("Social worker")
        PSYCHOLOGIST = "psychologist", _("Psychologist")
        ADDICTION_COUNSELLOR = "addiction_counsellor", _("Addiction counsellor")
        DOCTOR = "doctor", _("Doctor")
        OTHER = "other", _("Another profession")

    team = models.ForeignKey(Team, models.PROTECT, related_name="meetings")
    held_on = models.DateField()
    place = models.CharField(max_length=120)
    came = ArrayField(models.CharField(max_length=24, choices=Profession.choices), default=list)
    written_at = models.DateTimeField(default=timezone.now)
    history = History()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(place=""), name="team_meeting_says_where")]

    def __str__(self) -> str:
        return f"{self.team} {self.held_on}"

    @property
    def professions(self) -> list[str]:
        return [str(self.Profession(each).label) for each in self.came]


class TeamMeetingItem(CaseRow):
    """A consultation that was taken up at a meeting of the team."""

    meeting = models.ForeignKey(TeamMeeting, models.PROTECT, related_name="items")
    history = History()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "case"], name="taken_up_once_at_a_meeting")]
