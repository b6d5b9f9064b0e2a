"""What an administrator may give one assignment beside its role: a centre to coordinate, a part in an agreement."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Assignment, Grant, User
from accounts.permissions import COORDINATE
from accounts.selectors.administration import own_grants, shared_centres
from agreements.permissions import (
    ANSWER,
    APPOINTMENTS,
    RELEASE,
    agreements_to_appoint_for,
    signatures_to_appoint_for,
)

COORDINATES_CENTRE = _("Coordinates the family centre")
RELEASES = _("Lets the principal's figures go to the agreement")


@dataclass(frozen=True, slots=True)
class Offer:
    """One permission, and the objects it can be given on."""

    permission: str
    label: str | Promise
    objects: Sequence[Model]


def offers_for(assignment: Assignment, *, by: Assignment) -> list[Offer]:
    """A centre is for the role that coordinates; a part in an agreement for whoever works with cases or figures.

    A principal's counts are let go by a manager at one of its own providers.
    """
    rights, found = assignment.rights, []
    if rights.coordinates:
        found.append(Offer(COORDINATE, COORDINATES_CENTRE, list(shared_centres(by))))
    if rights.opens_cases or rights.sees_figures:
        agreements = list(agreements_to_appoint_for(by))
        found += [Offer(permission, label, agreements) for permission, label in APPOINTMENTS.items()]
    if rights.manages and assignment.unit.provider.is_authority:
        found.append(Offer(RELEASE, RELEASES, list(signatures_to_appoint_for(by))))
    return [each for each in found if each.objects]


@dataclass(frozen=True, slots=True)
class Held:
    """What somebody has beside a role. `ends_here`: a respondent is changed in the round, not by an administrator."""

    grant: Grant
    label: str | Promise
    ends_here: bool


def held_by(user: User, *, by: Assignment) -> list[Held]:
    labels = {COORDINATE: COORDINATES_CENTRE, **APPOINTMENTS, RELEASE: RELEASES, ANSWER: _("Answers for the centre")}
    return [
        Held(grant, labels.get(grant.permission, grant.permission), grant.permission != ANSWER)
        for grant in own_grants(by).filter(assignment__user=user)
    ]


def can_be_given(assignment: Assignment) -> bool:
    """Whether its role lets it carry anything at all."""
    rights = assignment.rights
    return rights.coordinates or rights.opens_cases or rights.sees_figures
