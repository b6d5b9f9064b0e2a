"""The indicators of programmes: what each counts, on which day and unit, and what it calls not known.

A step counts on the last day of its window as it was last told (`step_planned`), at the clinic that recorded it, else
that was to offer it. A contact that ended in a miscarriage, a termination or a stillbirth counts in none of them; of
one that ended otherwise the steps count whose window was over, and those that were recorded.
"""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agreements.indicators.case_facts import CaseIndicator, case_indicator
from cases.models import Topic

COLUMNS = "s.case_id, s.id AS origin, s.unit_id, s.provider_id, NULL::bigint AS counterpart_id, s.last_day AS day"


def steps_in_time() -> str:
    """Each step for all of each contact, by what came of it.

    Met: done, here or elsewhere, before its window was out. Not met: done later, said no to, last missed, or nothing
    recorded when the contact ended. Not known: nothing is recorded, and the contact goes on.
    """
    return f"""
        SELECT {COLUMNS},
               CASE WHEN s.outcome IN ('done', 'elsewhere') THEN s.recorded_at < s.due_at
                    WHEN s.outcome <> '' OR s.has_ended THEN false END AS met,
               NULL::integer AS days, s.outcome AS code
        FROM owed s"""  # noqa: S608  no word of a user


def asked_about(topic: Topic) -> str:
    """Each step for all that has an instrument of the topic.

    Met: one of them was answered at that step, whenever. Not met: the step was recorded, or the contact ended, without.
    Not known: nothing is recorded of the step, or it was done elsewhere.
    """
    return f"""
        SELECT {COLUMNS},
               CASE WHEN a.case_id IS NOT NULL THEN true
                    WHEN s.outcome <> 'elsewhere' AND (s.outcome <> '' OR s.has_ended) THEN false END AS met,
               NULL::integer AS days, '' AS code
        FROM owed s
        LEFT JOIN (SELECT DISTINCT f.case_id, p.key FROM facts f
                   JOIN cases_programmestep p ON p.id = f.step_id
                   JOIN cases_instrument i ON i.slug = f.code AND i.topic = '{topic}'
                   WHERE f.what = 'asked') a ON a.case_id = s.case_id AND a.key = s.key
        WHERE EXISTS (SELECT FROM cases_instrument i WHERE i.slug = ANY(s.instruments) AND i.topic = '{topic}')"""  # noqa: S608


def findings_in_time() -> str:
    """Each finding, on the day it was found, by what was decided.

    Met: it was decided what to do before its clock was out. Not met: after it. Not known: not decided yet, or no clock
    ran. A finding is a case of its own: it counts also when the contact it came from has ended, however it did.
    """
    return """
        SELECT s.case_id, s.origin, s.unit_id, s.provider_id, NULL::bigint AS counterpart_id, s.day,
               CASE WHEN d.id IS NOT NULL THEN d.happened_at < d.due_at END AS met,
               NULL::integer AS days, COALESCE(d.code, '') AS code
        FROM facts s
        LEFT JOIN (SELECT DISTINCT ON (origin) * FROM facts WHERE what = 'finding_decided'
                   ORDER BY origin, registered_at, id) d ON d.origin = s.origin
        WHERE s.what = 'found'"""


def _asked(key: str, label: Promise, topic: Topic) -> CaseIndicator:
    select: Callable[[], str] = lambda: asked_about(topic)  # noqa: E731  a SELECT per topic
    return case_indicator(key, label, select)


HEALTH_INDICATORS: tuple[CaseIndicator, ...] = (
    case_indicator("health_step_in_time", _("Steps of a programme done in time"), steps_in_time),
    case_indicator("health_finding_in_time", _("Findings decided in time"), findings_in_time),
    _asked("health_asked_alcohol", _("Asked about alcohol"), Topic.SUBSTANCE_USE),
    _asked("health_asked_violence", _("Asked about violence"), Topic.VIOLENCE),
    _asked("health_asked_mood", _("Asked how they feel"), Topic.MENTAL_HEALTH),
)
