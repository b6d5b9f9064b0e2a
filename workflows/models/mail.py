"""E-mail that says only that there is something to see: what each person wants, and the outbox."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from workflows.models.notice import Notice


class MailSetting(models.Model):
    """When one person gets e-mail about one kind of notice. Without a row: never."""

    class Timing(models.TextChoices):
        NEVER = "never", _("No e-mail")
        AT_ONCE = "at_once", _("At once")
        DAILY = "daily", _("Once a day")

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=Notice.Kind.choices)
    timing = models.CharField(max_length=8, choices=Timing.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="one_setting_per_kind_of_notice")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.timing}"


class Mail(models.Model):
    """One e-mail to one person, about nothing in particular: that there is something to see in Samplan.

    `taken_at` is when a worker last began to send it, for the `tries`th time; `dropped_at` when nobody wanted it any
    more. Of each sort at most one waits for a person, however much there is to see.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    is_daily = models.BooleanField()
    due_at = models.DateTimeField()
    created_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    taken_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=Q(sent_at=None, dropped_at=None), name="mail_to_send"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "is_daily"],
                condition=Q(taken_at=None, sent_at=None, dropped_at=None),
                name="one_waiting_mail_of_a_sort",
            ),
            models.CheckConstraint(condition=Q(sent_at=None) | Q(dropped_at=None), name="mail_sent_or_dropped"),
        ]

    def __str__(self) -> str:
        return f"{self.due_at:%Y-%m-%d}"
