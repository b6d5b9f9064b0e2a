"""Sets up the organisation and its people, through the services of accounts."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.hashers import get_hasher
from django.utils import timezone

from accounts.acting import act_as
from accounts.models import Assignment, CareUnit, Principal, Provider, User
from accounts.permissions import COORDINATE
from accounts.services.organisation import add_principal, add_provider, add_unit, end_unit, open_centre
from accounts.services.user import add_user, assign, give_grant
from workflows.demo.organisation import CENTRES, PRINCIPALS, PROVIDERS, UNITS
from workflows.demo.people import COORDINATORS, PASSWORD, USERS, DemoUser
from workflows.services.user import deactivate_user, end_assignment

# Before the oldest child of the bulk was born.
YEARS_AGO = timedelta(days=2500)
# The password is printed for everybody. The first sign-in hashes it anew, as often as the settings say.
QUICK_ROUNDS = 5_000


@dataclass(slots=True)
class Staff:
    """Who acts in the story: `posts` by the user's key, a second assignment as key-2."""

    units: dict[str, CareUnit] = field(default_factory=dict)
    posts: dict[str, Assignment] = field(default_factory=dict)
    centres: dict[str, object] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Assignment:
        return self.posts[key]


def is_staffed() -> bool:
    """Whether the demo's users are there. They come with their cases in one transaction, or not at all."""
    return User.objects.filter(email=USERS[0].email).exists()


def set_up_staff() -> Staff:
    staff = Staff()
    with act_as(None, reason="demo data"), _quick_passwords():
        _set_up_units(staff)
        since = timezone.localdate() - YEARS_AGO
        for centre_key, (name, units) in CENTRES.items():
            placed = [staff.units[unit] for unit in units]
            staff.centres[centre_key] = open_centre(name=name, units=placed, valid_from=since, by=None)
        for user in USERS:
            _add(user, staff, since)
        for key, centre in COORDINATORS.items():
            _make_coordinator(staff, key, centre)
    return staff


def retire_staff(staff: Staff) -> None:
    """Who left: at the end, so that their traces are there."""
    with act_as(None, reason="demo data"):
        for user in USERS:
            if user.is_deactivated:
                deactivate_user(user=staff[user.key].user, by=None)


def _set_up_units(staff: Staff) -> None:
    principals: dict[str, Principal] = {}
    providers: dict[str, Provider] = {}
    since = timezone.localdate() - YEARS_AGO
    for key, (name, kind) in PRINCIPALS.items():
        principals[key] = add_principal(name=name, kind=kind, by=None)
    for key, (name, provider_kind, principal) in PROVIDERS.items():
        providers[key] = add_provider(name=name, kind=provider_kind, principal=principals[principal], by=None)
    for number, (key, unit) in enumerate(UNITS.items()):
        staff.units[key] = add_unit(
            name=unit.name,
            provider=providers[unit.provider],
            service=unit.service,
            valid_from=since,
            hsa_id=f"SE0000000000-{1000 + number}",
            phone=f"08-465 004 {number:02}",
            by=None,
        )
    for key, unit in UNITS.items():
        if unit.ended_days_ago is not None:
            on = timezone.localdate() - timedelta(days=unit.ended_days_ago)
            end_unit(unit=staff.units[key], on=on, successor=staff.units[unit.successor], by=None)


def _add(person: DemoUser, staff: Staff, since: date) -> None:
    phone = f"070-174 06 {5 + len(staff.posts):02}"
    user = add_user(
        email=person.email, full_name=person.name, password=PASSWORD, phone=phone, keeps_password=True, by=None
    )
    for number, post in enumerate(person.posts, 1):
        covered = staff.posts[post.substitute_for] if post.substitute_for else None
        assignment = assign(
            user=user,
            unit=staff.units[post.unit],
            role=post.role,
            valid_from=since,
            substitute_for=covered,
            by=None,
        )
        if post.ended_days_ago is not None:
            ended = timezone.localdate() - timedelta(days=post.ended_days_ago)
            end_assignment(assignment=assignment, last_day=ended, by=None)
        staff.posts[person.key if number == 1 else f"{person.key}-{number}"] = assignment


def _make_coordinator(staff: Staff, user: str, centre: str) -> None:
    give_grant(
        assignment=staff[user],
        permission=COORDINATE,
        on=staff.centres[centre],  # type: ignore[arg-type]
        valid_from=timezone.localdate() - timedelta(days=200),
        valid_to=timezone.localdate() + timedelta(days=365),
        reason="Samordnar familjecentralen enligt överenskommelsen.",
        by=None,
    )


@contextmanager
def _quick_passwords() -> Iterator[None]:
    hasher: Any = get_hasher("default")
    before = hasher.iterations
    hasher.iterations = QUICK_ROUNDS
    try:
        yield
    finally:
        hasher.iterations = before
