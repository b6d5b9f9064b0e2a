"""The same person, to the same unit, on the same topic, not long ago: asked about once, among what one may see."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from accounts.models import Assignment
from cases.identity import parse_number
from cases.models import Case, Referral, ReferralSection, Sending, Topic
from cases.services.person import PersonFacts, Relation, add_case_person
from cases.services.referral import open_referral, recall_referral, write_section
from tests.cast import Cast, acting_as
from tests.conftest import Acting
from tests.workflows.handover import Handover
from tests.workflows.task_views.test_write_referral import filled, page_of, signed_in
from workflows.services.process import start_process

NUMBER = "201801712389"


class Numbered(Handover):
    """About somebody whose number is known; by the nurse unless somebody else writes it."""

    def __init__(self, cast: Cast, sender: Assignment | None = None, topic: Topic = Topic.FAMILY) -> None:
        self.cast, self.kind, self.sender = cast, Case.Kind.REFERRAL, sender or cast.nurse
        by = self.sender
        child = PersonFacts(given_name="Elis", family_name="Test", number=parse_number(NUMBER))
        self.case = open_referral(kind=self.kind, topic=topic, subject=child, by=by)
        parent = PersonFacts(given_name="Kim", family_name="Test", has_custody=True)
        self.guardian = add_case_person(case=self.case, facts=parent, relation=Relation.PARENT, by=by)
        heading = ReferralSection.Heading.QUESTION
        words: dict[str, Any] = {"topic": topic, "text": "Support at home?", "by": by}
        self.sections = [write_section(case=self.case, heading=heading, **words)]
        start_process(case=self.case, by=by)


def sent_at(handover: Handover, days_ago: int, as_owner: Acting) -> Sending:
    with as_owner():
        row = Sending.objects.get(case=handover.case)
        row.sent_at = timezone.now() - timedelta(days=days_ago)
        Sending.objects.filter(pk=row.pk).update(sent_at=row.sent_at)
    return row


def send(handover: Handover, to: Assignment, **more: Any) -> Any:
    return signed_in(handover.sender).post(page_of(handover), filled(handover, to, **more))


def is_sent(handover: Handover) -> bool:
    return handover.state(handover.sender) == Referral.State.SENT


def test_a_second_one_is_asked_about_once_and_sent_on_a_tick(cast: Cast) -> None:
    first = Numbered(cast).to_waiting(cast.teacher)
    second = Numbered(cast)

    asked = send(second, cast.teacher)

    assert asked.status_code == 422
    assert asked.context["form"].errors.keys() == {"anyway"}
    assert f"/referrals/{first.case.pk}/" in asked.content.decode()
    assert "Support at home?" in asked.content.decode()
    assert not is_sent(second)
    assert send(second, cast.teacher, anyway=str(asked.context["first"].pk)).status_code == 302
    assert is_sent(second)


def test_it_shows_as_soon_as_the_receiver_is_chosen(cast: Cast) -> None:
    Numbered(cast).to_waiting(cast.teacher)

    shown = send(Numbered(cast), cast.teacher, preview="1")

    assert shown.context["first"] is not None
    assert not shown.context["form"].errors


def test_a_tick_about_another_one_is_not_enough(cast: Cast) -> None:
    Numbered(cast).to_waiting(cast.teacher)
    other = Numbered(cast).to_waiting(cast.worker)
    with acting_as(cast.nurse):
        row = Sending.objects.get(case=other.case)

    assert send(Numbered(cast), cast.teacher, anyway=str(row.pk)).status_code == 422


@pytest.mark.parametrize(("days", "status"), [(settings.DUPLICATE_DAYS - 1, 422), (settings.DUPLICATE_DAYS + 1, 302)])
def test_after_the_set_time_nothing_is_asked(cast: Cast, as_owner: Acting, days: int, status: int) -> None:
    sent_at(Numbered(cast).to_waiting(cast.teacher), days, as_owner)

    assert send(Numbered(cast), cast.teacher).status_code == status


def test_another_topic_another_unit_and_a_recalled_one_are_not_the_same(cast: Cast) -> None:
    on_another_topic = Numbered(cast, topic=Topic.HEALTH)
    on_another_topic.consent(cast.teacher.unit, topics={Topic.HEALTH})
    on_another_topic.send(cast.teacher)
    with_another_unit = Numbered(cast).to_waiting(cast.worker)
    recalled = Numbered(cast).to_waiting(cast.teacher)
    recall_referral(case=recalled.case, by=cast.nurse)

    assert send(Numbered(cast), cast.teacher).status_code == 302
    assert is_sent(with_another_unit)


def test_another_person_is_not_the_same(cast: Cast) -> None:
    Handover(cast).to_waiting(cast.teacher)

    assert send(Numbered(cast), cast.teacher).status_code == 302


def test_nothing_shows_of_what_another_provider_has_sent(cast: Cast) -> None:
    """The receiver, which knows of it, is asked nothing either: what it writes is its own."""
    theirs = Numbered(cast, cast.stranger).to_waiting(cast.teacher)

    answer = send(Numbered(cast), cast.teacher, preview="1")

    assert answer.context["first"] is None
    assert theirs.case.number not in answer.content.decode()
    assert send(Numbered(cast), cast.teacher).status_code == 302


def test_nothing_shows_of_what_another_unit_keeps_to_itself(cast: Cast) -> None:
    """Within the provider a unit's cases are its own, a closed one's too."""
    theirs = Numbered(cast, cast.counsellor).to_waiting(cast.teacher)

    answer = send(Numbered(cast), cast.teacher, preview="1")

    assert answer.context["first"] is None
    assert theirs.case.number not in answer.content.decode()
