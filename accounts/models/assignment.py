"""In what capacity a user acts: one unit, one role, between two days."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.history import History
from accounts.models.organisation import CareUnit
from accounts.models.user import User
from accounts.periods import ENDS_AFTER_START
from accounts.roles import Role, RoleRights, rights_of


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def in_force(self, on: date | None = None) -> "AssignmentQuerySet":
        """Those that open something that day: not started late, ended, or of a closed-down unit or a former user."""
        on = on or timezone.localdate()
        return self.filter(
            Q(valid_to=None) | Q(valid_to__gte=on),
            Q(unit__valid_to=None) | Q(unit__valid_to__gte=on),
            valid_from__lte=on,
            unit__valid_from__lte=on,
            user__is_active=True,
        )


class Assignment(models.Model):
    """User × unit × role. A substitute acts under an assignment of its own that names whose work it covers."""

    user = models.ForeignKey(User, models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(CareUnit, models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=24, choices=Role.choices)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    substitute_for = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="substitutes")
    last_used_at = models.DateTimeField(null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()
    history = History(excluded_fields=["last_used_at"])

    class Meta:
        constraints = [
            models.CheckConstraint(condition=ENDS_AFTER_START, name="assignment_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}, {self.unit}"

    @property
    def rights(self) -> RoleRights:
        return rights_of(Role(self.role))

    @property
    def opens_new(self) -> bool:
        """Whether cases are opened under it: by its role, in a unit that may write about a person at all."""
        return self.rights.opens_new and not self.unit.is_undocumented

    @property
    def role_label(self) -> str:
        return self.get_role_display()

    @property
    def user_ids(self) -> list[int]:
        """Whose named cases this assignment opens: one's own, and those of the person one stands in for."""
        return [self.user_id, self.substitute_for.user_id] if self.substitute_for else [self.user_id]

    @property
    def is_in_force(self) -> bool:
        today = timezone.localdate()
        starts_and_ends = ((self.valid_from, self.valid_to), (self.unit.valid_from, self.unit.valid_to))
        return self.user.is_active and all(
            start <= today and (end is None or end >= today) for start, end in starts_and_ends
        )
