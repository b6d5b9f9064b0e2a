"""What every row about a person has in common: a key made in Python, one case, one owner."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.history import History
from accounts.models import CareUnit, Provider


class Topic(models.TextChoices):
    """What a consent and a section are about: consent is given per topic and receiving unit."""

    IDENTITY = "identity", _("Who the plan is about, and that it is being made")
    HEALTH = "health", _("Health")
    DEVELOPMENT = "development", _("Development and language")
    EVERYDAY = "everyday", _("Everyday life and preschool")
    FAMILY = "family", _("Family and parenthood")
    MENTAL_HEALTH = "mental_health", _("Mental health")
    SUBSTANCE_USE = "substance_use", _("Alcohol, drugs and gambling")
    VIOLENCE = "violence", _("Violence and safety")
    ECONOMY = "economy", _("Money")
    HOUSING = "housing", _("Housing")
    OTHER = "other", _("Other")


class Row(models.Model):
    """A row about a person. Its key says nothing and needs no RETURNING, which a row policy would refuse."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


class CaseRow(Row):
    """A row under one case; deleting is for retention alone."""

    case = models.ForeignKey("cases.Case", models.PROTECT)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class Content(CaseRow):
    """Something written about a person: owned by one unit, read by other providers only as a disclosed copy.

    `edition` counts the saves, so that a stale form is seen. `ready_edition` is the edition last marked as ready
    for the others; what has not been marked stays with its owner.
    """

    owner_unit = models.ForeignKey(CareUnit, models.PROTECT, related_name="+")
    # Beside the unit, because the border of secrecy is the provider and the row policy reads no other table.
    owner_provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    topic = models.CharField(max_length=20, choices=Topic.choices)
    about = models.ForeignKey("cases.CasePerson", models.PROTECT, related_name="+")
    edition = models.PositiveIntegerField(default=1)
    ready_edition = models.PositiveIntegerField(default=0)
    written_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now=True)
    history = History(inherit=True)

    class Meta:
        abstract = True

    @property
    def is_ready(self) -> bool:
        return self.ready_edition == self.edition


class ContentOfUnit(Content):
    """Read by its own unit alone: other units of the same provider, too, are told it piece by piece."""

    class Meta:
        abstract = True
