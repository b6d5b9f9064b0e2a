from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from accounts.models import Assignment
from accounts.selectors.organisation import units_answered_for
from cases.models import Disclosure
from cases.permissions import in_force

MOST = 200


@dataclass(frozen=True, slots=True)
class ArchivedCase:
    """A case whose copies the unit keeps: who sent them and when the last came. No name."""

    case: UUID
    sender: str
    last_at: datetime


def archived_cases(assignment: Assignment) -> list[ArchivedCase]:
    """The cases of which the acting unit has copies whose working access has ended, the newest first.

    And those of the units that have closed down and left it what they had received.
    """
    received = Disclosure.objects.filter(receiver_unit__in=units_answered_for(assignment.unit))
    ended = received.exclude(in_force(), receiver_unit=assignment.unit_id)
    rows = ended.values_list("case_id", "sender_unit__name").annotate(last=Max("disclosed_at")).order_by("-last")
    return [ArchivedCase(*row) for row in rows[:MOST]]
