import pytest

from tests.agreements.indicators.told_facts import Told
from tests.cast import Cast
from tests.conftest import Acting
from tests.workflows.plan import Plan


@pytest.fixture
def told(cast: Cast, as_worker: Acting) -> Told:
    return Told(Plan(cast), as_worker)
