"""What a ground asks for before anything is told on it, and who switches one on."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.acting import act
from accounts.models import Assignment, CareUnit
from cases.errors import CaseError, GroundDoesNotFit, GroundUnexplained
from cases.models import Ground, LegalGround, Party
from cases.selectors.ground import ground_fits


def require_ground(
    ground: Ground, sender: CareUnit, receiver: CareUnit | Party, *, group: str = "", section: str = "", need: str = ""
) -> None:
    """Raises GroundDoesNotFit, GroundUnexplained. The row policy of the copies asks the same."""
    if not ground_fits(ground, sender, receiver):
        raise GroundDoesNotFit
    asked = LegalGround.objects.filter(key=ground, verified_on__isnull=False).latest("valid_from")
    if asked.groups and group not in asked.groups:
        raise GroundUnexplained(_("Choose whom the ground is about."), field="group")
    if asked.needs_section and not section.strip():
        raise GroundUnexplained(_("Write which section of law says that it is to be told."), field="section")
    if asked.needs_reason and not need.strip():
        raise GroundUnexplained


@act
def verify_ground(*, ground: LegalGround, name: str, on: date, by: Assignment) -> LegalGround:
    """Switches a ground on: `name` has read its text on that day, and answers for it. Raises CaseError."""
    if not by.rights.administers:
        raise CaseError(_("Your role does not change the grounds."))
    if not name.strip():
        raise CaseError(_("Write who has read the text of the law."), field="name")
    if on > timezone.localdate():
        raise CaseError(_("The day has not come yet."), field="on")
    ground.verified_by, ground.verified_on = name.strip(), on
    ground.save(update_fields=["verified_by", "verified_on"])
    return ground


@act
def switch_off_ground(*, ground: LegalGround, by: Assignment) -> LegalGround:
    """Nothing more is told on it. What was told on it stands. Raises CaseError."""
    if not by.rights.administers:
        raise CaseError(_("Your role does not change the grounds."))
    ground.verified_by, ground.verified_on = "", None
    ground.save(update_fields=["verified_by", "verified_on"])
    return ground
