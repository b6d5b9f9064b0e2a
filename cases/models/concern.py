"""Reports of concern for a child (SoL 2025:400 19 and 20 kap.): two authorities' documents, and one receipt between.

The reporter's case (`concern_report`) and the receiver's (`concern_intake`) never see each other. Nothing here rests
on consent, and nobody's objection stops it.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import CareUnit, Principal, Provider
from cases.models.base import CaseRow, Content, Row
from cases.models.case import Case


class Change(models.TextChoices):
    """What an edition of a report is, beside the one before it."""

    FIRST = "first", _("The report")
    CORRECTION = "correction", _("Correction")
    ADDITION = "addition", _("Addition")


class ConcernText(Content):
    """The reporter's own document: what was seen, heard and done. Each edition is sent as it is saved.

    `receiver` is the unit it was sent to; a report that was handed on keeps it. `phoned_at`: when social services
    were phoned about it, which an urgent report needs.
    """

    seen = models.TextField()
    heard = models.TextField(blank=True)
    done = models.TextField(blank=True)
    whereabouts = models.TextField(blank=True)
    change = models.CharField(max_length=12, choices=Change.choices, default=Change.FIRST)
    is_urgent = models.BooleanField(default=False)
    phoned_at = models.DateTimeField(null=True, blank=True)
    municipality = models.ForeignKey(Principal, models.PROTECT, related_name="+")
    receiver = models.ForeignKey(CareUnit, models.PROTECT, related_name="+")


class ReceivedReport(CaseRow):
    """One edition of a report as it came in: the receiver's own document from that moment, never changed.

    `content` is plain JSON: reporter, child, family, seen, heard, done, whereabouts, is_urgent, phoned_at,
    municipality. A report handed on keeps the times at which it first came in within its municipality.
    """

    owner_provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    edition = models.PositiveIntegerField()
    change = models.CharField(max_length=12, choices=Change.choices)
    content = models.JSONField()
    received_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "edition"], name="an_edition_is_received_once")]


class IntakeDecision(Content):
    """What social services assess and decide about a report, in the order of the law; each with its grounds in text."""

    class Kind(models.TextChoices):
        PROTECTION = "protection", _("Assessment of immediate protection")
        OPENING = "opening", _("Decision whether to open an investigation")
        EXTENSION = "extension", _("Longer time")
        CONCLUSION = "conclusion", _("The investigation is done")
        FEEDBACK_REFUSED = "feedback_refused", _("The reporter is not answered")
        HANDED_ON = "handed_on", _("Handed on")

    class Code(models.TextChoices):
        PROTECT_NOW = "protect_now", _("The child needs protection at once")
        NO_IMMEDIATE = "no_immediate", _("No immediate need of protection")
        OPENED = "opened", _("An investigation is opened")
        NOT_OPENED = "not_opened", _("No investigation is opened")
        ALREADY_RUNNING = "already_running", _("An investigation is already running")
        # The words of SoL 20 kap. 2 and 3 §§: each section allows its own and no other.
        EXCEPTIONAL = "synnerliga_skal", _("Exceptional reasons (synnerliga skäl, SoL 20 kap. 2 §)")
        SPECIAL = "sarskilda_skal", _("Special reasons (särskilda skäl, SoL 20 kap. 3 §)")
        INTERVENTION = "intervention", _("An intervention follows")
        NO_INTERVENTION = "no_intervention", _("No intervention follows")
        UNSUITABLE = "unsuitable", _("It is unsuitable to answer (SoL 19 kap. 6 §)")
        OTHER_MUNICIPALITY = "other_municipality", _("Another municipality answers for the child")

    kind = models.CharField(max_length=20, choices=Kind.choices)
    code = models.CharField(max_length=20, choices=Code.choices)
    text = models.TextField()
    until = models.DateField(null=True, blank=True)
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "kind"], condition=~Q(kind="extension"), name="decided_once"),
            models.CheckConstraint(
                condition=Q(kind="extension", until__isnull=False) | ~Q(kind="extension") & Q(until=None),
                name="only_longer_time_has_a_day",
            ),
        ]


class ReportReceipt(Row):
    """All that reporter and receiver share. Each reads it through the own case; none of the moments is ever changed.

    A report handed on gets a receipt of its own from the new receiver, `handed_from` the one before. Why an answer was
    refused is kept on the receiver's side alone. It says nothing more of the case (SoL 19 kap. 6 §).
    """

    class Answer(models.TextChoices):
        OPENED = "opened", _("An investigation has been opened")
        NOT_OPENED = "not_opened", _("No investigation has been opened")
        ALREADY_RUNNING = "already_running", _("An investigation is already running")

    report = models.ForeignKey(Case, models.PROTECT, related_name="+")
    intake = models.OneToOneField(Case, models.PROTECT, related_name="+")
    handed_from = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="+")
    received_at = models.DateTimeField()
    feedback_requested_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=16, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)
    handed_on_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | ~Q(answer="") & Q(answered_at__isnull=False),
                name="an_answer_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(refused_at=None), name="answered_or_refused_not_both"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, refused_at=None) | Q(feedback_requested_at__isnull=False),
                name="answered_on_request",
            ),
        ]
