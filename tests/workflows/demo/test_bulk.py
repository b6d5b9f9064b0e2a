"""What is written in bulk is what the services write, row for row in every table."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from cases.ages import is_preterm
from cases.identity import NumberKind
from cases.models import HealthStep
from tests.cast import Cast
from tests.conftest import Acting
from tests.workflows.demo.by_services import tell_child, tell_patient
from tests.workflows.demo.row_graph import Snapshot, added, coloured, readable, written
from workflows.demo.bulk.child import Asked, Child, Visit
from workflows.demo.bulk.children import make_children, make_patients, setting_at, write_children, write_patients
from workflows.demo.bulk.patient import Patient

TEN = 10
S = TypeVar("S")


def rows_of(write: Callable[[], object], as_owner: Acting) -> Snapshot:
    """What `write` adds to the tables, which are left as they were."""
    with transaction.atomic():
        with as_owner():
            before = written()
        write()
        with as_owner():
            found = added(before, written())
        transaction.set_rollback(True)
    return found


def assert_same(bulk: Snapshot, services: Snapshot) -> None:
    read, expected = readable(bulk), readable(services)
    assert read.keys() == expected.keys()
    for table, rows in expected.items():
        assert (table, read[table] - rows) == (table, rows - read[table])
    assert coloured(bulk) == coloured(services)


def chosen(stories: Iterable[S], sorts_of: Callable[[S], set[object]]) -> list[S]:
    """Ten with as many sorts of what can come of them as ten can have, the rarest first."""
    left = {number: (story, sorts_of(story)) for number, story in enumerate(stories)}
    often = Counter(sort for _story, sorts in left.values() for sort in sorts)
    found: list[S] = []
    seen: set[object] = set()
    while len(found) < TEN:
        best = max(left, key=lambda number: sum(1 / often[sort] for sort in left[number][1] - seen))
        story, sorts = left.pop(best)
        found.append(story)
        seen |= sorts
    return found


def undecided(child: Child) -> Child:
    """The same child, where what was found last waits for somebody still."""
    acts = list(child.acts)
    last = max((number for number, act in enumerate(acts) if act.decision), default=None)
    if last is not None:
        acts[last] = replace(acts[last], decision=None)
    return replace(child, acts=acts)


def sorts_of_child(child: Child) -> set[object]:
    visits = [act for act in child.acts if isinstance(act, Visit)]
    asked = [act for act in child.acts if isinstance(act, Asked)]
    missed = Counter(act.planned.step.key for act in visits if act.done.outcome == HealthStep.Outcome.MISSED)
    found = {(act.instrument, act.decision is None, len(act.answers)) for act in asked if any(act.answers.values())}
    return {
        ("ending", child.ending),
        ("preterm", is_preterm(child.days_at_birth)),
        ("missed", max(missed.values(), default=0), sum(missed.values()) > 1),
        ("waits", any(act.decision is None for act in visits if sum(missed.values()) > 1)),
        ("parents", len(child.parents)),
        ("protection", child.facts.protection),
        ("safety", any(act.answers.get(10) for act in asked)),
        *[("outcome", act.done.outcome) for act in visits],
        *[("found", each) for each in found],
    }


@pytest.mark.slow
def test_ten_children_in_bulk_are_as_the_services_write_them(cast: Cast, as_owner: Acting) -> None:
    setting = setting_at(timezone.now())
    children = chosen(make_children([(cast.nurse, 600)], setting), sorts_of_child)

    children = [undecided(child) for child in children]

    def in_bulk() -> None:
        with as_owner():
            write_children(children, setting)

    bulk = rows_of(in_bulk, as_owner)
    services = rows_of(lambda: [tell_child(child) for child in children], as_owner)

    assert {"workflows_workitem", "workflows_deadline", "cases_historicalfinding"} <= services.keys()
    assert_same(bulk, services)


@pytest.mark.slow
def test_ten_patients_in_bulk_are_as_the_services_write_them(cast: Cast, as_owner: Acting) -> None:
    patients = chosen(make_patients([(cast.counsellor, 100)], setting_at(timezone.now())), sorts_of_patient)

    def in_bulk() -> None:
        with as_owner():
            write_patients(patients)

    bulk = rows_of(in_bulk, as_owner)
    services = rows_of(lambda: [tell_patient(patient) for patient in patients], as_owner)

    assert {"cases_patientchild", "cases_parenthoodtalk", "workflows_workitem"} <= services.keys()
    assert_same(bulk, services)


def sorts_of_patient(patient: Patient) -> set[object]:
    return {
        len(patient.talks),
        *[(talked.step, talked.protection, bool(talked.talk)) for talked in patient.talks],
        *[("review", "next_review" in talked.answers) for talked in patient.talks],
        *[("with", *talked.answers.get("contact_with", ())) for talked in patient.talks],
        *[("lives", child.lives) for talked in patient.talks for child in talked.children],
    }


def test_children_carry_each_a_reserve_number_and_are_the_same_every_time(cast: Cast) -> None:
    now = timezone.now()
    first, again = (list(make_children([(cast.nurse, 400)], setting_at(now))) for _time in range(2))

    assert first == again
    numbers = [child.facts.number for child in first]
    assert {number.kind for number in numbers if number} == {NumberKind.NATIONAL_RESERVE}
    assert len(set(numbers)) == len(first)


def test_seed_bulk_refuses_as_another_role_than_owner(db: None) -> None:
    with pytest.raises(CommandError, match="owner"):
        call_command("seed_bulk")
