"""The indicators from the plans: what each counts, on which day, and what it calls not known.

Each function gives one SELECT over the views of case_facts.py; the figure stands on the unit as it was then. In all of
them a missing deadline is not known, never late.
"""

from django.utils.translation import gettext_lazy as _

from agreements.indicators.case_facts import CaseIndicator, case_indicator
from agreements.indicators.concerns import CONCERN_INDICATORS
from agreements.indicators.consultations import CONSULTATION_INDICATORS
from agreements.indicators.handovers import HANDOVER_INDICATORS
from agreements.indicators.health import HEALTH_INDICATORS
from agreements.indicators.parenthood import PARENTHOOD_INDICATORS

# The family ended it: no meeting is owed any more.
BY_THE_FAMILY = "('consent_refused', 'person_withdrew', 'moved')"


def begun_in_time() -> str:
    """Each case, on the day its need was identified, on the unit that opened it.

    Met: the first answer about consent came before the clock was out (SoL 10 kap. 8 §: at once). Not met: after it,
    or the case was closed with nobody asked. Not known: nobody has answered yet, or no clock ran.
    """
    return """
        SELECT o.case_id, o.id AS origin, o.unit_id, o.provider_id, NULL::bigint AS counterpart_id, o.day,
               CASE WHEN a.id IS NOT NULL THEN a.happened_at < a.due_at
                    WHEN c.id IS NOT NULL THEN false END AS met,
               NULL::integer AS days, '' AS code
        FROM opened o LEFT JOIN answered a USING (case_id) LEFT JOIN closed c USING (case_id)"""


def met_in_time() -> str:
    """Each case in which everybody had consented, on that day, on the unit that recorded it.

    Met: the first meeting was held before its clock was out. Not met: after it, or the case was closed without any,
    other than by the family; then it is not counted. Not known: no meeting yet, or no clock ran.
    """
    return f"""
        SELECT k.case_id, k.id AS origin, k.unit_id, k.provider_id, NULL::bigint AS counterpart_id, k.day,
               CASE WHEN m.id IS NOT NULL THEN m.happened_at < m.due_at
                    WHEN c.id IS NOT NULL THEN false END AS met,
               NULL::integer AS days, '' AS code
        FROM consented k LEFT JOIN met m USING (case_id) LEFT JOIN closed c USING (case_id)
        WHERE m.id IS NOT NULL OR c.id IS NULL OR c.code NOT IN {BY_THE_FAMILY}"""  # noqa: S608  no word of a user


def replied_in_time() -> str:
    """Each call of a unit that was not taken back, on the day it was called, on the called unit, by kind of call.

    Met: its first reply came before the clock was out. Not met: after it, or the meeting was held without a reply.
    Not known: no reply and no meeting yet, or no clock ran (a reply noted at the meeting).
    """
    return """
        SELECT c.case_id, c.origin, c.unit_id, c.provider_id, c.counterpart_id, c.day,
               CASE WHEN r.id IS NOT NULL THEN r.happened_at < r.due_at
                    WHEN p.origin IS NOT NULL THEN false END AS met,
               NULL::integer AS days, c.code
        FROM facts c
        LEFT JOIN (SELECT DISTINCT ON (origin) * FROM facts WHERE what = 'replied'
                   ORDER BY origin, happened_at, registered_at, id) r ON r.origin = c.origin
        LEFT JOIN came p ON p.origin = c.origin
        WHERE c.what = 'called' AND c.counterpart_id IS NOT NULL
          AND NOT EXISTS (SELECT FROM withdrawn w WHERE w.origin = c.origin)"""


def attended() -> str:
    """Each called or invited unit at a meeting that was held, on the meeting's day, by the role of who answered for it.

    Met: it came. Not met: it did not. The role is unknown where nobody said yes, or somebody else came.
    """
    return """
        SELECT p.case_id, p.origin, p.unit_id, p.provider_id, p.counterpart_id, p.day, p.what = 'attended' AS met,
               NULL::integer AS days, COALESCE(NULLIF(p.code, ''), 'unknown') AS code
        FROM came p"""


def own_goals() -> str:
    """Each plan, on the day it was first agreed, on the unit that led it.

    Met: some goal had the person's own words then. Not known: the case is older than the facts, and has none.
    """
    return """
        SELECT a.case_id, a.id AS origin, a.unit_id, a.provider_id, NULL::bigint AS counterpart_id, a.day,
               CASE WHEN g.has_own THEN true WHEN o.id IS NOT NULL THEN false END AS met,
               NULL::integer AS days, '' AS code
        FROM agreed a LEFT JOIN opened o USING (case_id)
        LEFT JOIN (
            SELECT case_id, bool_or(code = 'own_words') AS has_own FROM (
                SELECT DISTINCT ON (f.origin) f.case_id, f.code FROM facts f JOIN agreed USING (case_id)
                WHERE f.what = 'goal_written' AND f.registered_at <= agreed.registered_at
                ORDER BY f.origin, f.registered_at DESC, f.id) latest
            GROUP BY case_id) g USING (case_id)"""


