"""A small cast of three providers, and their plan."""

from collections.abc import Callable
from functools import partial
from importlib import import_module

import pytest
from django.apps import apps

from accounts.acting import act_as
from agreements.models import Clock
from tests.workflows.cast import Cast, make_cast
from tests.workflows.plan import Plan


def _start_values() -> None:
    """Clocks and ages come with the migrations; a test that commits takes them away with everything else."""
    if Clock.objects.exists():
        return
    with act_as(None, reason="test"):
        import_module("agreements.migrations.0002_start_clocks").add_clocks(apps, None)
        import_module("cases.migrations.0002_start_values").add(apps, None)


@pytest.fixture
def cast(db: None) -> Cast:
    _start_values()
    return make_cast()


@pytest.fixture
def committed_plan(transactional_db: None) -> Callable[[], Plan]:
    """A new plan each time it is called, committed, so that other connections see it."""
    _start_values()
    return partial(Plan, make_cast())


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return Plan(cast)


@pytest.fixture
def new_plan(cast: Cast) -> Callable[[], Plan]:
    return partial(Plan, cast)
