"""The cast's plan, where figures are counted from it."""

from collections.abc import Callable
from functools import partial

import pytest

from tests.cast import make_cast
from tests.workflows.plan import Plan


@pytest.fixture
def committed_plan(transactional_db: None) -> Callable[[], Plan]:
    """A new plan each time it is called, committed: facts are folded from what is committed."""
    return partial(Plan, make_cast())
