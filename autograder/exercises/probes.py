"""Probes shared by many exercises."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np

from autograder.model import Find, Inputs, Probe, WrongReturn


def calls(function: str, arguments: str, returns: str) -> Probe:
    """A probe that calls one function by position.

    ``calls("mse_loss", "w b X y", "loss dw db")`` passes the inputs of these
    names in this order, and names what comes back. Raises ``WrongReturn`` when
    the function returns another number of things.
    """
    names = returns.split()

    def probe(find: Find, inputs: Inputs) -> dict[str, Any]:
        result = find(function)(*(inputs[name] for name in arguments.split()))
        return name_results(function, result, names)

    return probe


def name_results(function: str, result: Any, names: list[str]) -> dict[str, Any]:
    """Pair what a function returned with the names of its outputs."""
    if len(names) == 1:
        return {names[0]: result}
    if not isinstance(result, (tuple, list)) or len(result) != len(names):
        raise WrongReturn(
            f"{function} should return {len(names)} things, ({', '.join(names)}); "
            f"it returned {describe(result)}."
        )
    return dict(zip(names, result, strict=True))


def describe(result: Any) -> str:
    """What was returned, in words."""
    if result is None:
        return "None (is a return statement missing?)"
    if isinstance(result, (tuple, list)):
        return f"{len(result)}"
    shape = getattr(result, "shape", None)
    if isinstance(shape, tuple) and shape:
        return f"one array of shape {shape}"
    return f"one {type(result).__name__}"


@contextmanager
def standing_in(function: Any, name: str, stand_in: Callable[..., Any]) -> Iterator[None]:
    """While this lasts, ``function`` finds ``stand_in`` where it calls ``name``.

    So an exercise is judged by itself, not by the function it builds on. Where
    ``function`` is no plain function (a partial, an object) nothing is replaced.
    """
    names = getattr(function, "__globals__", None)
    if not isinstance(names, dict):
        yield
        return
    missing = object()
    own = names.get(name, missing)
    names[name] = stand_in
    try:
        yield
    finally:
        if own is missing:
            del names[name]
        else:
            names[name] = own


def stood_in(owner: Any, methods: Mapping[str, Callable[..., Any]]) -> Any:
    """The student's class with some of its methods in a stand-in's hands.

    So a method is judged by itself, not by those it calls. Without methods it is the
    class itself.
    """
    return type(owner.__name__, (owner,), dict(methods)) if methods else owner


def net_with(owner: Any, inputs: Inputs) -> Any:
    """A two-layer net of the student's class with the parameters of a case, however it began."""
    (d, h), c = np.shape(inputs["W1"]), np.shape(inputs["W2"])[1]
    net = owner(d, h, c)
    net.params.update({name: np.array(inputs[name]) for name in ("W1", "b1", "W2", "b2")})
    return net
