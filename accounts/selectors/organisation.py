from django.utils import timezone

from accounts.models import CareUnit


def units_answered_for(unit: CareUnit) -> list[int]:
    """The key of `unit`, and of those of its provider that have closed down with it, or one it answers for, named.

    The database knows the same as `acting_units`.
    """
    closed = CareUnit.objects.filter(provider=unit.provider_id, valid_to__lt=timezone.localdate())
    found, latest = [unit.pk], [unit.pk]
    while latest:
        left_to_them = closed.filter(successor__in=latest).exclude(pk__in=found)
        latest = list(left_to_them.values_list("pk", flat=True))
        found += latest
    return found