def child_heard() -> str:
    """Each plan, on the day it was first agreed, on the unit that led it.

    Met: the child's voice was written down by then. Not known: the case is older than the facts, and has none.
    """
    return """
        SELECT a.case_id, a.id AS origin, a.unit_id, a.provider_id, NULL::bigint AS counterpart_id, a.day,
               CASE WHEN v.registered_at <= a.registered_at THEN true
                    WHEN o.id IS NOT NULL THEN false END AS met,
               NULL::integer AS days, '' AS code
        FROM agreed a LEFT JOIN opened o USING (case_id)
        LEFT JOIN (SELECT case_id, min(registered_at) AS registered_at FROM facts WHERE what = 'child_heard'
                   GROUP BY case_id) v USING (case_id)"""


def consented_before_call() -> str:
    """Each case in which somebody was called, on the day of the first call, on the unit that called.

    Met: when the call was registered, it was registered that everybody had consented, and not taken back. What was
    said before and written down after is not met. Not known: the case is older than the facts.
    """
    return """
        SELECT c.case_id, c.origin, u.id AS unit_id, u.provider_id, NULL::bigint AS counterpart_id, c.day,
               CASE WHEN o.id IS NOT NULL THEN COALESCE(s.what = 'consent_complete', false) END AS met,
               NULL::integer AS days, '' AS code
        FROM called c
        JOIN accounts_careunit u ON u.id = COALESCE(c.counterpart_id, c.unit_id)
        LEFT JOIN opened o ON o.case_id = c.case_id
        LEFT JOIN (
            SELECT DISTINCT ON (f.case_id) f.case_id, f.what FROM facts f JOIN called USING (case_id)
            WHERE f.what IN ('consent_complete', 'consent_withdrawn') AND f.registered_at <= called.registered_at
            ORDER BY f.case_id, f.registered_at DESC, f.id) s ON s.case_id = c.case_id"""


def followed_up_in_time() -> str:
    """Each planned follow-up, on the day it was planned for, on the unit that held it, else that planned it.

    Met: held by then, or before its clock was out where that was moved. Not met: later, or not at all when the case
    was closed after the day. Closed before the day it is not counted. Not known: not held, the case open.
    """
    return """
        SELECT p.case_id, p.origin, COALESCE(h.unit_id, p.unit_id) AS unit_id,
               COALESCE(h.provider_id, p.provider_id) AS provider_id, NULL::bigint AS counterpart_id,
               (p.due_at AT TIME ZONE 'Europe/Stockholm')::date - 1 AS day,
               CASE WHEN h.id IS NOT NULL THEN h.happened_at < GREATEST(h.due_at, p.due_at)
                    WHEN c.id IS NOT NULL THEN false END AS met,
               NULL::integer AS days, '' AS code
        FROM facts p
        LEFT JOIN followed_up h ON h.origin = p.origin
        LEFT JOIN closed c ON c.case_id = p.case_id
        WHERE p.what = 'follow_up_planned' AND (h.id IS NOT NULL OR c.id IS NULL OR c.happened_at >= p.due_at)"""


def interventions_done() -> str:
    """Each intervention that a unit stood by, on the day it first did, on that unit.

    Met: it was last noted as done. Not met: as not done or not possible. Not known: it goes on, or nobody has noted.
    """
    return """
        SELECT s.case_id, s.origin, s.unit_id, s.provider_id, NULL::bigint AS counterpart_id, s.day,
               CASE WHEN l.code = 'done' THEN true WHEN l.code IN ('not_done', 'declined') THEN false END AS met,
               NULL::integer AS days, '' AS code
        FROM (SELECT DISTINCT ON (origin) * FROM facts WHERE what = 'intervention' AND code = 'confirmed'
              ORDER BY origin, happened_at, registered_at, id) s
        JOIN (SELECT DISTINCT ON (origin) origin, code FROM facts WHERE what = 'intervention'
              ORDER BY origin, registered_at DESC, id) l ON l.origin = s.origin"""


