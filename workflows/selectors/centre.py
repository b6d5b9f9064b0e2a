"""The meetings of a family centre, for its coordinator: what the database tells of them, and never whom they are about.

The database checks the grant itself (cases/migrations/sql/0005_centre_meetings.sql) and answers with nothing else.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.utils import timezone

from accounts.models import Assignment, FamilyCentre
from cases.models import PlanMeeting
from cases.permissions import visible_to

SHOWN_FOR = timedelta(days=365)
MOST = 200


@dataclass(frozen=True, slots=True)
class CentreMeeting:
    """`place`, `caller` and `units` are names of the house alone, None or left out for anybody else's.

    `case` is the key of the case where the reader takes part in it, otherwise None.
    """

    meeting: UUID
    starts_at: datetime
    ends_at: datetime
    status: str
    is_on_link: bool
    place: str | None
    caller: str | None
    units: list[str]
    called: int
    replied: int
    came: int
    absent: int
    late: int
    case: UUID | None

    @property
    def others(self) -> int:
        """How many are called besides the units of the house."""
        return self.called - len(self.units)

    @property
    def is_planned(self) -> bool:
        return self.status == PlanMeeting.Status.PLANNED

    @property
    def is_held(self) -> bool:
        return self.status == PlanMeeting.Status.HELD

    @property
    def is_cancelled(self) -> bool:
        return self.status == PlanMeeting.Status.CANCELLED


def meetings_of_centre(centre: FamilyCentre, by: Assignment) -> tuple[list[CentreMeeting], list[CentreMeeting]]:
    """Those to come, the next first, and those of the past year, the latest first; at most MOST of each."""
    now = timezone.now()
    since = (centre.pk, str(now - SHOWN_FOR))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM centre_meetings(%s, %s)", since)
        names = [column.name for column in cursor.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        cursor.execute("SELECT meeting, late FROM centre_late_replies(%s, %s)", since)
        late = dict(cursor.fetchall())
    keys = [row["meeting"] for row in rows]
    mine = PlanMeeting.objects.filter(pk__in=keys, case__in=visible_to(by)).values_list("pk", "case_id")
    cases = dict(mine) if keys else {}
    found = [CentreMeeting(**row, late=late.get(row["meeting"], 0), case=cases.get(row["meeting"])) for row in rows]
    coming = sorted((each for each in found if each.ends_at > now), key=lambda each: each.starts_at)
    past = sorted((each for each in found if each.ends_at <= now), key=lambda each: each.starts_at, reverse=True)
    return coming[:MOST], past[:MOST]
