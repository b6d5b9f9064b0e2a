"""What a survey round asks: questions as configuration, each with its key to how an answer is read."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.history import History


class Questionnaire(models.Model):
    """The questions of one kind of round. A KAFO round asks centres, the two others ask sheets without a name."""

    class Kind(models.TextChoices):
        KAFO = "kafo", _("KAFO, one answer per centre")
        PARENT_SURVEY = "parent_survey", _("Survey of parents, anonymous")
        RECORD_REVIEW = "record_review", _("Review of records, no person named")

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    source = models.CharField(max_length=300, blank=True)
    history = History()

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    """One variable. `key` names it in files and indicators; `options` are the codes of a choice, written code=words.

    A yes/no question and the staffing scale can also be answered by unknown, which is not no.
    """

    class Kind(models.TextChoices):
        YES_NO = "yes_no", _("Yes, no or unknown")
        STAFFING = "staffing", _("None, spontaneous visits, limited, full or unknown")
        HOURS = "hours", _("Hours per week")
        COUNT = "count", _("A whole number")
        CHOICE = "choice", _("One of several")
        CHOICES = "choices", _("Any of several")
        TEXT = "text", _("Text")

    class Kafo(models.TextChoices):
        NONE = "", _("Neither")
        COORDINATION = "coordination", _("Coordination")
        COOPERATION = "cooperation", _("Cooperation")

    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="questions")
    key = models.SlugField(max_length=60)
    text = models.CharField(max_length=300)
    part = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    kafo = models.CharField(max_length=14, choices=Kafo.choices, blank=True)
    is_high_priority = models.BooleanField(default=False)
    options = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    position = models.PositiveSmallIntegerField()
    history = History()

    class Meta:
        ordering = ["questionnaire", "position"]
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "key"], name="question_key"),
            models.CheckConstraint(
                condition=~Q(kind__in=["choice", "choices"]) | ~Q(options=[]), name="a_choice_has_options"
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Code and words of each answer that can be chosen; none where a number or text is asked for."""
        scales = {self.Kind.YES_NO: YesNo.choices, self.Kind.STAFFING: Staffing.choices}
        if (scale := scales.get(self.Kind(self.kind))) is not None:
            return [(code, str(words)) for code, words in scale]
        return [(code, words or code) for code, _sign, words in (option.partition("=") for option in self.options)]


class Staffing(models.TextChoices):
    """The ordinal scale of staffing (domain.md §7); all but none count as staffed."""

    NONE = "none", pgettext_lazy("staffing", "None")
    SPONTANEOUS_VISITS = "spontaneous_visits", _("Spontaneous visits")
    LIMITED = "limited", _("Limited")
    FULL = "full", _("Full, all opening hours")
    UNKNOWN = "unknown", _("Not known")


class YesNo(models.TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Not known")
