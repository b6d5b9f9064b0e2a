"""The legal grounds as an administrator reads them: what each says and asks, and who has switched it on or off."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cases.models import DutyToTell, Ground, LegalGround, Sector


@dataclass(frozen=True, slots=True)
class Change:
    """One moment at which a ground was switched on, or off for a reason. `by` is empty where the system did."""

    at: datetime
    by: str
    is_on: bool
    verified: Any
    reason: str


@dataclass(frozen=True, slots=True)
class Shown:
    ground: LegalGround
    told_from: str
    told_to: str
    changes: list[Change]


def all_grounds() -> list[Shown]:
    """In the order of the law's own list; of one key the newest first."""
    order = {key: place for place, key in enumerate(Ground.values)}
    rows = list(LegalGround.objects.order_by("-valid_from", "pk"))
    changes = _changes()
    return [
        Shown(row, _sectors(row.from_sectors), _sectors(row.to_sectors), changes.get(row.pk, []))
        for row in sorted(rows, key=lambda row: order[row.key])
    ]


def all_duties() -> list[DutyToTell]:
    return list(DutyToTell.objects.order_by("section", "-valid_from"))


def _changes() -> dict[int, list[Change]]:
    found: dict[int, list[Change]] = {}
    for row in LegalGround.history.select_related("history_user").order_by("-history_date", "-history_id"):
        by = row.history_user.full_name if row.history_user else ""
        reason = row.history_change_reason or ""
        found.setdefault(row.id, []).append(Change(row.history_date, by, row.verified_on is not None, row, reason))
    return found


def _sectors(keys: list[str]) -> str:
    return ", ".join(str(Sector(key).label).lower() for key in keys)
