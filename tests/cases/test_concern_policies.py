"""Neither side of a report of concern reaches the other's, by whatever statement; nor does anybody of another case."""

from dataclasses import replace
from typing import Any

import pytest
from django.apps import apps
from django.db import ProgrammingError, transaction

from accounts.acting import act_as
from accounts.models import Assignment
from accounts.roles import Role
from accounts.services.user import add_user, assign
from cases.models import (
    CasePerson,
    ReportReceipt,
)
from cases.services.concern import Concern, Seen
from cases.services.participation import state_need
from tests.cases.test_policies import personal_models
from tests.cast import LONG_AGO, Cast, acting_as
from tests.workflows.concern import CHILD, SEEN, Reported, concern_of, other_town, receiving
from tests.workflows.plan import Plan
from workflows.services.concern import hand_on, report_concern


@pytest.fixture
def second_teacher(cast: Cast) -> Assignment:
    """A colleague of the teacher's, in the same open unit."""
    with act_as(None, reason="test"):
        user = add_user(email="second@example.test", full_name="Second Test", password=None, by=None)
        return assign(user=user, unit=cast.teacher.unit, role=Role.PRESCHOOL_TEACHER, valid_from=LONG_AGO, by=None)


def rows_naming(keys: set[object], by: Assignment) -> dict[str, int]:
    """Per table, how many rows a query without filter shows that name one of the keys anywhere."""
    found = {}
    with acting_as(by):
        for model in personal_models():
            columns = [each.attname for each in model._meta.concrete_fields]
            rows = model._default_manager.values_list(*columns)
            hits = sum(1 for row in rows if any(str(key) in map(str, row) for key in keys))
            if hits:
                found[model._meta.db_table] = hits
    return found


def test_reporter_finds_nothing_of_the_intake_but_the_receipt(reported: Reported, cast: Cast) -> None:
    assert set(rows_naming({reported.intake.pk}, cast.teacher)) == {"cases_reportreceipt"}


def test_receiver_finds_nothing_of_the_report_but_the_receipt(reported: Reported, cast: Cast) -> None:
    assert set(rows_naming({reported.report.pk}, cast.worker)) == {"cases_reportreceipt"}


def test_nobody_else_finds_either(reported: Reported, cast: Cast) -> None:
    sides = {reported.report.pk, reported.intake.pk}
    others = {name: by for name, by in cast.everybody.items() if name not in ("teacher", "worker", "substitute")}

    found = {name: set(rows_naming(sides, by)) for name, by in others.items() if name != "manager"}

    work = {"workflows_workitem", "workflows_deadline", "workflows_notice", "workflows_deadlinemove"}
    assert found.pop("colleague") <= work
    assert found.pop("reviewer") <= {"cases_accesslogentry"}
    assert set().union(*found.values()) == set()


def test_colleague_in_the_childs_other_case_finds_nothing(cast: Cast, second_teacher: Assignment) -> None:
    plan = Plan(cast).to_replies()
    before = counts(second_teacher)

    with acting_as(cast.worker):
        child = CasePerson.objects.get(case=plan.case, relation="subject", provider=cast.worker.unit.provider_id)
    reported = Reported(cast, concern_of(cast, child=facts_like(child)))
    reported.add("More")
    reported.ask()

    assert counts(second_teacher) == before
    assert rows_naming({reported.report.pk, reported.intake.pk}, second_teacher) == {}


def test_named_workers_of_the_plan_at_the_receiver_find_nothing(cast: Cast) -> None:
    Plan(cast).to_replies()
    before = counts(cast.nurse)

    Reported(cast)

    assert counts(cast.nurse) == before


def facts_like(person: CasePerson) -> Any:
    return replace(CHILD, given_name=person.given_name, family_name=person.family_name, birth_date=person.birth_date)


def counts(by: Assignment) -> dict[str, int]:
    with acting_as(by):
        return {model._meta.db_table: model._default_manager.count() for model in personal_models()}


def test_unnamed_colleague_is_not_told_that_there_is_a_report(reported: Reported, second_teacher: Assignment) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"):
        state_need(case_id=reported.report.pk, need="Curious", by=second_teacher)


def test_a_report_stays_by_name_when_its_unit_is_opened(reported: Reported, second_teacher: Assignment) -> None:
    unit = reported.cast.teacher.unit
    with act_as(None, reason="test"):
        for is_closed in (True, False):
            unit.is_closed = is_closed
            unit.save()

    assert rows_naming({reported.report.pk}, second_teacher) == {}


def test_receipt_holds_nothing_but_moments_and_the_answer() -> None:
    names = {each.name for each in apps.get_model("cases", "ReportReceipt")._meta.concrete_fields}

    assert names == {
        *("id", "report", "intake", "handed_from", "received_at", "feedback_requested_at", "answer", "answered_at"),
        *("refused_at", "handed_on_at"),
    }


def test_every_token_of_the_grounds_stays_with_the_receiver(reported: Reported, cast: Cast) -> None:
    with acting_as(cast.teacher):
        told = str(list(ReportReceipt.objects.values()))

    assert "Grounds" not in told
    assert cast.worker.user.full_name not in told


def test_receiver_hands_on_and_sees_nothing_of_the_new_intake(cast: Cast) -> None:
    reported, other = Reported(cast), other_town()
    hand_on(case=reported.intake, to=other.unit, text="They live there", by=cast.worker)

    with acting_as(cast.teacher):
        new = ReportReceipt.objects.get(report=reported.report, handed_on_at=None).intake_id
    assert rows_naming({new}, cast.worker) == {}
    assert set(rows_naming({new}, cast.teacher)) == {"cases_reportreceipt"}


def test_a_unit_that_documents_nobody_reports_all_the_same(cast: Cast) -> None:
    receiving(cast.worker.unit)
    with act_as(None, reason="test"):
        unit = cast.teacher.unit
        unit.is_undocumented, unit.undocumented_decision = True, "The board, 2025"
        unit.save()
    with acting_as(cast.teacher):
        row = report_concern(
            concern=Concern(child=CHILD, municipality=cast.worker.unit.provider.principal, words=Seen(seen=SEEN)),
            by=cast.teacher,
        )

    assert row.seen == SEEN


def test_nothing_is_seen_outside_a_transaction(reported: Reported) -> None:
    with transaction.atomic():
        assert not ReportReceipt.objects.exists()
