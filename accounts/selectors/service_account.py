"""The system's own account and the unit where it has its assignment. No list of people or units has it."""

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import Assignment, CareUnit, Provider, User
from accounts.roles import Role

SERVICE_UNIT = "Samplans systemkonto"


def units_with_people(units: QuerySet[CareUnit]) -> QuerySet[CareUnit]:
    return units.exclude(name=SERVICE_UNIT)


def providers_with_people(providers: QuerySet[Provider]) -> QuerySet[Provider]:
    return providers.exclude(units__name=SERVICE_UNIT)


def people(users: QuerySet[User]) -> QuerySet[User]:
    return users.exclude(Exists(Assignment.objects.filter(user=OuterRef("pk"), role=Role.SERVICE_ACCOUNT)))


def is_service_account(user: User) -> bool:
    return user.pk is not None and not people(User.objects.filter(pk=user.pk)).exists()
