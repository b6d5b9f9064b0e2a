"""The indicators of referrals (slussningsstatistik): what each counts, on which day, and what it calls not known.

Every figure stands on the receiving unit, with the sender as its counterpart. A sending that was recalled before
anybody was late is not counted.
"""

from django.utils.translation import gettext_lazy as _

from agreements.indicators.case_facts import CaseIndicator, case_indicator

# Of each sending: what came, and the first that was answered, recalled or fed back.
SENT = """
    (SELECT * FROM facts WHERE what = 'referral_came') s
    LEFT JOIN (SELECT DISTINCT ON (origin) * FROM facts WHERE what = 'referral_answered'
               ORDER BY origin, registered_at, id) a ON a.origin = s.origin
    LEFT JOIN (SELECT DISTINCT ON (origin) * FROM facts WHERE what = 'referral_recalled'
               ORDER BY origin, registered_at, id) r ON r.origin = s.origin"""
TO_CHILD_HEALTH = "handover_to_child_health_in_time"
COLUMNS = "s.case_id, s.origin, s.unit_id, s.provider_id, s.counterpart_id"


def answered_in_time() -> str:
    """Each sending, on the day it came, by kind.

    Met: answered before its clock was out. Not met: after it, or taken back after it with no answer. Not known: no
    answer yet, or no clock ran.
    """
    return f"""
        SELECT {COLUMNS}, s.day,
               CASE WHEN a.id IS NOT NULL THEN a.happened_at < s.due_at
                    WHEN r.id IS NOT NULL THEN false END AS met,
               NULL::integer AS days, s.code
        FROM {SENT}
        WHERE a.id IS NOT NULL OR r.id IS NULL OR r.happened_at >= s.due_at"""  # noqa: S608  no word of a user


def silent() -> str:
    """Each sending, on the day it came, by kind. Met: no answer came in time, the opposite of above."""
    return f"""
        SELECT t.case_id, t.origin, t.unit_id, t.provider_id, t.counterpart_id, t.day, NOT t.met AS met, t.days, t.code
        FROM ({answered_in_time()}) t"""  # noqa: S608  no word of a user


def taken_over() -> str:
    """Each answer, on its day, by what was answered or why it was turned down. Met: taken over."""
    return f"""
        SELECT {COLUMNS}, a.day, a.code = 'accepted' AS met, NULL::integer AS days, a.code
        FROM {SENT} WHERE a.id IS NOT NULL"""  # noqa: S608  no word of a user


def fed_back_in_time() -> str:
    """Each sending that was taken over, on that day.

    Met: feedback came before its clock was out. Not met: after it, or the referral ended without. Not known: none yet,
    or no clock ran.
    """
    return f"""
        SELECT {COLUMNS}, a.day,
               CASE WHEN b.id IS NOT NULL THEN b.happened_at < b.due_at
                    WHEN e.id IS NOT NULL THEN false END AS met,
               NULL::integer AS days, '' AS code
        FROM {SENT}
        LEFT JOIN (SELECT DISTINCT ON (origin) * FROM facts WHERE what = 'feedback_given'
                   ORDER BY origin, registered_at, id) b ON b.origin = s.origin
        LEFT JOIN (SELECT DISTINCT ON (case_id) * FROM facts WHERE what = 'case_closed'
                   ORDER BY case_id, registered_at, id) e ON e.case_id = s.case_id
        WHERE a.code = 'accepted'"""  # noqa: S608  no word of a user


def to_child_health_in_time() -> str:
    """Each warm hand-over from a maternity unit to a child-health unit, on the day it came.

    Met: taken over before its clock was out. Not met: after it, said no to, or taken back after it. Not known: no
    answer yet, or no clock ran. What is handed over before the birth counts too; a referral does not.
    """
    return f"""
        SELECT t.case_id, t.origin, t.unit_id, t.provider_id, t.counterpart_id, t.day,
               CASE WHEN a.code = 'accepted' OR a.origin IS NULL THEN t.met ELSE false END AS met, t.days, '' AS code
        FROM ({answered_in_time()}) t
        JOIN accounts_careunit mine ON mine.id = t.unit_id AND mine.service = 'child_health'
        JOIN accounts_careunit theirs ON theirs.id = t.counterpart_id AND theirs.service = 'maternity'
        LEFT JOIN (SELECT DISTINCT ON (origin) origin, code FROM facts WHERE what = 'referral_answered'
                   ORDER BY origin, registered_at, id) a ON a.origin = t.origin
        WHERE t.code = 'warm_handover'"""  # noqa: S608  no word of a user


HANDOVER_INDICATORS: tuple[CaseIndicator, ...] = (
    case_indicator("referral_answered_in_time", _("Referrals answered in time"), answered_in_time),
    case_indicator("referral_taken_over", _("Answered referrals that were taken over"), taken_over),
    case_indicator("referral_fed_back_in_time", _("Feedback on referrals in time"), fed_back_in_time),
    case_indicator(
        "handover_to_child_health_in_time", _("From maternity to child health in time"), to_child_health_in_time
    ),
    case_indicator("referral_silent", _("Referrals without an answer in time"), silent, less_is_better=True),
)
