"""The checker of unit 02 must hand its central difference f and x, however it writes the call."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from autograder.exercises import load_unit
from autograder.exercises.asking import ask
from autograder.model import Exercise, Inputs, Reply

CHECKER = """
def check_gradient(f, grad, x, tol=1e-6):
    g, n = grad(x), {call}
    d = np.abs(g - n)
    error = d.max() / max(np.abs(g).max(), np.abs(n).max())
    return error <= tol, np.unravel_index(np.argmax(d), d.shape), error
"""
OWN = """
def central_difference({signature}):
    f, x, h = {names}
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[i] = h
        gradient[i] = (f(x + e) - f(x - e)) / (2 * h)
    return gradient
"""
PAGE = OWN.format(signature="f, x, h=1e-5", names="f, x, h")


def exercise() -> Exercise:
    """The exercise check-gradient."""
    every = load_unit("02_gradient_checking").exercises
    return next(e for e in every if e.slug == "check-gradient")


def inputs() -> list[Inputs]:
    """The inputs of its cases, from one seed."""
    return [case.inputs for case in exercise().cases(np.random.default_rng(1))]


def replies(call: str, own: str = PAGE) -> list[Reply]:
    """What a checker with this call answers."""
    names: dict[str, Any] = {"np": np}
    exec(own + CHECKER.format(call=call), names)
    return ask(exercise(), names, inputs())


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("central_difference(grad, x)", "grad is only called, at x"),
        ("central_difference(f, grad(x))", "at another place than x"),
        ("central_difference(f, x + 1)", "at another place than x"),
        ("central_difference(lambda z: 5.0, x)", "one and the same number"),
        ("central_difference(lambda z: f(x), x)", "one and the same number"),
        ("central_difference(f, x, tol)", "tol is the limit for the error"),
        ("central_difference(f, x, x)", "tol is the limit for the error"),
        ("central_difference(f(x), x)", "without brackets"),
        ("central_difference(x, f)", "first the function"),
    ],
)
def test_a_wrong_call_is_refused_by_a_sentence(call: str, said: str) -> None:
    """Is the central difference of something else refused, on every case?"""
    failures = [reply.failure for reply in replies(call)]
    assert all(f is not None and said in f.message for f in failures), failures


@pytest.mark.parametrize(
    "call",
    [
        "central_difference(f, x, 1e-6)",
        "central_difference(f=f, x=x, h=1e-4)",
        "central_difference(x=x, f=f)",
        "central_difference(lambda z: f(z), x.copy())",
        "central_difference(lambda v: f(v.reshape(x.shape)), x.ravel()).reshape(x.shape)",
        "central_difference(lambda t: f(x + t), np.zeros(x.shape))",
        "central_difference(lambda z: 2 * f(z), x) / 2",
    ],
)
def test_an_honest_call_is_accepted(call: str) -> None:
    """Does every honest way of asking give the gradient of f at x?"""
    assert [told(reply) for reply in replies(call)] == [
        told(reply) for reply in replies("central_difference(f, x)")
    ]


def test_a_central_difference_with_names_of_its_own_is_accepted() -> None:
    """May a student's function call its arguments otherwise?"""
    own = OWN.format(signature="func, point, eps=1e-5", names="func, point, eps")
    found = replies("central_difference(point=x, func=f, eps=1e-6)", own)
    assert [told(reply) for reply in found] == [
        told(reply) for reply in replies("central_difference(f, x)")
    ]


@pytest.mark.parametrize("own", ["", "def central_difference(f, x, h=1e-5):\n    return 0 * x\n"])
def test_the_checker_is_judged_by_itself(own: str) -> None:
    """Does a missing or a wrong central difference cost nothing here?"""
    assert [told(reply) for reply in replies("central_difference(f, x)", own)] == [
        told(reply) for reply in replies("central_difference(f, x)")
    ]


def told(reply: Reply) -> list[Any]:
    """The values of a reply, rounded; a failure fails the test."""
    assert reply.failure is None, reply.failure
    arrays = {name: value.array for name, value in reply.values.items()}
    return [(name, np.round(np.asarray(a, float), 6).tolist()) for name, a in arrays.items()]
