"""Neither side of a report of concern writes into the other's, by whatever statement; nor does anybody else."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, ProgrammingError, connection
from django.db.models import Model
from django.utils import timezone

from accounts.models import Assignment
from cases.models import (
    Case,
    CasePerson,
    Change,
    IntakeDecision,
    NameToken,
    Participation,
    ReceivedReport,
    ReportReceipt,
)
from tests.cast import Cast, acting_as
from tests.conftest import Acting
from tests.workflows.concern import Reported
from workflows.models import Notice, Task, WorkItem

REFUSED = (ProgrammingError, IntegrityError)
BY_RULE = "row-level security|another unit takes part|without its unit|written once|is not changed|only the receiver"


Attack = Callable[[Reported, Assignment], Any]


def add_text(reported: Reported, by: Assignment) -> None:
    words = {"edition": 9, "change": Change.ADDITION, "content": {}, "received_at": timezone.now()}
    provider = reported.cast.worker.unit.provider_id
    ReceivedReport(case=reported.intake, owner_provider_id=provider, **words).save(force_insert=True)


def add_person(reported: Reported, by: Assignment) -> None:
    provider = reported.cast.worker.unit.provider_id
    CasePerson(case=reported.intake, provider_id=provider, relation="other").save(force_insert=True)


def add_token(reported: Reported, by: Assignment) -> None:
    NameToken(case=reported.intake, provider_id=by.unit.provider_id, case_person_id=uuid4(), token="x").save()


def step_in(reported: Reported, by: Assignment) -> None:
    _participation(reported.intake, by).save(force_insert=True)


def add_task(reported: Reported, by: Assignment) -> None:
    Notice(kind="remind", case=reported.intake, unit=by.unit, to_unit=by.unit).save(force_insert=True)


def make_for_a_unit_that_receives_none(reported: Reported, by: Assignment) -> None:
    _intake(reported.cast.neighbour).save(force_insert=True)


def make_and_stay(reported: Reported, by: Assignment) -> None:
    case = _intake(reported.cast.worker)
    case.save(force_insert=True)
    _participation(case, by).save(force_insert=True)
    connection.check_constraints()


def make_and_leave_to_nobody(reported: Reported, by: Assignment) -> None:
    _intake(reported.cast.worker).save(force_insert=True)
    connection.check_constraints()


def make_in_anothers_name(reported: Reported, by: Assignment) -> None:
    case = _intake(reported.cast.worker)
    case.save(force_insert=True)
    part = _participation(case, by)
    part.user = reported.cast.nurse.user
    part.save(force_insert=True)


def let_another_unit_in(reported: Reported, by: Assignment) -> None:
    part = _participation(reported.report, by)
    part.unit, part.user = reported.cast.nurse.unit, None
    part.save(force_insert=True)
    connection.check_constraints()


def answer_oneself(reported: Reported, by: Assignment) -> None:
    receipt = ReportReceipt.objects.get(report=reported.report)
    receipt.refused_at = timezone.now()
    receipt.save()


def turn_to_another_intake(reported: Reported, by: Assignment) -> None:
    ReportReceipt.objects.filter(report=reported.report).update(intake=reported.report)


def ask_anew(reported: Reported, by: Assignment) -> None:
    ReportReceipt.objects.filter(report=reported.report).update(feedback_requested_at=timezone.now())


def make_a_receipt(reported: Reported, by: Assignment) -> None:
    ReportReceipt(report=reported.report, intake=reported.intake, received_at=timezone.now()).save(force_insert=True)


def _intake(owner: Assignment) -> Case:
    kind = Case.Kind.CONCERN_INTAKE
    return Case(kind=kind, number=f"ANM {uuid4()}"[:20], owner_unit=owner.unit, opened_at=timezone.now())


def _participation(case: Case, by: Assignment) -> Participation:
    words = {"role": "reporter", "reason": "reported", "valid_from": timezone.now()}
    return Participation(case=case, unit=by.unit, user=by.user, **words)


ATTACKS: list[Attack] = [
    *(add_text, add_person, add_token, step_in, add_task),
    *(make_for_a_unit_that_receives_none, make_and_stay, make_and_leave_to_nobody, make_in_anothers_name),
    *(let_another_unit_in, answer_oneself, turn_to_another_intake, ask_anew, make_a_receipt),
]


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_reporter_is_refused(reported: Reported, cast: Cast, attack: Attack) -> None:
    with pytest.raises(REFUSED, match=BY_RULE), acting_as(cast.teacher):
        attack(reported, cast.teacher)


@pytest.mark.parametrize("attack", [add_text, add_person, step_in, add_task], ids=lambda attack: attack.__name__)
def test_outsider_is_refused(reported: Reported, cast: Cast, attack: Attack) -> None:
    with pytest.raises(REFUSED, match=BY_RULE), acting_as(cast.stranger):
        attack(reported, cast.stranger)


def test_reporter_changes_no_row_of_the_intake(reported: Reported, cast: Cast) -> None:
    rows: list[tuple[type[Model], str]] = [(Case, "id"), (IntakeDecision, "case_id"), (Task, "case_id")]
    rows += [(Participation, "case_id"), (CasePerson, "case_id"), (WorkItem, "case_id")]

    with acting_as(cast.teacher):
        same = [(model._default_manager.filter(**{name: reported.intake.pk}), name) for model, name in rows]
        changed = {found.update(**{name: reported.intake.pk}) for found, name in same if name != "id"}
        changed.add(Case.objects.filter(pk=reported.intake.pk).update(number="X"))

    assert changed == {0}


def test_what_came_in_is_never_changed(reported: Reported, as_owner: Acting) -> None:
    with pytest.raises(IntegrityError, match="append-only"), as_owner() as cursor:
        cursor.execute("UPDATE cases_receivedreport SET edition = 2")
