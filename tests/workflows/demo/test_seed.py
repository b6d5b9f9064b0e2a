from collections import Counter
from io import StringIO
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from accounts.models import Team, User
from cases.files import read_file
from cases.models import (
    AccessLogEntry,
    Attachment,
    Case,
    ConsultationPost,
    CoordinatedPlan,
    DisclosedSection,
    TeamMeeting,
)
from tests.conftest import Acting
from workflows.demo.agreements import LOCAL
from workflows.demo.last_quarter import ASKED
from workflows.demo.people import PASSWORD, USERS
from workflows.demo.seed import seed
from workflows.demo.stories import Special, Stop, all_stories, some_stories
from workflows.models import Deadline, Notice, Step, WorkItem
from workflows.models.step import CONSULTATION_STEPS, ROUND_STEPS


def test_stories_are_sixty_and_have_every_stop() -> None:
    stops = Counter(story.stop for story in all_stories())

    assert sum(stops.values()) == 60
    assert set(stops) == set(Stop)


SPECIAL = [story for story in all_stories() if story.special != Special()]
WITH_FILES = [story for story in all_stories() if story.theme == "language" and story.stop == Stop.ACTIVE]
# One of each stop, and whoever something is told of besides.
STORIES = [story for story in all_stories() if story in [*some_stories(len(Stop)), *SPECIAL, *WITH_FILES]]


@pytest.mark.slow
def test_the_demo_is_told(db: None, as_owner: Acting, as_worker: Acting) -> None:
    """One telling, which takes long, and all that is to be found in it."""
    seed(stories=STORIES)

    with as_owner():
        assert Case.objects.filter(kind=Case.Kind.PLAN).count() == len(STORIES) > len(SPECIAL) >= 8
        assert Deadline.objects.filter(clock__rule_set__slug=LOCAL, step="meet").exists()
        files = files_are_told()
        consultations_are_in_every_step()
    for stored, digest, size in files:
        assert len(read_file(stored, digest=digest)) == size
    told_twice_changes_nothing(as_owner)
    users_and_password_are_printed_again()
    with as_worker():
        call_command("run_clocks", days=30, stdout=StringIO())
    with as_owner():
        every_step_is_reached()


def files_are_told() -> list[tuple[UUID, str, int]]:
    """A file on a referral and one in a plan, each told to one unit, and each on disk: key, digest and size."""
    rows = {row.place: row for row in Attachment.objects.all()}
    told = {copy.origin: copy.content for copy in DisclosedSection.objects.filter(kind="attachment")}
    assert set(rows) == {"referral", "plan"}
    assert {row.pk for row in rows.values()} == set(told)
    return [(UUID(each["stored"]), each["sha256"], each["size"]) for each in told.values()]


def consultations_are_in_every_step() -> None:
    told = Case.objects.filter(kind=Case.Kind.CONSULTATION).order_by("opened_at")
    # Those of the last quarter are asked by another open preschool, and have all ended.
    of_quarter = told.filter(owner_unit__name="Öppna förskolan Rönnen")
    assert of_quarter.count() == of_quarter.filter(status=Case.Status.CLOSED).count() == len(ASKED)
    consultations = told.exclude(pk__in=of_quarter.values("pk"))
    rows = list(consultations.values_list("kind", "status", "closure_reason"))
    ended = [("consultation", "closed", "referred"), ("consultation", "closed", "helped")]
    assert rows == [*ended, *[("consultation", "open", "")] * 2]
    waiting = WorkItem.objects.filter(step__in=CONSULTATION_STEPS).values_list("step", flat=True)
    assert Counter(waiting) == {Step.ADVISE: 4, Step.READ_ANSWER: 1}
    assert (Team.objects.count(), TeamMeeting.objects.count()) == (3, 1)
    assert not ConsultationPost.objects.exclude(warned_of=[]).exists()


def told_twice_changes_nothing(as_owner: Acting) -> None:
    with as_owner():
        before = AccessLogEntry.objects.count(), Case.history.count(), User.history.count()

    assert not seed(stories=some_stories(2))

    with as_owner():
        assert (AccessLogEntry.objects.count(), Case.history.count(), User.history.count()) == before


def users_and_password_are_printed_again() -> None:
    said = StringIO()

    call_command("seed_demo", stdout=said)

    assert all(user.email in said.getvalue() for user in USERS)
    assert PASSWORD in said.getvalue()


def every_step_is_reached() -> None:
    """After a month of clocks. One round is being answered, the other waits for its action plan."""
    reached = (set(Step.values) - ROUND_STEPS) | {Step.ANSWER, Step.PLAN_MEASURES}
    # The reporter who asked has been answered, the other waits for the decision.
    reached -= {Step.ANSWER_REPORTER}
    assert set(WorkItem.objects.values_list("step", flat=True)) == reached
    statuses = set(CoordinatedPlan.objects.values_list("status", flat=True))
    assert statuses == set(CoordinatedPlan.Status.values)
    assert Notice.objects.filter(kind=Notice.Kind.ESCALATE).exists()
    assert CoordinatedPlan.objects.filter(version=2, status="active").exists()
    assert not Case.objects.filter(status="open", closed_at__isnull=False).exists()
    assert not User.objects.get(full_name="Rolf Fiktivberg").is_active


@override_settings(IS_DEMO=False)
def test_seed_demo_refuses_outside_the_demo_profile(db: None) -> None:
    with pytest.raises(CommandError, match="demo profile only"):
        call_command("seed_demo")

    assert not User.objects.exists()
