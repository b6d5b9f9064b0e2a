"""What every row of history says: which user, under which assignment. One class for all tracked models."""

from typing import Any

from django.db import models
from simple_history.models import HistoricalRecords

from accounts.acting import NoActor, acting


class ActedRow(models.Model):
    """Adds the acting assignment to a row of history; raises NoActor when nobody acts."""

    history_assignment = models.ForeignKey(
        "accounts.Assignment", models.DO_NOTHING, null=True, db_constraint=False, related_name="+"
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        who = acting.get()
        if who is None:
            raise NoActor(f"{self._meta.label} is written by nobody: call a service with by=")
        if who.assignment is not None:
            self.history_assignment_id = who.assignment.pk
        elif not getattr(self, "history_change_reason", None):
            self.history_change_reason = who.reason
        super().save(*args, **kwargs)


def acting_user(**_: object) -> models.Model | None:
    who = acting.get()
    return who.assignment.user if who and who.assignment else None


class History(HistoricalRecords):
    """`history = History()` on a model tracks it; `inherit=True` on an abstract one tracks its children."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("bases", [ActedRow])
        options.setdefault("get_user", acting_user)
        super().__init__(**options)

    def post_save(self, instance: models.Model, created: bool, using: str | None = None, **kwargs: Any) -> None:
        """A save of untracked fields only (the time of the last sign-in) is no fact and leaves no row."""
        written = kwargs.get("update_fields")
        if written is not None and not set(written) - set(self.excluded_fields):
            return
        super().post_save(instance, created, using=using, **kwargs)
