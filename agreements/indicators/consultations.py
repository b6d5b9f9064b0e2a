"""The indicators of consultations. They are about nobody: each counts as one by itself (cases_countedperson)."""

from django.utils.translation import gettext_lazy as _

from agreements.indicators.case_facts import CaseIndicator, case_indicator

COLUMNS = "s.case_id, s.id AS origin, s.unit_id, s.provider_id, s.counterpart_id, s.day"


def consulted_in_time() -> str:
    """Each question to a unit, on the day it was asked, at the asked unit, by topic; of a team at each of its units.

    Met: somebody who was asked answered before the clock was out. Not met: after it, or it was ended without an
    answer. Not known: no answer yet, or no clock ran.
    """
    return f"""
        SELECT {COLUMNS},
               CASE WHEN a.id IS NOT NULL THEN a.happened_at < a.due_at WHEN e.id IS NOT NULL THEN false END AS met,
               NULL::integer AS days, s.code
        FROM facts s
        LEFT JOIN (SELECT DISTINCT ON (case_id) * FROM facts WHERE what = 'advised'
                   ORDER BY case_id, registered_at, id) a ON a.case_id = s.case_id
        LEFT JOIN (SELECT DISTINCT ON (case_id) * FROM facts WHERE what = 'consultation_closed'
                   ORDER BY case_id, registered_at, id) e ON e.case_id = s.case_id
        WHERE s.what = 'consulted'"""  # noqa: S608  no word of a user


def referred_after() -> str:
    """Each consultation that was ended, on that day, at the unit that asked, by how. Met: it became a referral."""
    return f"""
        SELECT {COLUMNS}, s.code = 'referred' AS met, NULL::integer AS days, s.code
        FROM facts s WHERE s.what = 'consultation_closed'"""  # noqa: S608  no word of a user


CONSULTATION_INDICATORS: tuple[CaseIndicator, ...] = (
    case_indicator("consultation_in_time", _("Consultations answered in time"), consulted_in_time),
    case_indicator("consultation_referred", _("Ended consultations that became a referral"), referred_after),
)
