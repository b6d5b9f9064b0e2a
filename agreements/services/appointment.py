from datetime import date

from accounts.acting import act
from accounts.models import Assignment, Grant
from accounts.services.user import give_grant
from agreements.errors.agreement import NotYours
from agreements.models import RuleSet, RuleSetParty
from agreements.permissions import agreements_to_appoint_for, signatures_to_appoint_for


@act
def appoint_for_agreement(
    *,
    assignment: Assignment,
    permission: str,
    on: RuleSet | RuleSetParty,
    valid_from: date,
    reason: str,
    by: Assignment | None,
    valid_to: date | None = None,
) -> Grant:
    """Lets somebody lead, check, assess and adopt, or audit; or, on a signature, let the principal's counts go.

    The parties appoint, each its own people (J2). Raises NotYours for an agreement that the administrator's principal
    has not signed and for another principal's signature, and as `give_grant` does.
    """
    if by is not None and not _may_appoint(by, on):
        raise NotYours
    return give_grant(
        assignment=assignment,
        permission=permission,
        on=on,
        valid_from=valid_from,
        valid_to=valid_to,
        reason=reason,
        by=by,
    )


def _may_appoint(by: Assignment, on: RuleSet | RuleSetParty) -> bool:
    if isinstance(on, RuleSetParty):
        return signatures_to_appoint_for(by).filter(pk=on.pk).exists()
    return agreements_to_appoint_for(by).filter(pk=on.pk).exists()
