"""One reader for all tests of the room."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from autograder.notebook import Reader


@pytest.fixture(scope="session")
def reader() -> Iterator[Reader]:
    """With its usual limits."""
    with Reader() as opened:
        yield opened
