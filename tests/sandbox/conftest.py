"""One real sandbox for all tests of the room, and others with a rule switched off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache

import pytest

from autograder.sandbox import Child, Limits, Rules, Sandbox

UNIT = "01_linear_regression"


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """With every rule in place."""
    with Sandbox(UNIT) as opened:
        yield opened


@pytest.fixture
def child(sandbox: Sandbox) -> Iterator[Child]:
    """A fresh confined child."""
    with sandbox.child() as forked:
        yield forked


@pytest.fixture(scope="session")
def sandbox_with() -> Iterator[Callable[[Rules], Sandbox]]:
    """A sandbox with other rules; opened once for each."""
    with ExitStack() as stack:

        @cache
        def opened(rules: Rules) -> Sandbox:
            sandbox = Sandbox(UNIT, Limits(), allow_unconfined=True, rules=rules)
            return stack.enter_context(sandbox)

        yield opened
