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
def verify_ground(*, ground: LegalGround, name: str, on: date, source: str, by: Assignment) -> LegalGround:
    """Switches a ground on: `name` has read its text, in `source`, on that day, and answers for it.

    It holds for everybody in the installation, as the law does. Raises CaseError.
    """
    _require_administrator(by)
    for field, typed, words in (
        ("name", name, _("Write who has read the text of the law.")),
        ("source", source, _("Write which text was read, and in which edition.")),
    ):
        if not typed.strip():
            raise CaseError(words, field=field)
    if on > timezone.localdate():
        raise CaseError(_("The day has not come yet."), field="on")
    return _set(ground, name.strip(), on, source.strip(), reason=None)


@act
def switch_off_ground(*, ground: LegalGround, reason: str, by: Assignment) -> LegalGround:
    """Nothing more is told on it, anywhere in the installation. What was told on it stands. Raises CaseError."""
    _require_administrator(by)
    if not reason.strip():
        raise CaseError(_("Write why the ground is switched off."), field="reason")
    return _set(ground, "", None, "", reason=reason.strip())


def _require_administrator(by: Assignment) -> None:
    if not by.rights.administers:
        raise CaseError(_("Your role does not change the grounds."))


def _set(ground: LegalGround, name: str, on: date | None, source: str, *, reason: str | None) -> LegalGround:
    """Two at once: the second writes over what the first one wrote, and both stand in history."""
    list(LegalGround.objects.select_for_update().filter(pk=ground.pk).only("pk"))
    row = LegalGround.objects.get(pk=ground.pk)
    if not row.is_on and on is None:
        raise CaseError(_("The ground is switched off already."))
    row.verified_by, row.verified_on, row.verified_source = name, on, source
    row._change_reason = reason  # type: ignore[attr-defined]
    row.save(update_fields=["verified_by", "verified_on", "verified_source"])
    return row
