from django.db import models

from accounts.models import Assignment, User
from cases.models import Case
from cases.models.base import Row


class Draft(Row):
    """What somebody had typed into a form, kept when the session ends. Read by the same assignment only.

    `key` names the form and its object; `data` maps the form's fields to their text. A draft about a case can be
    read only as long as the case is open to the writer.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="+")
    key = models.CharField(max_length=120)
    data = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assignment", "key"], name="one_draft_per_form")]