def closed_with_goals_met() -> str:
    """Each closed case, on that day, on the unit that owned it, by reason. Met: because the goals were met.

    Nothing is not known: a case is closed with a reason.
    """
    return """
        SELECT c.case_id, c.id AS origin, c.unit_id, c.provider_id, NULL::bigint AS counterpart_id, c.day,
               c.code = 'goals_met' AS met, NULL::integer AS days, c.code
        FROM closed c"""


def judged_as_help() -> str:
    """Each closed case, on that day, on the unit that owned it, by the family's judgement. Met: it helped.

    Not met: in part, or not. Not known: the family was not asked.
    """
    return """
        SELECT e.case_id, e.id AS origin, e.unit_id, e.provider_id, NULL::bigint AS counterpart_id, e.day,
               CASE WHEN e.code <> 'not_asked' THEN e.code = 'helped' END AS met, NULL::integer AS days, e.code
        FROM facts e WHERE e.what = 'evaluated'"""


def deviated() -> str:
    """Each unit in each case it was called to, on the day of its first call, by the first kind of deviation.

    Met, which is bad here: somebody recorded that it did not come or did not deliver. A unit never called (the one
    that leads the plan) is counted on the day of the deviation. Nothing is not known: no record means none.
    """
    return """
        SELECT t.case_id, t.id AS origin, t.unit_id, t.provider_id, NULL::bigint AS counterpart_id, t.day,
               d.id IS NOT NULL AS met, NULL::integer AS days, COALESCE(d.code, '') AS code
        FROM (SELECT DISTINCT ON (case_id, unit_id) * FROM facts
              WHERE what IN ('called', 'deviated') AND counterpart_id IS NOT NULL
              ORDER BY case_id, unit_id, happened_at, registered_at, id) t
        LEFT JOIN (SELECT DISTINCT ON (case_id, unit_id) * FROM facts
                   WHERE what = 'deviated' AND counterpart_id IS NOT NULL
                   ORDER BY case_id, unit_id, happened_at, registered_at, id) d
               ON d.case_id = t.case_id AND d.unit_id = t.unit_id"""


def consent_to_meeting() -> str:
    """Each case with a meeting, on the day of its first, on the unit that held it: days since everybody consented.

    Not known: no such day before it.
    """
    return """
        SELECT m.case_id, m.id AS origin, m.unit_id, m.provider_id, NULL::bigint AS counterpart_id, m.day,
               CASE WHEN k.day <= m.day THEN true END AS met,
               CASE WHEN k.day <= m.day THEN m.day - k.day END AS days, '' AS code
        FROM met m LEFT JOIN consented k USING (case_id)"""


def need_to_plan() -> str:
    """Each plan, on the day it was first agreed, on the unit that led it: days since the need was identified.

    Not known: the case is older than the facts.
    """
    return """
        SELECT a.case_id, a.id AS origin, a.unit_id, a.provider_id, NULL::bigint AS counterpart_id, a.day,
               CASE WHEN o.day <= a.day THEN true END AS met,
               CASE WHEN o.day <= a.day THEN a.day - o.day END AS days, '' AS code
        FROM agreed a LEFT JOIN opened o USING (case_id)"""


OF_PLANS: tuple[CaseIndicator, ...] = (
    case_indicator("sip_begun_in_time", _("Plans begun in time"), begun_in_time),
    case_indicator("meeting_in_time", _("Meetings within their time"), met_in_time),
    case_indicator("reply_in_time", _("Replies to a call in time"), replied_in_time),
    case_indicator("attendance", _("Called units that came"), attended),
    case_indicator("own_goals", _("Plans with the person's own goals"), own_goals),
    case_indicator("child_voice", _("Plans with the child's voice"), child_heard),
    case_indicator("consent_before_call", _("Consent documented before the call"), consented_before_call),
    case_indicator("follow_up_in_time", _("Follow-ups held in time"), followed_up_in_time),
    case_indicator("intervention_done", _("Interventions done"), interventions_done),
    case_indicator("closed_goals_met", _("Cases closed because the goals were met"), closed_with_goals_met),
    case_indicator("family_says_helped", _("Families who say that it helped"), judged_as_help),
    case_indicator("deviation", _("Called units with a deviation"), deviated, less_is_better=True),
    case_indicator("days_consent_to_meeting", _("Days from consent to meeting"), consent_to_meeting, is_lead_time=True),
    case_indicator("days_need_to_plan", _("Days from need to agreed plan"), need_to_plan, is_lead_time=True),
)
CASE_INDICATORS: tuple[CaseIndicator, ...] = (
    *OF_PLANS,
    *HANDOVER_INDICATORS,
    *CONCERN_INDICATORS,
    *CONSULTATION_INDICATORS,
    *HEALTH_INDICATORS,
    *PARENTHOOD_INDICATORS,
)
