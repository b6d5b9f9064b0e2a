from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from accounts.acting import transaction_as
from accounts.models import Assignment
from accounts.selectors.organisation import units_answered_for
from cases.errors import CaseError
from cases.models import DisclosedSection, PlanVersion
from cases.services.access import log_access


@contextmanager
def open_archive(
    *, case: UUID, reason: str, by: Assignment
) -> Iterator[tuple[list[DisclosedSection], list[PlanVersion]]]:
    """What the acting unit once received in a case it no longer works in, opened with a stated reason, logged.

    So too what a unit received that has closed down and that the acting unit is the successor of.

    Raises CaseError without a reason.
    """
    if not reason.strip():
        raise CaseError(_("Write why you need to open the archive."), field="reason")
    with transaction_as(by):
        log_access(case=case, what="archive", ground=reason.strip()[:300], by=by)
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.archive', %s, true)", [str(case)])
        units = units_answered_for(by.unit)
        sections = DisclosedSection.objects.filter(case_id=case, receiver_unit__in=units)
        versions = PlanVersion.objects.filter(case_id=case, unit__in=units)
        try:
            yield list(sections.order_by("created_at")), list(versions.order_by("number"))
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('app.archive', '', true)")
