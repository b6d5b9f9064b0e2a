from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Assignment, CareUnit, Provider, User
from cases.models.base import Row


class AccessLogEntry(Row):
    """One reading, or refused reading, of something about a person. Append-only (HSLF-FS 2016:40 4 kap. 9–9 a §§).

    Keys are plain, without constraint: a refused attempt names a case that may not exist.
    """

    class Outcome(models.TextChoices):
        OPENED = "opened", _("Opened")
        LISTED = "listed", _("Shown in a list")
        REFUSED = "refused", _("Refused")

    at = models.DateTimeField(auto_now_add=True)
    user = models.ForeignKey(User, models.DO_NOTHING, null=True, db_constraint=False, related_name="+")
    assignment = models.ForeignKey(Assignment, models.DO_NOTHING, null=True, db_constraint=False, related_name="+")
    unit = models.ForeignKey(CareUnit, models.DO_NOTHING, null=True, db_constraint=False, related_name="+")
    provider = models.ForeignKey(Provider, models.DO_NOTHING, null=True, db_constraint=False, related_name="+")
    case_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    what = models.CharField(max_length=60)
    ground = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["case_id", "at"], name="access_log_by_case"),
            models.Index(fields=["provider", "at"], name="access_log_by_provider"),
        ]
