from django.db import models
from django.db.models import Q

from accounts.history import History
from accounts.models import Provider
from cases.identity import NumberKind
from cases.models.base import Row


class Person(Row):
    """One provider's own row of a person, the same in all its cases. What a case knows of them: CasePerson.

    Found or made by one database function, `register_person`, so that nobody can probe which numbers exist.
    A person without number is an unborn child, or one whose number is not known yet. Units that know nothing of each
    other share the row, so it says nothing but the number they all wrote: not when it was made, nor by whom.
    """

    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    number = models.CharField(max_length=20, blank=True)
    number_kind = models.CharField(max_length=20, choices=NumberKind.choices, blank=True)
    joined_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="joined")
    history = History()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "number_kind", "number"], condition=~Q(number=""), name="person_number"
            ),
            models.CheckConstraint(
                condition=Q(number="", number_kind="") | ~Q(number="") & ~Q(number_kind=""),
                name="person_number_has_a_kind",
            ),
        ]
