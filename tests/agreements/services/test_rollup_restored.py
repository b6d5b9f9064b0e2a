"""After a restore into another server, where transaction numbers begin anew below those that were folded."""

from collections.abc import Callable

import pytest
from django.db import connection

from agreements.models import FoldMark
from tests.agreements.folding import differences, fold
from tests.agreements.working import working
from tests.conftest import Acting
from tests.workflows.plan import Plan

BEYOND = 10**9


@pytest.fixture
def restored(committed_plan: Callable[[], Plan], as_owner: Acting) -> Plan:
    """A plan that was folded on a server that had come a thousand million transactions further."""
    plan = committed_plan().to_replies()
    fold()
    with as_owner() as cursor:
        cursor.execute("ALTER TABLE cases_fact DISABLE TRIGGER no_change_cases_fact")
        cursor.execute("UPDATE cases_fact SET xid = (xid::text::bigint + %s)::text::xid8", [BEYOND])
        cursor.execute("ALTER TABLE cases_fact ENABLE TRIGGER no_change_cases_fact")
    with working():
        mark = FoldMark.objects.get()
        FoldMark.objects.update(upto=mark.upto + BEYOND)
    return plan


def test_fold_counts_everything_anew_by_itself(restored: Plan, caplog: pytest.LogCaptureFixture) -> None:
    restored.reply(restored.cast.nurse)

    assert fold() == 1

    assert "another server" in caplog.text
    assert differences() == []
    with working(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT upto::numeric <= pg_snapshot_xmax(pg_current_snapshot())::text::numeric FROM agreements_foldmark"
        )
        assert cursor.fetchone() == (True,)


def test_what_happens_after_it_is_folded_as_before(restored: Plan) -> None:
    fold()

    restored.reply(restored.cast.nurse)

    assert fold() == 1
    assert fold() == 0
    assert differences() == []


def test_comparison_tells_that_nothing_was_folded_since(restored: Plan) -> None:
    restored.reply(restored.cast.nurse)

    assert {each.table for each in differences()} == {"contribution"}
