"""What is written in bulk is what the services write, row for row in every table."""

from collections import Counter
from collections.abc import Callable, Iterable

from django.db import transaction
from django.utils import timezone

from cases.ages import is_preterm
from cases.models import HealthStep
from tests.cast import Cast
from tests.conftest import Acting
from tests.workflows.demo.by_services import tell_child
from tests.workflows.demo.row_graph import Snapshot, added, coloured, readable, written
from workflows.demo.bulk.child import Asked, Child, Visit
from workflows.demo.bulk.children import make_children, setting_at, write_children

TEN = 10


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


def the_ten(children: Iterable[Child]) -> list[Child]:
    """As many sorts of what can come of a child as ten can have, the rarest first."""
    left = {number: (child, sorts_of(child)) for number, child in enumerate(children)}
    often = Counter(sort for _child, sorts in left.values() for sort in sorts)
    chosen: list[Child] = []
    seen: set[object] = set()
    while len(chosen) < TEN:
        best = max(left, key=lambda number: sum(1 / often[sort] for sort in left[number][1] - seen))
        child, sorts = left.pop(best)
        chosen.append(child)
        seen |= sorts
    return chosen


def sorts_of(child: Child) -> set[object]:
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


def test_ten_children_in_bulk_are_as_the_services_write_them(cast: Cast, as_owner: Acting) -> None:
    setting = setting_at(timezone.now())
    children = the_ten(make_children([(cast.nurse, 600)], setting))

    def in_bulk() -> None:
        with as_owner():
            write_children(children, setting)

    bulk = rows_of(in_bulk, as_owner)
    services = rows_of(lambda: [tell_child(child) for child in children], as_owner)

    assert {"workflows_workitem", "workflows_deadline", "cases_historicalfinding"} <= services.keys()
    assert_same(bulk, services)
