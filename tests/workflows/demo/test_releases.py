"""The demo's report on a period: released by some, waited for by others."""

import pytest
from django.utils import timezone

from agreements.models import Release, Report
from agreements.reports.waiting import releases_waiting
from workflows.demo.agreements import make_agreements
from workflows.demo.releases import make_releases
from workflows.demo.rounds import make_rounds
from workflows.demo.staff import set_up_staff

pytestmark = pytest.mark.django_db


def test_some_have_released_others_find_it_waiting_and_told_twice_nothing_doubles() -> None:
    staff = set_up_staff()
    make_agreements(staff)
    make_rounds(staff)

    report = make_releases()
    again = make_releases()

    assert report == again
    assert report is not None
    assert Report.objects.filter(round=None).count() == 1
    released = set(Release.objects.values_list("provider__name", flat=True))
    assert released == {"Region Ekdalens egna mottagningar", "Socialnämnden i Lindvik", "Utbildningsnämnden i Lindvik"}
    assert Release.history.count() == len(released)
    today = timezone.localdate()
    waiting = {
        user: [each.report for each in releases_waiting(staff[user], today)] for user in ("lars", "cecilia", "mats")
    }
    assert waiting == {"lars": [report], "cecilia": [report], "mats": []}
    assert set(report.assessments.values_list("clause__code", "level")) == {("G2", "partly"), ("K1", "not_met")}
