"""Counts let go to an agreement by a manager of the provider: suppressed, summed, frozen, compared."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.acting import act_as
from accounts.models import Assignment, CareUnit, Provider
from agreements.errors.agreement import NothingToRelease, NotYours, ReportLocked
from agreements.models import ClauseAssessment, Release, Report, Rollup, RollupPersons
from agreements.reports.build import content_of
from agreements.reports.compare import compare_report
from agreements.reports.content import rows_of
from agreements.reports.release import PROVIDER
from agreements.reports.table import own_rows
from agreements.services.clause import IndicatorFacts, add_clause, add_indicator
from agreements.services.report import adopt_report, assess_clause, draft_period_report, release_counts
from agreements.services.version import make_version, put_in_force
from tests.agreements.agreement import facts, grant, make_agreement, region, town
from tests.agreements.folding import fold
from tests.agreements.working import working
from tests.cast import LONG_AGO, Cast, acting_as
from tests.workflows.plan import Plan

pytestmark = pytest.mark.django_db

KEY = "meeting_in_time"
FIRST, LAST = date(2025, 1, 1), date(2025, 3, 31)


def draft(cast: Cast, *, keys: tuple[str, ...] = (KEY,)) -> Report:
    """On the first quarter of 2025, of an agreement between town and region; the manager leads and adopts."""
    rule_set = make_agreement(town(cast), region(cast))
    with act_as(None, reason="test"):
        version = make_version(rule_set=rule_set, valid_from=LONG_AGO, source="On paper", by=None)
        clause = add_clause(version=version, facts=facts(), by=None)
        for key in keys:
            add_indicator(clause=clause, facts=IndicatorFacts(key), by=None)
        put_in_force(version=version, by=None)
    grant(cast.manager, "coordinate_agreement", rule_set)
    grant(cast.manager, "adopt_report", rule_set)
    grant(cast.manager, "release_counts", rule_set.parties.get(principal=town(cast)))
    return draft_period_report(rule_set=rule_set, first_day=FIRST, last_day=LAST, by=cast.manager)


def own(assignment: Assignment) -> Provider:
    return assignment.unit.provider


def count(unit: CareUnit, met: int, of: int) -> None:
    """So many families of the unit in that quarter, once each, as the fold would store them; for its provider too."""
    same = {"provider": unit.provider, "indicator": KEY}
    with working():
        Rollup.objects.create(unit=unit, quarter=FIRST, counted=of, met=met, unknown=0, **same)
        for part in (unit, None):
            for measure, number in (("counted", of), ("met", met), ("not_met", of - met)):
                row, is_new = RollupPersons.objects.get_or_create(
                    unit=part, measure=measure, quarter=FIRST, defaults={"persons": number}, **same
                )
                if not is_new:
                    row.persons += number
                    row.save()


def shown(release: Release) -> dict[str, tuple[int | None, int | None]]:
    return {
        row["name"] or row["part"]: (row["numerator"], row["denominator"]) for row in release.counts["indicators"][KEY]
    }


def joint(report: Report) -> tuple[int | None, int | None, bool]:
    [row] = rows_of(content_of(report))
    return row["numerator"], row["denominator"], row["suppressed"]


def adopt(report: Report, by: Assignment) -> Report:
    for clause in report.version.clauses.all():
        assess_clause(report=report, clause=clause, level=ClauseAssessment.Level.MET, why="Seen", by=by)
    return adopt_report(report=report, by=by, is_signed_in_anew=True)


def test_released_counts_hide_what_is_small(cast: Cast) -> None:
    report = draft(cast)
    count(cast.worker.unit, 3, 20)
    count(cast.neighbour.unit, 22, 30)

    release = release_counts(report=report, provider=own(cast.manager), by=cast.manager)

    # Families' number, and what whoever manages Adults would take theirs from to know it.
    assert shown(release) == {"Families": (None, 20), "Adults": (22, 30), PROVIDER: (None, 50)}
    assert joint(report) == (None, None, True)


def test_nothing_is_in_the_report_before_it_is_released(cast: Cast) -> None:
    report = draft(cast)
    count(cast.worker.unit, 14, 20)

    assert joint(report) == (None, None, False)


def test_only_a_manager_releases_and_only_the_own_provider(cast: Cast) -> None:
    report = draft(cast)
    count(cast.nurse.unit, 14, 20)

    release = release_counts(report=report, provider=own(cast.manager), by=cast.manager)

    assert release.provider == cast.manager.unit.provider
    assert shown(release) == {PROVIDER: (0, 0)}
    for other in (cast.worker, cast.auditor, cast.nurse, cast.administrator):
        with pytest.raises(NotYours), transaction.atomic():
            release_counts(report=report, provider=own(other), by=other)


def test_a_report_of_surveys_alone_has_nothing_to_release(cast: Cast) -> None:
    report = draft(cast, keys=("coordinator",))

    with pytest.raises(NothingToRelease), transaction.atomic():
        release_counts(report=report, provider=own(cast.manager), by=cast.manager)


def test_an_adopted_report_survives_late_registration_and_tells_it(cast: Cast) -> None:
    report = draft(cast)
    count(cast.worker.unit, 14, 20)
    release_counts(report=report, provider=own(cast.manager), by=cast.manager)
    report = adopt(report, cast.manager)

    with working():
        Rollup.objects.filter(unit=cast.worker.unit).update(counted=21, met=15)

    assert joint(Report.objects.get(pk=report.pk)) == (14, 20, False)
    with acting_as(cast.manager):
        found = compare_report(report, by=cast.manager)
    assert {(each.part, each.name, each.adopted, each.now, each.why) for each in found} == {
        ("Families", "numerator", 14, 15, "late"),
        ("Families", "denominator", 20, 21, "late"),
        ("", "numerator", 14, 15, "late"),
        ("", "denominator", 20, 21, "late"),
    }
    with pytest.raises(ReportLocked), transaction.atomic():
        release_counts(report=report, provider=own(cast.manager), by=cast.manager)


def test_an_adopted_report_survives_a_merged_unit(cast: Cast) -> None:
    report = draft(cast)
    count(cast.neighbour.unit, 14, 20)
    release_counts(report=report, provider=own(cast.manager), by=cast.manager)
    report = adopt(report, cast.manager)
    before = report.content

    with act_as(None, reason="test"):
        unit = cast.neighbour.unit
        unit.successor, unit.valid_to = cast.worker.unit, timezone.localdate() - timedelta(days=1)
        unit.save()

    assert content_of(Report.objects.get(pk=report.pk)) == before
    with acting_as(cast.manager):
        assert compare_report(report, by=cast.manager) == []


def test_comparing_tells_an_erasure(cast: Cast) -> None:
    report = draft(cast)
    count(cast.worker.unit, 14, 20)
    release_counts(report=report, provider=own(cast.manager), by=cast.manager)
    report = adopt(report, cast.manager)

    with working():
        Rollup.objects.filter(unit=cast.worker.unit).update(counted=19)

    with acting_as(cast.manager):
        found = compare_report(report, by=cast.manager)
    assert {(each.name, each.now, each.why) for each in found} == {("denominator", 19, "erased")}


def test_others_learn_nothing_of_a_provider_by_comparing(cast: Cast) -> None:
    report = draft(cast)
    count(cast.worker.unit, 14, 20)
    release_counts(report=report, provider=own(cast.manager), by=cast.manager)
    report = adopt(report, cast.manager)
    with working():
        Rollup.objects.filter(unit=cast.worker.unit).update(counted=21, met=15)

    for other in (cast.auditor, cast.nurse):
        with acting_as(other):
            assert compare_report(report, by=other) == []


def test_who_may_open_every_case_behind_a_figure_sees_it_whole(committed_plan: Callable[[], Plan]) -> None:
    plan = committed_plan().to_active()
    fold()
    year = timezone.localdate().year
    report = Report(period_from=date(year, 1, 1), period_to=date(year, 12, 31))

    with acting_as(plan.cast.manager):
        [unit, whole] = [row for row in own_rows(plan.cast.manager, report, KEY) if row["to"] == f"{year}-12-31"][:2]

    assert (unit["numerator"], unit["denominator"], unit["is_whole"]) == (1, 1, True)
    assert whole["part"] == PROVIDER


def test_counts_released_anew_do_not_tell_the_one_that_came_late(cast: Cast) -> None:
    report = draft(cast)
    count(cast.worker.unit, 14, 20)
    release_counts(report=report, provider=own(cast.manager), by=cast.manager)
    with working():
        Rollup.objects.filter(unit=cast.worker.unit).update(counted=21, met=15)

    again = release_counts(report=report, provider=own(cast.manager), by=cast.manager)

    assert shown(again) == {"Families": (None, None), PROVIDER: (None, None)}
