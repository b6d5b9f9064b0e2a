"""A report of concern that has been answered."""

import pytest

from tests.cast import Cast
from tests.workflows.concern import Reported


@pytest.fixture
def reported(cast: Cast) -> Reported:
    reported = Reported(cast)
    reported.ask()
    return reported.assess().decide().answer()
