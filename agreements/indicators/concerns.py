"""The indicators of reports of concern (SoL 2025:400 19 and 20 kap.): what each counts, on which day and unit.

The reporter's case and the receiver's are counted apart: no figure is made of both. What was handed on to another unit
is counted there, and no more where it first came.
"""

from django.utils.translation import gettext_lazy as _

from agreements.indicators.case_facts import CaseIndicator, case_indicator

# Of each case the first of what is asked for. A report that was handed on has that as a fact of its own.
RECEIVED = """
    (SELECT * FROM facts WHERE what = 'concern_received') s
    LEFT JOIN (SELECT DISTINCT ON (case_id) * FROM facts WHERE what = '{what}'
               ORDER BY case_id, registered_at, id) d ON d.case_id = s.case_id
    LEFT JOIN (SELECT DISTINCT case_id FROM facts WHERE what = 'concern_handed_on') h ON h.case_id = s.case_id"""
COLUMNS = "s.case_id, s.id AS origin, s.unit_id, s.provider_id"
IN_TIME = "CASE WHEN d.id IS NOT NULL THEN d.happened_at < d.due_at END AS met"


def feedback_asked() -> str:
    """Each report that was sent, on that day, at the reporter's unit, by what kind of unit it is.

    Met: the reporter has asked what became of it (19 kap. 6 §).
    """
    return """
        SELECT s.case_id, s.id AS origin, s.unit_id, s.provider_id, s.counterpart_id, s.day,
               a.case_id IS NOT NULL AS met, NULL::integer AS days, u.service AS code
        FROM facts s
        JOIN accounts_careunit u ON u.id = s.unit_id
        LEFT JOIN (SELECT DISTINCT case_id FROM facts WHERE what = 'feedback_asked') a ON a.case_id = s.case_id
        WHERE s.what = 'concern_reported'"""


def protection_in_time() -> str:
    """Each report that came in, on that day, at the receiver.

    Met: immediate protection was assessed before its clock was out (20 kap. 1 §: at once). Not met: after it. Not
    known: not assessed yet, or no clock ran. Handed on unassessed: not counted.
    """
    return f"""
        SELECT {COLUMNS}, NULL::bigint AS counterpart_id, s.day, {IN_TIME}, NULL::integer AS days, '' AS code
        FROM {RECEIVED.format(what="protection_assessed")}
        WHERE d.id IS NOT NULL OR h.case_id IS NULL"""  # noqa: S608  no word of a user


def opening_in_time() -> str:
    """Each report that came in, on that day, at the receiver, by what was decided.

    Met: it was decided whether to open an investigation before its clock was out (20 kap. 2 §: 14 days, or the day of
    the longer time). Not met: after it. Not known: not decided yet, or no clock ran. Handed on: not counted.
    """
    return f"""
        SELECT {COLUMNS}, NULL::bigint AS counterpart_id, s.day, {IN_TIME}, NULL::integer AS days,
               COALESCE(d.code, '') AS code
        FROM {RECEIVED.format(what="opening_decided")}
        WHERE h.case_id IS NULL"""  # noqa: S608  no word of a user


def feedback_in_time() -> str:
    """Each report whose reporter has asked, on the day of asking, at the receiver.

    Met: the reporter was answered, or told that it is unsuitable to answer, before the clock was out (19 kap. 6 §).
    Not met: after it. Not known: not answered yet, or no clock ran. Handed on unanswered: not counted.
    """
    return f"""
        SELECT {COLUMNS}, NULL::bigint AS counterpart_id, s.day, {IN_TIME}, NULL::integer AS days, '' AS code
        FROM {RECEIVED.format(what="reporter_answered").replace("'concern_received'", "'feedback_asked'")}
        WHERE s.counterpart_id IS NULL AND (d.id IS NOT NULL OR h.case_id IS NULL)"""  # noqa: S608  no word of a user


CONCERN_INDICATORS: tuple[CaseIndicator, ...] = (
    case_indicator("concern_feedback_asked", _("Reports of concern whose reporter asked for feedback"), feedback_asked),
    case_indicator("concern_protection_in_time", _("Immediate protection assessed in time"), protection_in_time),
    case_indicator("concern_opening_in_time", _("Reports of concern assessed in time"), opening_in_time),
    case_indicator("concern_feedback_in_time", _("Feedback to reporters in time"), feedback_in_time),
)
