"""Codes of national lists, as dated data that an administrator imports: which code says what, from which day."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.history import History
from accounts.periods import ENDS_AFTER_START
from cases.models.ground import Certainty


class CodeUse(models.TextChoices):
    """What a code is shown beside. Empty for one that is only listed."""

    NONE = "", _("Nothing yet")
    TALK_PATIENT = "talk_patient", _("A talk with an adult patient about a child's need")
    TALK_PATIENT_AND_CHILD = "talk_patient_and_child", _("A talk with an adult patient and the child")


class CareCode(models.Model):
    """One code from one day to another, of the list `system` (KVÅ). `label` is the list's own, in Swedish."""

    system = models.CharField(max_length=20)
    code = models.CharField(max_length=12)
    label = models.CharField(max_length=200)
    use = models.CharField(max_length=24, choices=CodeUse.choices, blank=True)
    source = models.CharField(max_length=300)
    certainty = models.CharField(max_length=12, choices=Certainty.choices)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    history = History()

    class Meta:
        ordering = ["system", "code", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["system", "code", "valid_from"], name="one_code_begins_on_a_day"),
            models.CheckConstraint(condition=ENDS_AFTER_START, name="code_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.system} {self.code}"
