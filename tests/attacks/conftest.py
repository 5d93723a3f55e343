"""One hall for all attacks of a run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.attacks.hall import Hall


@pytest.fixture(scope="session")
def hall() -> Iterator[Hall]:
    """The one hall of a run, where this machine can confine students' code fully."""
    with ExitStack() as stack:
        made = Hall(stack)
        if made.grader.sandbox.level.name != "full":
            pytest.skip("this machine has no walls to take away")
        yield made
