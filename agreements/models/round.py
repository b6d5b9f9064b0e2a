"""A survey round of an agreement: who is asked, what they answered, and the sheets nobody's name is on."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.history import History
from accounts.models import Assignment, CareUnit, FamilyCentre
from agreements.models.questionnaire import Question, Questionnaire
from agreements.models.rule_set import RuleSet, RuleSetVersion


class Round(models.Model):
    """One asking of every centre of an agreement, in one year. Judged by the version in force when it started."""

    class Status(models.TextChoices):
        COLLECTING = "collecting", _("Answers come in")
        CHECKING = "checking", _("Answers are checked")
        COMPILING = "compiling", _("Figures are compiled")
        ASSESSING = "assessing", _("Clauses are assessed")
        ADOPTED = "adopted", _("Adopted")
        FOLLOWED_UP = "followed_up", _("Followed up")

    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="rounds")
    version = models.ForeignKey(RuleSetVersion, models.PROTECT, related_name="+")
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="rounds")
    year = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.COLLECTING)
    is_imported = models.BooleanField(default=False)
    is_made_up = models.BooleanField(default=False)
    started_on = models.DateField()
    due_on = models.DateField()
    history = History()

    class Meta:
        ordering = ["rule_set", "-year"]
        constraints = [
            models.UniqueConstraint(fields=["rule_set", "questionnaire", "year"], name="one_round_a_year"),
            models.CheckConstraint(condition=Q(due_on__gte=F("started_on")), name="round_is_due_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.rule_set} {self.year}"

    @property
    def is_adopted(self) -> bool:
        return self.status in {self.Status.ADOPTED, self.Status.FOLLOWED_UP}


class RoundCentre(models.Model):
    """A centre that a round asks, and its one respondent: the assignment that was given the task to answer."""

    class Status(models.TextChoices):
        ASKED = "asked", _("Asked")
        ANSWERED = "answered", _("Answered")
        SENT_BACK = "sent_back", _("Sent back with a question")
        CHECKED = "checked", _("Checked")

    round = models.ForeignKey(Round, models.PROTECT, related_name="centres")
    centre = models.ForeignKey(FamilyCentre, models.PROTECT, related_name="+")
    respondent = models.ForeignKey(Assignment, models.PROTECT, null=True, blank=True, related_name="+")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ASKED)
    is_on_paper = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Assignment, models.PROTECT, null=True, blank=True, related_name="+")
    question_back = models.CharField(max_length=500, blank=True)
    history = History()

    class Meta:
        ordering = ["round", "centre__name"]
        permissions = [("answer_round", "Answers for one centre in one round")]
        constraints = [
            models.UniqueConstraint(fields=["round", "centre"], name="centre_once_per_round"),
            models.CheckConstraint(
                condition=~Q(status="sent_back") | ~Q(question_back=""), name="sent_back_with_a_question"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.centre} {self.round.year}"


class Answer(models.Model):
    """What a centre answered to one question: a code, a number or words. A number with code unknown is not known."""

    UNKNOWN = "unknown"

    asked = models.ForeignKey(RoundCentre, models.PROTECT, related_name="answers")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    code = models.CharField(max_length=40, blank=True)
    number = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    text = models.CharField(max_length=1000, blank=True)
    history = History()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["asked", "question"], name="one_answer_per_question"),
            models.CheckConstraint(
                condition=~Q(code="", number=None, text="") & (Q(code="") | Q(number=None)),
                name="an_answer_says_one_thing",
            ),
            models.CheckConstraint(condition=Q(number=None) | Q(number__gte=0), name="no_negative_answer"),
        ]

    def __str__(self) -> str:
        return f"{self.question.key} of {self.asked}"


class Sheet(models.Model):
    """One anonymous answer, a parent's or of one reviewed record: the day it was entered, never by whom or of whom."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="sheets")
    unit = models.ForeignKey(CareUnit, models.PROTECT, related_name="+")
    entered_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.round} {self.unit} {self.entered_on}"


class SheetAnswer(models.Model):
    """A code per question, several rows where several may be chosen; free text would undo the anonymity."""

    # Made in Python: the writer has no right to read the row back.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    code = models.CharField(max_length=120, blank=True)
    number = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "question", "code"], name="one_code_per_sheet")]

    def __str__(self) -> str:
        return f"{self.question.key} of {self.sheet_id}"


class SheetLink(models.Model):
    """The link by which a unit's parents answer; it says nothing, and ends with the round."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="links")
    unit = models.ForeignKey(CareUnit, models.PROTECT, related_name="+")
    token = models.CharField(max_length=64, unique=True)
    valid_to = models.DateField()
    history = History(excluded_fields=["token"])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "unit"], name="one_link_per_unit")]

    def __str__(self) -> str:
        return f"{self.round} {self.unit}"
