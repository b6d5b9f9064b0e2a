"""Which quarters a report can be on, and what a round or a period is called, on the page and on paper."""

from datetime import date

from django.utils.translation import gettext as _

from agreements.models import RuleSet, RuleSetVersion
from agreements.reports.content import Content
from agreements.reports.figure_text import capital
from agreements.reports.release import Period, last_of_quarter

# Four years back: what is older is asked for by the command.
MOST = 16


def quarters_over(rule_set: RuleSet, today: date) -> list[Period]:
    """Whole quarters that are over and on whose last day a version was in force; the newest first, at most MOST."""
    versions = list(RuleSetVersion.objects.filter(rule_set=rule_set, is_draft=False))
    begun = min((each.valid_from for each in versions), default=today)
    found: list[Period] = []
    first = begun.replace(month=3 * ((begun.month - 1) // 3) + 1, day=1)
    for quarter in Period(first, today).quarters():
        is_held = any(each.valid_from <= quarter.last <= (each.valid_to or date.max) for each in versions)
        if quarter.last < today and is_held:
            found.append(quarter)
    return found[::-1][:MOST]


def name_in_words(period: Content) -> str:
    """'Runda 2026' or 'Kvartal 3 2026': what a report is on, by the `period` of its content."""
    if period["round"] is not None:
        return _("Round %(year)s") % {"year": period["round"]}
    return capital(before_in_words(period["name"]))


def before_in_words(name: str) -> str:
    """What figures are compared with: '2010' for a round as it stands, a period by its quarters."""
    return quarter_words(Period.read(name)) if "/" in name else name


def quarter_words(period: Period) -> str:
    """'kvartal 3 2026', '2025' for a year, 'kvartal 4 2025 till kvartal 3 2026'."""
    one = _("quarter %(number)d %(year)d")
    names = [one % {"number": (each.month + 2) // 3, "year": each.year} for each in (period.first, period.last)]
    if last_of_quarter(period.first) == period.last:
        return names[0]
    if (period.first, period.last) == (date(period.first.year, 1, 1), date(period.first.year, 12, 31)):
        return str(period.first.year)
    return _("%(first)s to %(last)s") % {"first": names[0], "last": names[1]}
