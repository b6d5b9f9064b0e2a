"""What a consultation's acts mean for tasks and readers: additions, early ends, teams and units that change."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.acting import act_as
from accounts.errors import AlreadyEnded, LeavesLater, NotAdministered
from accounts.models import TeamMember
from accounts.services.team import join_team
from cases.models import Case, ConsultationPost, Participation
from cases.permissions import visible_to
from tests.cast import LONG_AGO, Cast, acting_as, make_cast
from tests.conftest import Acting
from tests.workflows.consultation import add, answer, answering, ask, open_steps, open_task, team_of
from tests.workflows.services.test_races import race
from tests.workflows.services.test_unit import administrator_of, at, close, new_unit
from workflows.demo.clock import moved_to
from workflows.models import Notice, Step, Task
from workflows.services.clocks import run_clocks
from workflows.services.consultation import close_consultation
from workflows.services.errors import TaskDone
from workflows.services.queue import hand_over, take_task
from workflows.services.team import leave_team


def test_colleague_of_a_closed_unit_takes_and_answers_without_being_named(cast: Cast) -> None:
    case = ask(cast.nurse, cast.worker)
    with acting_as(cast.colleague):
        task = open_task(case, Step.ADVISE, cast.colleague)
        take_task(task=task.pk, by=cast.colleague)
    with acting_as(cast.manager):
        hand_over(task=task.pk, to=cast.worker, by=cast.manager)

    answer(case, cast.colleague)

    with acting_as(cast.nurse):
        assert not Participation.objects.filter(case=case, user__isnull=False).exists()
        assert ConsultationPost.objects.filter(case=case, kind="answer", written_by=cast.colleague.user).exists()


def test_addition_is_told_to_the_other_units(cast: Cast) -> None:
    case = ask(cast.worker, cast.nurse)

    add(case, cast.worker)

    with acting_as(cast.nurse):
        [notice] = Notice.objects.filter(case=case, kind=Notice.Kind.ADDED)
        assert (notice.to_unit, notice.unit) == (cast.nurse.unit, cast.worker.unit)


def test_asker_ends_it_without_waiting(cast: Cast) -> None:
    case = ask(cast.worker, team_of(cast))

    close_consultation(case=case, reason=Case.ClosureReason.NOTHING_MORE, by=cast.worker)

    assert open_steps(case, cast.nurse) == []
    with acting_as(cast.nurse):
        told = Notice.objects.filter(case=case, kind=Notice.Kind.WITHDRAWN, to_unit=cast.nurse.unit)
        assert told.exists()


def test_silence_is_told_to_who_was_asked_and_then_to_their_manager(cast: Cast, as_worker: Acting) -> None:
    with moved_to(timezone.now() - timedelta(days=20)):
        case = ask(cast.nurse, cast.worker)

    for _ in range(2):
        with as_worker():
            run_clocks(timezone.now())

    with acting_as(cast.manager):
        told = Notice.objects.filter(case=case).values_list("kind", "to_unit", "to_role")
        unit = cast.worker.unit_id
        assert sorted(told) == [("escalate", unit, "unit_manager"), ("remind", unit, "")]


def leave(cast: Cast, days: int = 0) -> TeamMember:
    """The teacher's unit, which is the town's, leaves its team."""
    member = TeamMember.objects.get(unit=cast.teacher.unit)
    day = timezone.localdate() + timedelta(days=days)
    with transaction.atomic():
        return leave_team(member=member, last_day=day, by=cast.administrator)


def test_unit_that_leaves_a_team_reads_no_more_and_has_nothing_left_to_answer(cast: Cast) -> None:
    team = team_of(cast)
    case, own = ask(cast.worker, team), ask(cast.teacher, team)

    leave(cast)

    assert {unit for _step, unit in open_steps(case, cast.worker)} == {cast.nurse.unit_id, cast.counsellor.unit_id}
    with acting_as(cast.teacher):
        assert set(visible_to(cast.teacher).values_list("pk", flat=True)) == {own.pk}


def test_unit_that_joins_again_reads_what_is_asked_from_then_on(cast: Cast) -> None:
    team = team_of(cast)
    before = ask(cast.worker, team)
    leave(cast, -1)
    with act_as(None, reason="test"):
        join_team(team=team, unit=cast.teacher.unit, valid_from=timezone.localdate(), by=None)

    after = ask(cast.worker, team)

    with acting_as(cast.teacher):
        assert set(visible_to(cast.teacher).values_list("pk", flat=True)) == {after.pk} != {before.pk}


def test_the_last_to_leave_lets_the_question_go_back_to_who_asked(cast: Cast) -> None:
    team = team_of(cast)
    with act_as(None, reason="test"):
        TeamMember.objects.exclude(unit=cast.teacher.unit).update(valid_to=LONG_AGO)
    case = ask(cast.worker, team)

    leave(cast)

    assert open_steps(case, cast.worker) == [(Step.READ_ANSWER, cast.worker.unit_id)]


def test_leaving_is_refused_for_a_day_to_come_for_others_units_and_twice(cast: Cast) -> None:
    team_of(cast)
    of_the_region = TeamMember.objects.get(unit=cast.nurse.unit)

    with pytest.raises(LeavesLater):
        leave(cast, 1)
    with pytest.raises(NotAdministered), transaction.atomic():
        leave_team(member=of_the_region, last_day=timezone.localdate(), by=cast.administrator)
    leave(cast)
    with pytest.raises(AlreadyEnded):
        leave(cast)


def test_unit_that_closes_down_leaves_its_question_to_the_successor(cast: Cast) -> None:
    case, successor = ask(cast.worker, cast.nurse), new_unit(cast.nurse.unit)
    heir = at(successor)

    close(cast.nurse.unit, successor)

    answer(case, heir)
    assert open_steps(case, cast.worker) == [(Step.READ_ANSWER, cast.worker.unit_id)]


def test_unit_that_takes_over_its_own_question_does_not_answer_it(cast: Cast) -> None:
    case = ask(cast.nurse, cast.outsider)

    close(cast.outsider.unit, cast.nurse.unit)

    assert open_steps(case, cast.nurse) == [(Step.READ_ANSWER, cast.nurse.unit_id)]
    assert administrator_of(cast.nurse.unit)


@pytest.mark.race
def test_two_who_answer_at_once_one_is_first(transactional_db: None, races: int) -> None:
    cast = make_cast()
    team = team_of(cast)
    for _ in range(races // 4):
        case = ask(cast.worker, team)
        tasks: dict[str, Task] = {}
        for who in ("nurse", "counsellor"):
            with acting_as(cast.everybody[who]):
                tasks[who] = open_task(case, Step.ADVISE, cast.everybody[who])

        def run(who: str, tasks: dict[str, Task] = tasks) -> Callable[[], object]:
            return lambda: answering(tasks[who], cast.everybody[who])

        found = race(run("nurse"), run("counsellor"))

        assert found == Counter({"won": 1, TaskDone.__name__: 1})
        with acting_as(cast.worker):
            assert ConsultationPost.objects.filter(case=case, kind="answer").count() == 1
            assert [task.step for task in Task.objects.filter(case=case, finished=None, unit__isnull=False)] == [
                Step.READ_ANSWER
            ]
