from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from accounts import errors

BROKEN: dict[str, type[errors.AccountsError]] = {
    "unit_name_in_provider": errors.UnitNameTaken,
    "unit_hsa_id": errors.HsaIdTaken,
    "unit_ends_after_start": errors.EndsBeforeStart,
    "social_services_receive_reports": errors.NoSocialServices,
    "office_hours_end_after_start": errors.WrongHours,
    "undocumented_by_decision": errors.DecisionMissing,
    "accounts_familycentre_name_key": errors.CentreNameTaken,
    "accounts_team_name_key": errors.TeamNameTaken,
    "team_member_ends_after_start": errors.EndsBeforeStart,
    "placement_ends_after_start": errors.EndsBeforeStart,
    "accounts_user_email_key": errors.EmailTaken,
    "assignment_ends_after_start": errors.EndsBeforeStart,
    "grant_ends_after_start": errors.EndsBeforeStart,
}


@contextmanager
def said_in_words() -> Iterator[None]:
    """What a constraint refuses is raised as the AccountsError that says it; two who race meet it too."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as broken:
        name = getattr(getattr(broken.__cause__, "diag", None), "constraint_name", None)
        if name not in BROKEN:
            raise
        raise BROKEN[name] from broken
