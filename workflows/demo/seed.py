"""The demo's data, made in one transaction through services and flows: all of it, or none."""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from workflows.demo.activities import make_activities
from workflows.demo.after import DemoOutcome
from workflows.demo.agreements import make_agreements
from workflows.demo.arenas import make_arenas
from workflows.demo.clinic import make_clinic
from workflows.demo.concerns import make_concerns
from workflows.demo.consultations import make_consultations
from workflows.demo.families import FamilyBook
from workflows.demo.handed_over import make_handed_over
from workflows.demo.last_quarter import make_asked, make_last_quarter
from workflows.demo.more_themes import THEMES
from workflows.demo.papers import make_papers
from workflows.demo.patients import make_patients
from workflows.demo.referrals import make_referrals
from workflows.demo.rounds import make_rounds
from workflows.demo.staff import Staff, is_staffed, retire_staff, set_up_staff
from workflows.demo.stories import Story
from workflows.demo.telling import tell
from workflows.demo.timeline import Timeline

Progress = Callable[[int, int], None]


def seed(*, stories: list[Story], progress: Progress = lambda done, of: None) -> bool:
    """Makes the staff and one case per story, the oldest first; False when the demo's people are there already."""
    now = timezone.now()
    lines = [Timeline(story, now) for story in stories]
    lines.sort(key=lambda each: each.moment("need"))
    with transaction.atomic():
        if is_staffed():
            return False
        staff = set_up_staff()
        make_agreements(staff)
        make_arenas(staff)
        make_activities(staff)
        make_rounds(staff)
        make_consultations(staff)
        book = FamilyBook(timezone.localdate(now))
        for done, timeline in enumerate(lines, 1):
            tell(_begin(timeline, staff, book))
            progress(done, len(lines))
        make_handed_over(staff, now)
        make_referrals(staff)
        make_papers(staff)
        make_concerns(staff, now)
        make_last_quarter(staff, now)
        make_asked(staff, now)
        make_clinic(staff, now)
        make_patients(staff, now)
        retire_staff(staff)
    return True


def _begin(timeline: Timeline, staff: Staff, book: FamilyBook) -> DemoOutcome:
    story = timeline.story
    return DemoOutcome(
        story=story,
        theme=THEMES[story.theme],
        staff=staff,
        book=book,
        timeline=timeline,
        lead=staff[story.lead],
        called=[staff[key] for key in story.called],
    )
