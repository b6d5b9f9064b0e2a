"""Reports of an agreement: found, or as a draft that nobody has begun yet and that stands nowhere."""

from datetime import date

from django.db.models import QuerySet

from agreements.models import Report, Round, RuleSet
from agreements.selectors.rule_set import version_on

RELATED = ("rule_set", "version", "round", "adopted_by__user")


def report_of_round(round_: Round) -> Report:
    found = Report.objects.filter(round=round_).select_related(*RELATED).first()
    return found or Report(
        rule_set=round_.rule_set,
        version=round_.version,
        round=round_,
        period_from=date(round_.year, 1, 1),
        period_to=date(round_.year, 12, 31),
    )


def reports_over_periods(rule_set: RuleSet) -> QuerySet[Report]:
    """Those that somebody has begun, the latest first."""
    return Report.objects.filter(rule_set=rule_set, round=None).select_related(*RELATED).order_by("-period_to", "-pk")


def report_of_period(rule_set: RuleSet, first_day: date, last_day: date) -> Report | None:
    """None where no version was in force on the last day."""
    found = Report.objects.filter(rule_set=rule_set, round=None, period_from=first_day, period_to=last_day)
    if (report := found.select_related(*RELATED).first()) is not None:
        return report
    version = version_on(rule_set, last_day)
    if version is None:
        return None
    return Report(rule_set=rule_set, version=version, period_from=first_day, period_to=last_day)
