"""Where the many children go, and who sees them there."""

from collections.abc import Sequence

from accounts.models import Assignment
from cases.models import HealthContact
from workflows.demo.organisation import UNITS
from workflows.demo.people import USERS

# Whose children, by the key of the one who sees them and of the unit, and how many of a hundred.
CLINICS = (
    ("karin", "bvc_bjorken", 30),
    ("helena", "bvc_ronnen", 28),
    ("helena", "bvc_centrum", 22),
    ("fatima", "tallen_linden", 20),
)
# The same of patients of addiction care.
ADDICTION_CARE = (("hanna", "beroende", 60), ("jonas", "radgivning", 40))
# The demo's story has a handful by itself.
HANDFUL = 50


def has_bulk() -> bool:
    return HealthContact.objects.count() > HANDFUL


def clinics_of(number: int, clinics: Sequence[tuple[str, str, int]] = CLINICS) -> list[tuple[Assignment, int]]:
    """Who sees how many; the last clinic has what is left. Raises Assignment.DoesNotExist before the story is told."""
    shares = [number * part // 100 for _key, _unit, part in clinics[:-1]]
    shares.append(number - sum(shares))
    return [(_post(user, unit), share) for (user, unit, _part), share in zip(clinics, shares, strict=True)]


def _post(user: str, unit: str) -> Assignment:
    [email] = [each.email for each in USERS if each.key == user]
    found = Assignment.objects.in_force().select_related("user", "unit__provider")
    return found.get(user__email=email, unit__name=UNITS[unit].name)
