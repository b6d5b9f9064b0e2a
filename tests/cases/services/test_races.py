"""Two who change the same text at once: one wins, the other is told, and no words are lost."""

from collections import Counter
from threading import Barrier, Thread

import pytest
from django.db import connection

from accounts.acting import transaction_as
from accounts.models import Assignment
from cases.errors import StaleText
from cases.models import Goal, Topic
from cases.services.plan import add_goal, change_section
from tests.cast import Cast
from tests.story import known_subject
from tests.workflows.plan import Plan

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


class Writer(Thread):
    """Reads the goal, waits for the other at the barrier, then saves its own words over the edition it read."""

    def __init__(self, goal: Goal, text: str, by: Assignment, barrier: Barrier) -> None:
        super().__init__()
        self.goal, self.text, self.by, self.barrier = goal, text, by, barrier
        self.outcome, self.shown = "", ""

    def run(self) -> None:
        try:
            with transaction_as(self.by):
                row = Goal.objects.select_related("case", "about", "owner_unit").get(pk=self.goal.pk)
            connection.ensure_connection()
            self.barrier.wait(timeout=10)
            with transaction_as(self.by):
                change_section(row=row, edition=row.edition, text=self.text, by=self.by)
            self.outcome = "won"
        except StaleText as stale:
            self.outcome, self.shown = "stale", stale.current.text  # type: ignore[attr-defined]
        finally:
            connection.close()


def test_two_who_change_the_same_section_lose_no_text(cast: Cast, races: int) -> None:
    plan = Plan(cast)
    with transaction_as(cast.worker):
        about = known_subject(plan.case, cast.worker)
        goal = add_goal(case=plan.case, topic=Topic.HEALTH, about=about, text="First", by=cast.worker)

    for number in range(races):
        barrier = Barrier(2)
        writers = [Writer(goal, f"{by.user} {number}", by, barrier) for by in (cast.worker, cast.substitute)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()

        assert Counter(writer.outcome for writer in writers) == {"won": 1, "stale": 1}
        [winner], [loser] = ([each for each in writers if each.outcome == end] for end in ("won", "stale"))
        with transaction_as(cast.worker):
            saved = Goal.objects.get(pk=goal.pk)
        assert saved.text == winner.text == loser.shown
        assert saved.edition == number + 2

    with transaction_as(cast.worker):
        assert Goal.history.filter(id=goal.pk).count() == races + 1
