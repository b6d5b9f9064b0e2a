from datetime import datetime

import pytest
from django.utils import timezone

from agreements.working_days import STOCKHOLM
from workflows.demo.stories import all_stories
from workflows.demo.timeline import Timeline


@pytest.mark.parametrize("now", [datetime(2026, 11, day, 0, 20, tzinfo=STOCKHOLM) for day in range(16, 24)])
def test_meeting_day_of_every_story_lies_after_the_call(now: datetime) -> None:
    timelines = [Timeline(story, now) for story in all_stories()]

    too_early = [each.story for each in timelines if each.meeting_day() <= timezone.localdate(each.moment("prepare"))]

    assert too_early == []
