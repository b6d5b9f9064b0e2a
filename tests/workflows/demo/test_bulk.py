"""What is written in bulk is what the services write, row for row in every table."""

from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.utils import timezone

from tests.cast import Cast
from tests.conftest import Acting
from tests.workflows.demo.by_services import tell_child
from tests.workflows.demo.row_graph import Snapshot, added, coloured, readable, written
from workflows.demo.bulk.child import Child, Visit
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


def the_ten(cast: Cast) -> list[Child]:
    """Those of two hundred that most has come of."""
    setting = setting_at(timezone.now())
    all_of = make_children([(cast.nurse, 200)], setting)
    return sorted(all_of, key=_odd, reverse=True)[:TEN]


def _odd(child: Child) -> int:
    kinds = {(act.done.outcome, act.decision is None) for act in child.acts if isinstance(act, Visit)}
    asked = {act.instrument for act in child.acts if not isinstance(act, Visit) and any(act.answers.values())}
    return len(kinds) + len(asked) + 2 * bool(child.ending)


def test_ten_children_in_bulk_are_as_the_services_write_them(cast: Cast, as_owner: Acting) -> None:
    children, setting = the_ten(cast), setting_at(timezone.now())

    def in_bulk() -> None:
        with as_owner():
            write_children(children, setting)

    bulk = rows_of(in_bulk, as_owner)
    services = rows_of(lambda: [tell_child(child) for child in children], as_owner)

    assert_same(bulk, services)
