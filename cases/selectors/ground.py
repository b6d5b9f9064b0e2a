"""Which grounds reach from one unit to another: decided by the database (`ground_fits`), asked here."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from accounts.models import CareUnit
from cases.models import DutyToTell, Ground, LegalGround, Party

# The same ground, seen from the receiver, when it answers (law.md c: mirrored in both directions).
BACK: dict[str, Ground] = {
    Ground.CONSENT: Ground.CONSENT,
    Ground.WITHIN_PROVIDER: Ground.WITHIN_PROVIDER,
    Ground.HEALTH_25_12: Ground.SOCIAL_26_9,
    Ground.SOCIAL_26_9: Ground.HEALTH_25_12,
    Ground.EXPECTED_25_12: Ground.EXPECTED_26_9,
    Ground.EXPECTED_26_9: Ground.EXPECTED_25_12,
}


def ground_fits(ground: str, sender: CareUnit, receiver: CareUnit | Party) -> bool:
    key = receiver.kind.value if isinstance(receiver, Party) else receiver.pk
    with connection.cursor() as cursor:
        cursor.execute("SELECT ground_fits(%s, %s, %s)", [ground, sender.pk, key])
        return bool(cursor.fetchone()[0])


def grounds_between(sender: CareUnit, receivers: Iterable[CareUnit]) -> dict[int, list[str]]:
    """Receiver's key → the keys of the grounds that reach it. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT u, g FROM unnest(%s::bigint[]) AS u, unnest(%s::text[]) AS g WHERE ground_fits(g, %s, u)",
            [[unit.pk for unit in receivers], Ground.values, sender.pk],
        )
        found: dict[int, list[str]] = {}
        for unit, ground in cursor.fetchall():
            found.setdefault(unit, []).append(ground)
        return found


def grounds_to_party(sender: CareUnit, party: Party) -> list[str]:
    """The keys of the grounds that reach a party without account."""
    return [ground for ground in Ground.values if ground_fits(ground, sender, party)]


def legal_grounds() -> list[LegalGround]:
    """Those that are switched on today, what is suggested first, in the order of the law's own list."""
    order = {key: place for place, key in enumerate(Ground.values)}
    rows = {row.key: row for row in LegalGround.objects.filter(verified_on__isnull=False).order_by("valid_from")}
    return sorted(rows.values(), key=lambda row: (not row.is_suggested, order[row.key]))


def duties_between(sender: CareUnit, receiver: CareUnit | Party) -> list[DutyToTell]:
    """The sections of law in force today that may say that such a unit tells such a one, or such a party."""
    today = timezone.localdate()
    with connection.cursor() as cursor:
        if isinstance(receiver, Party):
            cursor.execute("SELECT unit_sector(%s), party_sector(%s)", [sender.pk, receiver.kind.value])
        else:
            cursor.execute("SELECT unit_sector(%s), unit_sector(%s)", [sender.pk, receiver.pk])
        told_from, told_to = cursor.fetchone()
    rows = DutyToTell.objects.filter(Q(valid_to=None) | Q(valid_to__gte=today), valid_from__lte=today)
    rows = rows.filter(Q(from_sectors=[]) | Q(from_sectors__contains=[told_from]))
    return list(rows.filter(Q(to_sectors=[]) | Q(to_sectors__contains=[told_to])).order_by("pk"))


def ground_back(ground: str, answering: CareUnit, asking: CareUnit) -> Ground | None:
    """On which ground the receiver tells the sender what became of it; None where nothing but a code may go back."""
    if ground in (Ground.HEALTH_25_12, Ground.EXPECTED_25_12) and ground_fits(ground, answering, asking):
        return Ground(ground)
    back = BACK.get(ground)
    if back is None or (back != Ground.CONSENT and not ground_fits(back, answering, asking)):
        return None
    return back
