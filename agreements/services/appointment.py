from datetime import date

from accounts.acting import act
from accounts.models import Assignment, Grant
from accounts.services.user import give_grant
from agreements.errors import NotYours
from agreements.models import RuleSet
from agreements.permissions import agreements_to_appoint_for


@act
def appoint_for_agreement(
    *,
    assignment: Assignment,
    permission: str,
    rule_set: RuleSet,
    valid_from: date,
    reason: str,
    by: Assignment | None,
    valid_to: date | None = None,
) -> Grant:
    """Lets somebody lead, check, assess and adopt, or audit. The parties appoint, each its own people (J2).

    Raises NotYours where the administrator's principal has not signed the agreement, and as `give_grant` does.
    """
    if by is not None and not agreements_to_appoint_for(by).filter(pk=rule_set.pk).exists():
        raise NotYours
    return give_grant(
        assignment=assignment,
        permission=permission,
        on=rule_set,
        valid_from=valid_from,
        valid_to=valid_to,
        reason=reason,
        by=by,
    )
