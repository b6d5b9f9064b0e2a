"""Figures from the demo's cases in a report: a period that most providers have released, half assessed.

Told after the facts are folded, which the worker does in a transaction of its own. Told twice, it changes nothing.
"""

from django.utils import timezone

from accounts.acting import transaction_as
from accounts.models import Assignment
from agreements.models import ClauseAssessment, Report, RuleSet
from agreements.permissions import providers_to_release
from agreements.reports.quarters import quarters_over
from agreements.services.report import draft_period_report, release_counts
from workflows.demo.agreements import LOCAL
from workflows.demo.people import USERS
from workflows.services.report import assess_clause

LEADER = "birgitta"
# Region and Lindvik have released; Norrå's manager and the private provider's find it on their start page.
RELEASED_BY = ("pia", "mats")
QUARTERS = 2
JUDGE, Level = "mats", ClauseAssessment.Level
JUDGED = (
    ("G2", Level.PARTLY, "Björken har en samordnare, Linden och Rönnen har ingen än."),
    ("K1", Level.NOT_MET, "Öppna förskolan Rönnen har stängt två dagar i veckan."),
)


def make_releases() -> Report | None:
    """The report on the last whole quarters; None where no quarter is over yet since the agreement began."""
    rule_set = RuleSet.objects.get(slug=LOCAL)
    quarters = quarters_over(rule_set, timezone.localdate())[:QUARTERS]
    if not quarters:
        return None
    leader = acting(LEADER)
    with transaction_as(leader):
        report = draft_period_report(
            rule_set=rule_set, first_day=quarters[-1].first, last_day=quarters[0].last, by=leader
        )
    for user in RELEASED_BY:
        _release(report, acting(user))
    for code, level, why in JUDGED:
        _judge(report, code, level, why, acting(JUDGE))
    return report


def _judge(report: Report, code: str, level: ClauseAssessment.Level, why: str, by: Assignment) -> None:
    clause = report.version.clauses.get(code=code)
    if not report.assessments.filter(clause=clause).exists():
        with transaction_as(by):
            assess_clause(report=report, clause=clause, level=level, why=why, text="", by=by)


def _release(report: Report, by: Assignment) -> None:
    with transaction_as(by):
        for provider in providers_to_release(by, report.rule_set):
            if not report.releases.filter(provider=provider).exists():
                release_counts(report=report, provider=provider, by=by)


def acting(key: str) -> Assignment:
    """The user's first assignment."""
    [user] = [each for each in USERS if each.key == key]
    return Assignment.objects.filter(user__email=user.email).order_by("pk").select_related("user", "unit")[0]
