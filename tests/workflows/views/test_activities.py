"""The catalogue of support by HTTP: who counts sees numbers whole, others by quarter, and few ones hidden."""

import re

import pytest
from django.utils import timezone

from accounts.acting import act_as
from agreements.models import AgreementCentre, Occasion, SupportActivity
from agreements.reports.activities import quarters_over
from agreements.services.activity import ActivityFacts, Counted, add_activity, count_occasion
from tests.agreements.arenas import Meeting, ago, make_meeting
from tests.cast import Cast, acting_as
from tests.workflows.selectors.test_centre import signed_in


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return make_meeting(cast)


def offered(meeting: Meeting, name: str, came: int, places: int, *, since: int = 400) -> SupportActivity:
    by, day = meeting.leader, quarters_over(timezone.localdate())[0].last
    facts = ActivityFacts(
        kind=SupportActivity.Kind.GROUP, name=name, where="Here", unit=meeting.cast.teacher.unit, valid_from=ago(since)
    )
    with acting_as(by):
        activity = add_activity(place=meeting.centre, facts=facts, by=by)
        count_occasion(activity=activity, counted=Counted(held_on=day, offered=places, taken_up=came), by=by)
    return activity


def address(meeting: Meeting) -> str:
    return f"/arenas/centres/{meeting.first.pk}/activities/"


def cells(page: str) -> list[str]:
    return re.findall(r"</span>(?:<span class=\"muted\">)?(\d+|dolt)", page)


def test_reader_sees_few_ones_hidden_also_on_the_page_of_the_agreement(meeting: Meeting) -> None:
    offered(meeting, "Small", 3, 40)
    offered(meeting, "Large", 23, 40)

    for place in (address(meeting), f"/arenas/agreements/{meeting.rule_set.slug}/activities/"):
        page = signed_in(meeting.cast.worker).get(place).content.decode()
        numbers = cells(page)
        assert "Small" in page
        assert numbers.count("dolt") >= 2
        assert not {"3", "23"} & set(numbers)


def test_agreements_page_without_what_began_before_its_time_there_tells_nothing_more(meeting: Meeting) -> None:
    offered(meeting, "Small", 3, 43)
    offered(meeting, "Large", 23, 47, since=250)
    offered(meeting, "Other", 17, 41, since=250)
    agreement = f"/arenas/agreements/{meeting.rule_set.slug}/activities/"
    with act_as(None, reason="test"):
        AgreementCentre.objects.filter(centre=meeting.first).update(valid_from=ago(300))
    reader = signed_in(meeting.cast.worker)

    whole, part = (reader.get(place).content.decode() for place in (address(meeting), agreement))

    assert "Small" in whole
    assert "Small" not in part
    assert set(cells(part)) <= set(cells(whole))
    assert not {"40", "88"} & set(cells(part))


def test_who_holds_it_counts_on_its_page_and_others_see_no_number(meeting: Meeting) -> None:
    activity = offered(meeting, "Group", 37, 41)
    page = f"/activities/{activity.pk}/"

    holder, reader = signed_in(meeting.cast.teacher), signed_in(meeting.cast.worker)
    assert "37" in cells(holder.get(page).content.decode())
    assert cells(reader.get(page).content.decode()) == []

    answer = holder.post(f"{page}count/", {"held_on": ago(1).isoformat(), "offered": "8", "taken_up": "9"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["taken_up"])
    assert holder.post(f"{page}count/", {"held_on": ago(1).isoformat(), "offered": "9", "taken_up": "9"})
    assert reader.get(f"{page}count/").status_code == 403
    assert Occasion.objects.count() == 2


def test_unknown_quarter_does_not_exist(meeting: Meeting) -> None:
    assert signed_in(meeting.cast.worker).get(f"{address(meeting)}?quarter=2026-02-01").status_code == 404
