"""Differentiate a student's loss with ``autograd``, and say kindly where that fails."""

from __future__ import annotations

import traceback
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from autograder.model import Array, WrongReturn

OTHERS = ("/autograder/", "/autograd/", "/numpy/", "/scipy/")


def gradients(loss: Callable[..., Any], params: Sequence[Array], *rest: Any) -> list[Array]:
    """The gradient of ``loss(params, *rest)`` in each of ``params``, by one pass back.

    Raises ``WrongReturn`` where the loss cannot be traced.
    """
    from autograd import value_and_grad
    from autograd.tracer import isbox

    def traced(boxed: Any) -> Any:
        result = loss(boxed, *rest)
        if not isbox(result):
            raise WrongReturn(
                "network_loss hands autograd a bare number: somewhere the trace is lost. Is a "
                "result turned into a plain number or array, or not made from params at all?"
            )
        return result

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            _, found = value_and_grad(traced)([param.copy() for param in params])
        except WrongReturn:
            raise
        except Exception as error:
            raise WrongReturn(_sentence(error)) from None
    return list(found)


def by_hand(function: Callable[..., Any], params: Sequence[Array], *rest: Any) -> Any:
    """What ``function(params, *rest)`` returns, if autograd did not make it.

    A function may trace a loss, to compare. But where twice the loss changes what it
    returns, that came out of the trace, and ``WrongReturn`` is raised.
    """
    with _traces_of(1.0) as first:
        result = function(params, *rest)
    if not first:
        return result
    try:
        with _traces_of(2.0):
            again = function([param.copy() for param in params], *rest)
        pairs = list(zip(result, again, strict=True))
        same = all(np.allclose(one, other, equal_nan=True) for one, other in pairs)
    except Exception:  # such as an assertion of the student's own that two gradients agree
        return result
    if same:
        return result
    raise WrongReturn(
        f"{function.__name__} lets autograd differentiate: these are its gradients, not yours. "
        "Write the rows of the table; only then is it news that the two agree."
    )


@contextmanager
def _traces_of(factor: float) -> Iterator[list[str]]:
    """While this lasts, autograd traces ``factor`` times each function; a list grows by each."""
    from autograd import core

    trace, seen = core.trace, list[str]()

    def counted(start: Any, function: Callable[..., Any], x: Any) -> Any:
        seen.append(getattr(function, "__name__", ""))
        return trace(start, function if factor == 1 else lambda x: factor * function(x), x)

    core.trace = counted
    try:
        yield seen
    finally:
        core.trace = trace


def _sentence(error: Exception) -> str:
    """What autograd could not do, and in which line of the student's cell."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [f for f in frames if not any(o in f.filename.replace("\\", "/") for o in OTHERS)]
    where = f" at line {own[-1].lineno} of its cell" if own else ""
    said = f"{type(error).__name__}: {error}".splitlines()[0][:90]
    return (
        f"network_loss gives a number, but autograd cannot differentiate it{where} ({said}). Is "
        "an array written into in place, or a traced number passed through float()?"
    )
