"""What a change of a programme means for those who are on it: their clinics' lists, made anew by the clocks' job."""

import logging

from django.db import DatabaseError, connection

from accounts.acting import transaction_as
from accounts.models import CareUnit
from cases.errors import CaseError
from cases.models import Programme, ProgrammeVersion
from cases.services.renewal import renew_contacts
from workflows.services.stand_in import clocks_at

logger = logging.getLogger(__name__)


def renew_schedules() -> int:
    """After every version that was begun or ended; answers with how many contacts have another next step.

    Clinic by clinic, each in a transaction of its own. A clinic that fails is tried again with the next run, and so are
    all where the programme is changed meanwhile.
    """
    waiting = ProgrammeVersion.objects.filter(is_carried_out=False).select_related("programme").order_by("pk")
    by_programme: dict[Programme, list[ProgrammeVersion]] = {}
    for version in waiting:
        by_programme.setdefault(version.programme, []).append(version)
    renewed = 0
    for programme, versions in by_programme.items():
        found = [_renew(programme, unit) for unit in _clinics(programme)]
        renewed += sum(each or 0 for each in found)
        if None not in found:
            for each in versions:
                same = {name: getattr(each, name) for name in ("pk", "valid_from", "valid_to", "is_draft")}
                ProgrammeVersion.objects.filter(**same).update(is_carried_out=True)
    return renewed


def _clinics(programme: Programme) -> list[CareUnit]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT units_on_programme(%s)", [programme.pk])
        keys = [key for (key,) in cursor.fetchall()]
    return list(CareUnit.objects.filter(pk__in=keys).select_related("provider__principal").order_by("pk"))


def _renew(programme: Programme, unit: CareUnit) -> int | None:
    by = clocks_at(unit)
    try:
        with transaction_as(by):
            return renew_contacts(programme=programme, by=by)
    except (CaseError, DatabaseError) as error:
        logger.warning("Schedules of unit %s were not made anew: %s", unit.pk, type(error).__name__)
        return None
