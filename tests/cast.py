"""One assignment per part played, and acting as one of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import date

from django.db import transaction

from accounts.acting import act_as
from accounts.models import Assignment, CareUnit, Principal, Provider
from accounts.roles import Role
from accounts.services.organisation import add_principal, add_provider, add_unit
from accounts.services.user import add_user, assign

LONG_AGO = date(2020, 1, 1)


@dataclass
class Cast:
    """One assignment per part played, one at least per role. Families and Addiction are closed units.

    Families: worker, colleague, substitute (of the worker), manager, and who opens no case: auditor, reviewer,
    administrator. Another unit of the same provider: neighbour. Child health: nurse, second nurse, coordinator.
    Never in a plan of theirs: outsider (the nurse's provider) and stranger (a provider of her own).
    """

    worker: Assignment
    colleague: Assignment
    manager: Assignment
    nurse: Assignment
    second_nurse: Assignment
    teacher: Assignment
    counsellor: Assignment
    outsider: Assignment
    substitute: Assignment
    neighbour: Assignment
    coordinator: Assignment
    auditor: Assignment
    reviewer: Assignment
    administrator: Assignment
    stranger: Assignment

    @property
    def called(self) -> list[Assignment]:
        return [self.nurse, self.teacher, self.counsellor]

    @property
    def everybody(self) -> dict[str, Assignment]:
        return {each.name: getattr(self, each.name) for each in fields(self)}


def _unit(name: str, provider: Provider, service: CareUnit.Service) -> CareUnit:
    return add_unit(name=name, provider=provider, service=service, valid_from=LONG_AGO, by=None)


def _assignment(name: str, unit: CareUnit, role: Role, substitute_for: Assignment | None = None) -> Assignment:
    user = add_user(email=f"{name}@example.test", full_name=f"{name.title()} Test", password=None, by=None)
    return assign(user=user, unit=unit, role=role, valid_from=LONG_AGO, substitute_for=substitute_for, by=None)


@contextmanager
def acting_as(assignment: Assignment) -> Iterator[None]:
    """What a page does: one transaction, done by one assignment. Outside a transaction nothing is seen."""
    with act_as(assignment), transaction.atomic():
        yield


def make_cast() -> Cast:
    with act_as(None, reason="test"):
        region = add_principal(name="Region", kind=Principal.Kind.REGION, by=None)
        town = add_principal(name="Town", kind=Principal.Kind.MUNICIPALITY, by=None)
        clinics = add_provider(name="Clinics", kind=Provider.Kind.REGION_OWN, principal=region, by=None)
        private = add_provider(name="Private clinic", kind=Provider.Kind.PRIVATE, principal=region, by=None)
        social = add_provider(name="Social board", kind=Provider.Kind.BOARD, principal=town, by=None)
        schools = add_provider(name="School board", kind=Provider.Kind.BOARD, principal=town, by=None)
        families = _unit("Families", social, CareUnit.Service.SOCIAL_CHILDREN)
        adults = _unit("Adults", social, CareUnit.Service.SOCIAL_ADULTS)
        health = _unit("Child health", clinics, CareUnit.Service.CHILD_HEALTH)
        preschool = _unit("Preschool", schools, CareUnit.Service.OPEN_PRESCHOOL)
        addiction = _unit("Addiction", clinics, CareUnit.Service.ADDICTION_CARE)
        maternity = _unit("Maternity", clinics, CareUnit.Service.MATERNITY)
        infants = _unit("Private child health", private, CareUnit.Service.CHILD_HEALTH)
        worker = _assignment("worker", families, Role.SOCIAL_WORKER)
        return Cast(
            worker=worker,
            colleague=_assignment("colleague", families, Role.SOCIAL_WORKER),
            manager=_assignment("manager", families, Role.UNIT_MANAGER),
            nurse=_assignment("nurse", health, Role.CHILD_HEALTH_NURSE),
            second_nurse=_assignment("nurse2", health, Role.CHILD_HEALTH_NURSE),
            teacher=_assignment("teacher", preschool, Role.PRESCHOOL_TEACHER),
            counsellor=_assignment("counsellor", addiction, Role.ADDICTION_COUNSELLOR),
            outsider=_assignment("outsider", maternity, Role.MIDWIFE),
            substitute=_assignment("substitute", families, Role.SOCIAL_WORKER, substitute_for=worker),
            neighbour=_assignment("neighbour", adults, Role.SOCIAL_WORKER),
            coordinator=_assignment("coordinator", health, Role.CENTRE_COORDINATOR),
            auditor=_assignment("auditor", families, Role.COMPLIANCE_AUDITOR),
            reviewer=_assignment("reviewer", families, Role.LOG_REVIEWER),
            administrator=_assignment("administrator", families, Role.SYSTEM_ADMINISTRATOR),
            stranger=_assignment("stranger", infants, Role.CHILD_HEALTH_NURSE),
        )
