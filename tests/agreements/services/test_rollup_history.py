"""Whatever services do, in whatever order and with folds wherever: the rollup is what a full count says."""

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from agreements.models import Contribution
from tests.agreements.folding import differences, fold
from tests.agreements.history import History
from tests.agreements.working import working
from tests.cast import Cast, make_cast

# Which plan, what of it, and whether it is the next step: without that a plan gets nowhere.
ACTS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5039), st.booleans()), min_size=6, max_size=14)


@pytest.fixture
def committed_cast(transactional_db: None) -> Cast:
    return make_cast()


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_rollup_equals_full_count_after_a_random_history(
    committed_cast: Cast, acts: list[tuple[int, int, bool]]
) -> None:
    history = History(committed_cast)

    for which, choice, is_next_step in acts:
        history.act(which, choice, is_next_step=is_next_step)
    fold()

    for name in set(history.done):
        event(name)
    assert differences() == []
    with working():
        assert Contribution.objects.exists()
