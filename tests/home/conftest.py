"""What the tests of the top floor share."""

import pytest
import time_machine

from tests.governance.world import found


@pytest.fixture
def world():
    return found()


@pytest.fixture
def now(at):
    """The pages ask the clock: it stands at the evening of the sitting."""
    with time_machine.travel(at, tick=False):
        yield at
