from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from accounts.history import History
from accounts.models.assignment import Assignment
from accounts.periods import ENDS_AFTER_START


class Grant(models.Model):
    """What no role gives: one permission on one object, for one assignment, from–to, with its reason.

    django-guardian holds the object permission itself; it counts only while a row here is in force and
    its assignment is the acting one (accounts.permissions.has_grant).
    """

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="grants")
    permission = models.CharField(max_length=100)
    content_type = models.ForeignKey(ContentType, models.PROTECT)
    object_id = models.PositiveBigIntegerField()
    object = GenericForeignKey("content_type", "object_id")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300)
    history = History()

    class Meta:
        indexes = [models.Index(fields=["assignment", "permission", "object_id"], name="grant_lookup")]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="grant_has_a_reason"),
            models.CheckConstraint(condition=ENDS_AFTER_START, name="grant_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.permission}: {self.assignment}"
