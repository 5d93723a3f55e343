"""Differentiate a student's loss with ``autograd``, and say kindly where that fails."""

from __future__ import annotations

import traceback
import warnings
from collections.abc import Callable, Sequence
from typing import Any

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
