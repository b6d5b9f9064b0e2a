"""The service accounts that lead rounds where no person does: what comes from a file, and what starts by itself."""

from enum import Enum

from django.utils import timezone

from accounts.acting import act
from accounts.models import Assignment, Principal
from accounts.services.service_account import service_assignment
from accounts.services.user import give_grant
from agreements.errors.round import NoParties
from agreements.models import RuleSet, RuleSetParty
from agreements.permissions import COORDINATE, Right, may


class Account(Enum):
    """The name of the account and the name that history shows."""

    IMPORT = ("import", "Samplan, import")
    INTERVAL = ("rundor", "Samplan, rundor")


@act
def service_leader(*, rule_set: RuleSet, account: Account, by: None) -> Assignment:
    """The account's assignment with a party of the agreement, its region first; leads its rounds by a grant.

    Raises NoParties where nobody has signed the agreement.
    """
    name, full_name = account.value
    principal = leading_party(rule_set).principal
    assignment = service_assignment(account=name, full_name=full_name, principal=principal, by=by)
    if not may(assignment, Right.LEAD, rule_set):
        give_grant(
            assignment=assignment,
            permission=COORDINATE,
            on=rule_set,
            valid_from=timezone.localdate(),
            reason=full_name,
            by=by,
        )
    return assignment


def leading_party(rule_set: RuleSet) -> RuleSetParty:
    """With whom the account is assigned. Raises NoParties."""
    parties = RuleSetParty.objects.filter(rule_set=rule_set).select_related("principal").order_by("pk")
    party = min(parties, key=lambda each: each.principal.kind != Principal.Kind.REGION, default=None)
    if party is None:
        raise NoParties
    return party
