"""The indicators of patients of addiction care as parents (HSL 5 kap. 7 §), from how each question stands now.

What nobody has asked is not known, and no «no»: only in the first, which is about whether somebody has asked, is it
not met. A patient who will not say, or does not know, is not known there.
"""

from django.utils.translation import gettext_lazy as _

from agreements.indicators.case_facts import CaseIndicator, case_indicator


def latest(what: str) -> str:
    """Of each patient the answer that stands; nothing where the question was never touched."""
    return f"""(SELECT DISTINCT ON (case_id) * FROM facts WHERE what = '{what}'
                ORDER BY case_id, registered_at DESC, id)"""  # noqa: S608  no word of a user


def children_documented() -> str:
    """Each adult patient, on the day of enrolment, at the clinic.

    Met: it is written down that there are children under 18, or that there are none. Not met: nobody has asked. Not
    known: the patient does not know, or will not say.
    """
    return f"""
        SELECT e.case_id, e.id AS origin, e.unit_id, e.provider_id, NULL::bigint AS counterpart_id, e.day,
               CASE WHEN a.code IN ('yes', 'no') THEN true
                    WHEN a.code IS NULL OR a.code = 'not_asked' THEN false END AS met,
               NULL::integer AS days, '' AS code
        FROM facts e LEFT JOIN {latest("children_asked")} a ON a.case_id = e.case_id
        WHERE e.what = 'enrolled' AND e.code = 'addiction_care'"""  # noqa: S608  no word of a user


def of_parents(what: str, met: str) -> str:
    """Each patient who has told of children, on the day it was written down. `met`: the codes that are so."""
    return f"""
        SELECT y.case_id, y.id AS origin, y.unit_id, y.provider_id, NULL::bigint AS counterpart_id, y.day,
               CASE WHEN g.code <> 'not_asked' THEN g.code IN ({met}) END AS met,
               NULL::integer AS days, '' AS code
        FROM {latest("children_asked")} y LEFT JOIN {latest(what)} g ON g.case_id = y.case_id
        WHERE y.code = 'yes'"""  # noqa: S608  no word of a user


def child_informed() -> str:
    """Met: a child was given information. Not met: it was not, also where it was offered. Not known: not taken up."""
    return of_parents("child_informed", "'given'")


def child_advised() -> str:
    """Met: advice about the child was given. Else as above."""
    return of_parents("child_advised", "'given'")


def child_supported() -> str:
    """Met: a child was given support. Else as above."""
    return of_parents("child_supported", "'given'")


def parent_offered_support() -> str:
    """Met: support as a parent was offered, whatever the patient said. Not met: it was not. Not known: not taken up."""
    return of_parents("parent_supported", "'given', 'offered', 'refused'")


PARENTHOOD_INDICATORS: tuple[CaseIndicator, ...] = (
    case_indicator("children_documented", _("Adult patients whose children are documented"), children_documented),
    case_indicator("child_informed", _("Patients' children given information"), child_informed),
    case_indicator("child_advised", _("Patients' children given advice"), child_advised),
    case_indicator("child_supported", _("Patients' children given support"), child_supported),
    case_indicator("parent_offered_support", _("Patients offered support as parents"), parent_offered_support),
)
