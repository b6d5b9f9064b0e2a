"""Every fact says who wrote it, under which assignment; nothing writes past its history."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from simple_history.models import HistoricalChanges

from accounts.acting import NoActor, act_as, acting, transaction_as
from cases.models import Case
from tests.cast import Cast
from tests.conftest import Acting
from tests.story import told_plan

ROOMS = ("accounts", "agreements", "cases", "workflows", "config")
PAST_HISTORY = {"update", "bulk_create", "bulk_update", "update_or_create", "get_or_create"}

# Rows that state no fact about a person or are written once; who and when stand in the row itself.
UNTRACKED = {
    "cases/services/access.py:log_listing": "access rows, append-only",
    "cases/services/planned.py:plan_steps": "facts, append-only",
    "cases/services/renewal.py:renew_contacts": "the next step, made of the programme; facts, append-only",
    "workflows/services/programme.py:renew_schedules": "that schedules follow a version already, which says by whom",
    "cases/services/name_index.py:index_name": "beginnings of names, made from the tracked name",
    "agreements/services/round_sheet.py:_enter": "sheets without a name, written once",
    "workflows/demo/bulk/rows.py:write": "the demo's bulk: its history is written beside it, as a test compares",
    "workflows/nodes/clock.py:settle_task": "deadlines end with their task, which says by whom",
    "workflows/nodes/clock.py:settle_process": "deadlines end with their case, which says by whom",
    "workflows/nodes/clock.py:release_clock": "the clock goes on as it was, its task is opened anew",
    "workflows/nodes/human.py:open_tasks": "tasks opened by the flow, named by the task before",
    "workflows/nodes/round.py:open_round_tasks": "tasks opened by the flow, named by the task before",
    "workflows/nodes/round.py:_open_work": "work items: a list of open tasks; their deadlines",
    "workflows/nodes/round.py:put_in_inboxes": "work items: a list of open tasks",
    "workflows/nodes/opening.py:open_work": "work items: a list of open tasks",
    "workflows/nodes/opening.py:_new_deadlines": "deadlines, by the flow",
    "workflows/nodes/telling.py:tell_about": "notices",
    "workflows/services/deadline.py:_end_pause": "the pause says who ended it",
    "workflows/services/deadline.py:_recount": "work items: a list of open tasks",
    "workflows/services/draft.py:save_draft": "half-written text, the writer's alone",
    "workflows/services/mail_setting.py:set_mail": "when one wants e-mail, one's own",
    "workflows/services/notice.py:mark_seen": "notices",
    "workflows/services/notice.py:tell_units": "notices",
    "workflows/services/participation.py:end_participation": "work items: a list of open tasks",
    "workflows/services/process.py:go_on_from": "joins that wait no more",
    "workflows/services/unit.py:_move_tasks": "tasks and deadlines of a unit that closed down",
}


def writes_past_history() -> Iterator[str]:
    """`file:function` of each call that a row's history would not see."""
    for room in ROOMS:
        for path in sorted((settings.BASE_DIR / room).rglob("*.py")):
            if "migrations" not in path.parts:
                yield from calls_in(path)


def calls_in(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and is_query(node.func):
                yield f"{path.relative_to(settings.BASE_DIR)}:{function.name}"


def is_query(call: ast.Attribute) -> bool:
    """A dictionary's update is none: it is called on a plain name of lower case without a manager. A COPY is one."""
    if call.attr == "copy":
        return isinstance(call.value, ast.Name) and call.value.id == "cursor"
    return call.attr in PAST_HISTORY and not (isinstance(call.value, ast.Name) and call.value.id in ("data", "options"))


def tracked_models() -> list[type[models.Model]]:
    found = [model for room in ROOMS for model in apps.get_app_config(room).get_models()]
    return [model for model in found if hasattr(model, "history") and not issubclass(model, HistoricalChanges)]


def test_no_code_writes_past_history() -> None:
    assert set(writes_past_history()) == set(UNTRACKED)


def test_every_row_of_history_says_by_whom_under_which_assignment(cast: Cast, as_owner: Acting) -> None:
    told_plan(cast, "189001019802")

    with as_owner():
        for model in tracked_models():
            rows = model.history.all()  # type: ignore[attr-defined]
            by_nobody = rows.filter(history_user=None).exclude(history_change_reason__gt="")
            assert not by_nobody.exists(), model
            assert not rows.exclude(history_user=None).filter(history_assignment=None).exists(), model


def test_system_acts_keep_the_reason_they_were_begun_with() -> None:
    with act_as(None, reason="set-up"), act_as(None):
        who = acting.get()

    assert who is not None
    assert who.reason == "set-up"


def test_fact_without_an_actor_is_refused(cast: Cast) -> None:
    with transaction_as(cast.worker):
        unsaved = Case(kind="plan", number="SIP 1", owner_unit=cast.worker.unit, opened_at="2026-01-01T00:00Z")

    with pytest.raises(NoActor):
        unsaved.history.model(**{"id": unsaved.pk}).save()


@pytest.mark.parametrize("app", ["accounts", "agreements", "cases"])
def test_models_that_state_facts_are_tracked(app: str) -> None:
    plain = {model.__name__ for model in apps.get_app_config(app).get_models() if not hasattr(model, "history")}
    historical = {name for name in plain if name.startswith("Historical")}

    expected = {
        "accounts": {"Session"},
        "agreements": {
            *("Sheet", "SheetAnswer"),
            *("Contribution", "FoldMark", "Rollup", "RollupPersons"),
        },
        "cases": {
            *("AccessLogEntry", "CaseAccess", "Disclosure", "DisclosedSection", "Fact", "NameToken", "PlanVersion"),
            # Dated law, by migration alone.
            *("DutyToTell", "SituationQuestion"),
            # A frozen copy; and moments that the database lets be written once.
            *("ReceivedReport", "ReportReceipt"),
            # Written once, never changed.
            *("Consequence", "Consultation", "ConsultationPost"),
        },
    }
    assert plain - historical == expected[app]
