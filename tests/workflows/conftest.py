"""The cast's plan."""

from collections.abc import Callable
from functools import partial

import pytest

from tests.cast import Cast, make_cast
from tests.workflows.plan import Plan


@pytest.fixture
def committed_plan(transactional_db: None) -> Callable[[], Plan]:
    """A new plan each time it is called, committed, so that other connections see it."""
    return partial(Plan, make_cast())


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return Plan(cast)


@pytest.fixture
def new_plan(cast: Cast) -> Callable[[], Plan]:
    return partial(Plan, cast)
