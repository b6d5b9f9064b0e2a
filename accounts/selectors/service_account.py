"""The unit where the system's own account has its assignment. Nobody works there, and it is called to nothing."""

from django.db.models import QuerySet

from accounts.models import CareUnit

SERVICE_UNIT = "Samplans systemkonto"


def units_with_people(units: QuerySet[CareUnit]) -> QuerySet[CareUnit]:
    return units.exclude(name=SERVICE_UNIT)
