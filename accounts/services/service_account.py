"""The account that commands act as: a named user who cannot sign in, with an assignment of its own."""

from django.utils import timezone

from accounts.acting import act
from accounts.models import Assignment, CareUnit, Principal, Provider, User
from accounts.roles import Role
from accounts.selectors.service_account import SERVICE_UNIT
from accounts.services.organisation import add_provider, add_unit
from accounts.services.user import add_user, assign

# Reserved for what does not exist (RFC 2606): no letter and no identity provider ever reaches it.
DOMAIN = "service.invalid"


@act
def service_assignment(*, account: str, full_name: str, principal: Principal, by: Assignment | None) -> Assignment:
    """The assignment of the service account `account` with `principal`; made the first time, found after that.

    Its role opens and shows nothing: what it may do comes from a grant. It has no password, and cannot sign in.
    """
    email = f"{account}@{DOMAIN}"
    found = Assignment.objects.filter(user__email=email, unit__provider__principal=principal)
    if (assignment := found.select_related("user", "unit__provider").first()) is not None:
        return assignment
    user = User.objects.filter(email=email).first() or add_user(email=email, full_name=full_name, password=None, by=by)
    return assign(
        user=user,
        unit=_service_unit(principal, by),
        role=Role.SERVICE_ACCOUNT,
        valid_from=timezone.localdate(),
        by=by,
    )


def _service_unit(principal: Principal, by: Assignment | None) -> CareUnit:
    found = CareUnit.objects.filter(provider__principal=principal, name=SERVICE_UNIT).first()
    if found is not None:
        return found
    of_region = principal.kind == Principal.Kind.REGION
    provider = add_provider(
        name=f"Samplan, {principal.name}"[:120],
        kind=Provider.Kind.REGION_OWN if of_region else Provider.Kind.BOARD,
        principal=principal,
        by=by,
    )
    today = timezone.localdate()
    return add_unit(
        name=SERVICE_UNIT,
        provider=provider,
        service=CareUnit.Service.OTHER,
        valid_from=today,
        is_closed=True,
        by=by,
    )
