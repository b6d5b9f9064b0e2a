"""What social services ask themselves of the family around a case: the two-way rule, as dated questions.

A question is a prompt and never a gate. The answer is the own unit's alone.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.periods import ENDS_AFTER_START
from cases.models.base import ContentOfUnit
from cases.models.ground import Certainty
from cases.models.parenthood import NOT_ASKED


class SituationQuestion(models.Model):
    """One question from one day to another. `key` names it in all its versions; the text is shown as it stands."""

    class About(models.TextChoices):
        CHILD = "child", _("A case about a child")
        ADULT_MISUSE = "adult_misuse", _("A case about an adult's misuse")

    key = models.SlugField(max_length=40)
    about = models.CharField(max_length=12, choices=About.choices)
    text = models.CharField(max_length=200)
    source = models.CharField(max_length=300)
    certainty = models.CharField(max_length=12, choices=Certainty.choices)
    position = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["key", "valid_from"], name="one_question_begins_on_a_day"),
            models.CheckConstraint(condition=ENDS_AFTER_START, name="question_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.text


class SituationAnswer(ContentOfUnit):
    """How a question stands in one case at one unit. A question without a row has not been asked either."""

    class Standing(models.TextChoices):
        NOT_ASKED = NOT_ASKED, _("Not asked")
        YES = "yes", _("Yes")
        NO = "no", _("No")
        NOT_RELEVANT = "not_relevant", _("Not relevant, with the reason")

    question = models.ForeignKey(SituationQuestion, models.PROTECT, related_name="+")
    # Beside the question, so that another version of it is the same one.
    key = models.SlugField(max_length=40)
    answer = models.CharField(max_length=12, choices=Standing.choices, default=NOT_ASKED)
    text = models.CharField(max_length=500, blank=True)
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "owner_unit", "key"], name="a_question_is_answered_once"),
            models.CheckConstraint(
                condition=~Q(answer="not_relevant") | ~Q(text=""), name="not_relevant_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(answer=NOT_ASKED, answered_on=None) | ~Q(answer=NOT_ASKED) & Q(answered_on__isnull=False),
                name="answered_on_a_day",
            ),
        ]
