"""Who acts next is seen by those in the case, and free work by its unit: without any filter in the query."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, ProgrammingError, connection
from django.db.models import Model
from django.utils import timezone

from tests.cast import acting_as
from tests.workflows.plan import Plan
from workflows.models import (
    Deadline,
    DeadlineMove,
    DeadlinePause,
    Draft,
    Notice,
    Process,
    Step,
    Task,
    WorkItem,
)
from workflows.selectors.draft import draft_for
from workflows.services.draft import drop_draft, save_draft

MODELS: list[type[Model]] = [Process, Task, WorkItem, Deadline, DeadlinePause, DeadlineMove, Notice]


def test_foreign_unit_sees_nothing_of_a_case_that_has_everything(plan: Plan) -> None:
    plan.to_active()

    with acting_as(plan.cast.outsider):
        assert {model.__name__: model._default_manager.count() for model in MODELS} == dict.fromkeys(
            [model.__name__ for model in MODELS], 0
        )


def test_nobody_acting_sees_nothing(plan: Plan) -> None:
    plan.to_active()

    assert not any(model._default_manager.exists() for model in MODELS)


def test_colleague_not_named_sees_work_and_clock_but_no_task_and_no_process(plan: Plan) -> None:
    with acting_as(plan.cast.colleague):
        seen = {model.__name__: model._default_manager.count() for model in MODELS}

    assert seen["WorkItem"] == seen["Deadline"] == 1
    assert seen["Task"] == seen["Process"] == 0


def test_colleague_not_named_cannot_change_the_work_item(plan: Plan) -> None:
    with acting_as(plan.cast.colleague):
        changed = WorkItem.objects.update(taken_by=plan.cast.colleague.user, taken_at=timezone.now())

    assert changed == 0


def test_foreign_unit_cannot_open_work_in_the_case(plan: Plan) -> None:
    [task] = plan.open_tasks()
    item = WorkItem(
        task=task,
        case=plan.case,
        unit=plan.cast.outsider.unit,
        step=Step.MEET,
        due_at=timezone.now(),
        near_at=timezone.now(),
    )

    with pytest.raises(ProgrammingError, match="row-level security"), acting_as(plan.cast.outsider):
        item.save(force_insert=True)


@pytest.mark.parametrize("statement", ["DELETE FROM workflows_task", "DELETE FROM workflows_process"])
def test_steps_are_never_deleted(plan: Plan, statement: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), acting_as(plan.cast.worker):
        connection.cursor().execute(statement)


def test_moves_of_a_deadline_are_append_only(plan: Plan, as_owner: Callable[[], object]) -> None:
    with acting_as(plan.cast.worker):
        deadline = Deadline.objects.get(case=plan.case)
        DeadlineMove(
            deadline=deadline,
            case=plan.case,
            unit_id=deadline.unit_id,
            from_due_at=deadline.due_at,
            to_due_at=deadline.due_at,
            from_clock_id=deadline.clock_id,
            to_clock_id=deadline.clock_id,
            moved_by=plan.cast.worker,
        ).save(force_insert=True)

    with pytest.raises(IntegrityError, match="append-only"), as_owner() as cursor:  # type: ignore[attr-defined]
        cursor.execute("UPDATE workflows_deadlinemove SET at = now()")


def test_draft_is_its_writers_alone(plan: Plan) -> None:
    worker = plan.cast.worker
    save_draft(key="note", data={"text": "first"}, by=worker, case=plan.case)
    save_draft(key="note", data={"text": "second"}, by=worker, case=plan.case)

    with acting_as(plan.cast.manager):
        assert not Draft.objects.exists()
    with acting_as(worker):
        draft = draft_for(worker, "note")
        assert draft is not None
        assert draft.data == {"text": "second"}
        drop_draft(key="note", by=worker)
        assert draft_for(worker, "note") is None
