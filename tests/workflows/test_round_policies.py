"""Rows about a round hold nothing of a person; rows about a case stay as strict beside them."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, ProgrammingError, connection
from django.utils import timezone

from tests.cast import Cast, acting_as
from tests.conftest import Acting
from tests.workflows.plan import Plan
from tests.workflows.review import Review
from workflows.models import Deadline, Notice, Process, Task, WorkItem
from workflows.selectors.notice import notices_for

pytestmark = pytest.mark.django_db
MODELS = (Process, Task, WorkItem, Deadline)
OF_A_PERSON = {"text", "name", "data", "given_name", "family_name", "person_id", "subject_id"}


def test_whoever_acts_sees_the_rounds_rows_and_none_of_the_cases(plan: Plan) -> None:
    Review(plan.cast).start()
    plan.to_active()

    with acting_as(plan.cast.outsider):
        seen = [set(model._default_manager.values_list("case", flat=True)) for model in MODELS]

    assert seen == [{None}] * len(MODELS)


def test_nobody_acting_sees_no_round(cast: Cast) -> None:
    Review(cast).start()

    assert not any(model._default_manager.exists() for model in MODELS)


WITHOUT_A_PART = ["outsider", "auditor", "administrator", "counsellor"]


@pytest.mark.parametrize("who", WITHOUT_A_PART)
def test_who_has_no_part_in_the_round_begins_nothing_in_it(cast: Cast, who: str) -> None:
    review, by = Review(cast).start(), cast.everybody[who]
    with acting_as(by):
        task = Task.objects.filter(round=review.round, finished=None).earliest("created")
        process = Process.objects.get(round=review.round)

    rows = (
        Process(flow_class=process.flow_class, round=review.round),
        Task(process=process, round=review.round, flow_task=task.flow_task, flow_task_type="HUMAN", token=task.token),
        Task.previous.through(from_task_id=task.pk, to_task_id=task.pk),
    )
    for row in rows:
        with pytest.raises(ProgrammingError, match="row-level security"), acting_as(by):
            row.save(force_insert=True)


@pytest.mark.parametrize("who", WITHOUT_A_PART)
@pytest.mark.parametrize("table", ["process", "task"])
def test_who_has_no_part_in_the_round_changes_nothing_in_it(cast: Cast, who: str, table: str) -> None:
    Review(cast).start()

    with acting_as(cast.everybody[who]), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM workflows_{table}")
        seen = cursor.fetchone()[0]
        cursor.execute(f"UPDATE workflows_{table} SET finished = finished")
        changed = cursor.rowcount

    assert (seen > 0, changed) == (True, 0)


def test_nobody_changes_which_task_came_of_which(cast: Cast) -> None:
    Review(cast).start()

    with pytest.raises(ProgrammingError, match="permission denied"), acting_as(cast.coordinator):
        connection.cursor().execute("UPDATE workflows_task_previous SET to_task_id = from_task_id")


@pytest.mark.parametrize("who", [*WITHOUT_A_PART, "coordinator"])
@pytest.mark.parametrize("table", ["process", "task", "task_previous"])
def test_nobody_takes_away_what_was_done_in_a_round(cast: Cast, who: str, table: str) -> None:
    Review(cast).start()

    with pytest.raises(ProgrammingError, match="permission denied"), acting_as(cast.everybody[who]):
        connection.cursor().execute(f"DELETE FROM workflows_{table}")


@pytest.mark.parametrize("who", ["coordinator", "colleague", "manager", "nurse"])
def test_who_has_a_part_in_the_round_moves_it_on_until_it_ends(cast: Cast, as_owner: Acting, who: str) -> None:
    Review(cast).start().name_respondents()

    def moved() -> int:
        with acting_as(cast.everybody[who]), connection.cursor() as cursor:
            cursor.execute("UPDATE workflows_task SET finished = finished")
            return int(cursor.rowcount)

    before = moved()
    with as_owner() as cursor:
        yesterday = timezone.localdate() - timedelta(days=1)
        cursor.execute("UPDATE accounts_grant SET valid_from = %s, valid_to = %s", [yesterday, yesterday])
        cursor.execute("UPDATE agreements_roundcentre SET respondent_id = NULL")

    assert (before > 0, moved()) == (True, 0)


def test_rows_of_rounds_have_no_column_for_a_person() -> None:
    for model in (*MODELS, Notice):
        assert not OF_A_PERSON & {field.attname for field in model._meta.concrete_fields}, model


@pytest.mark.parametrize("both", [True, False])
def test_row_is_about_a_case_or_a_round(plan: Plan, as_owner: Acting, both: bool) -> None:
    review = Review(plan.cast).start()
    about = {"case": plan.case, "round": review.round} if both else {}

    with pytest.raises(IntegrityError, match="process_of_case_or_round"), as_owner():
        Process(flow_class=plan.process.flow_class, **about).save(force_insert=True)


def test_clocks_remind_the_respondent_and_tell_who_leads_when_it_is_late(
    cast: Cast, as_owner: Acting, as_worker: Acting
):
    review = Review(cast).start().name_respondents()
    ago = timezone.now() - timedelta(days=1)
    with as_owner():
        Deadline.objects.update(due_at=ago, near_at=ago, remind_at=ago)

    with as_worker():
        call_command("run_clocks")

    with acting_as(cast.nurse):
        told = [(each.kind, each.round_centre.centre.name) for each in notices_for(cast.nurse) if each.round_centre]
    with acting_as(review.leader):
        led = sorted((each.kind, each.round_centre.centre.name) for each in notices_for(review.leader))
    assert told == [("remind", "Almen")]
    assert led == [("escalate", "Almen"), ("escalate", "Boken"), ("escalate", "Cedern"), ("remind", "Cedern")]
