"""``train`` of unit 09 with a bowl of the check's own in place of the student's cost.

It is judged by where it ends, and by what it hands on to the optimiser.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import pairwise
from typing import Any

import numpy as np

from autograder.exercises.flat_costs import alike, equal, layers_of, length_of, vector
from autograder.exercises.probes import standing_in
from autograder.model import Array, Case, Find, Inputs, WrongReturn

Rng = np.random.Generator


def cases(rng: Rng) -> list[Case]:
    """Bowls of the check's own: many iterations, and a run that must stop early."""
    sizes = [(6, 2, 3, 2, 40, "main"), (5, 3, 2, 4, 40, "main"), (7, 2, 4, 3, 2, "few")]
    return [_bowl_case(rng, *size) for size in sizes]


FLAT = 2
"""Directions in which a bowl is level: no slope leads along them, so they tell the start."""


def _bowl_case(rng: Rng, n: int, d: int, h: int, c: int, iterations: int, group: str) -> Case:
    """A bowl 400 times as steep in one direction as in another; its foot is withheld.

    The directions lie askew to the numbers of theta: two slopes do not give the foot away.
    """
    length = length_of((d, h, c))
    steep, foot = np.zeros(length), rng.normal(0, 0.5, length)
    steep[FLAT:] = rng.permutation(np.geomspace(1.0, 400.0, length - FLAT))
    along = np.zeros(length)
    along[FLAT:] = rng.choice([-1.0, 1.0], length - FLAT) * rng.uniform(0.7, 1.3, length - FLAT)
    along[FLAT:] /= np.sqrt(steep[FLAT:])
    turn = np.linalg.qr(rng.normal(0, 1, (length, length)))[0]
    bend, away = turn * steep @ turn.T, turn @ along
    inputs = {
        "theta": foot + away,
        "layer_sizes": np.array([d, h, c]),
        "X": rng.uniform(0.5, 1.5, (n, d)),
        "y": rng.permutation(np.arange(n) % c),
        "reg": float(rng.uniform(0.6, 1.4)),
        "iterations": iterations,
        "bend": bend,
        "slope": bend @ away,
        "height": 0.5 * float(away @ bend @ away),
    }
    return Case(f"{iterations} iterations", inputs, group, {"foot": foot})


ORDER = ("layer_sizes", "X", "y", "reg")
"""What network_cost is handed after theta."""


LISTED = (
    "network_cost was handed one list in place of its four arguments: minimize hands on a tuple, "
    "(...), one by one, but a list, [...], as a single thing."
)
NUDGE = 1e-6
"""A step that measures a slope; a search takes longer ones."""


def ask(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """``train`` with a bowl in place of its ``network_cost``: where it ends, what it hands on.

    Whoever hands on other things than train was handed stands in another bowl, whose foot
    lies on the other side of the start.
    """
    function = find("train")
    start, wanted = np.array(inputs["theta"]), [inputs[name] for name in ORDER]
    asked: list[Any] = []
    faults: list[str] = []
    limits: list[Any] = []

    def measured(theta: Any, layer_sizes: Any, X: Any, y: Any, reg: Any) -> tuple[Any, Any]:
        asked.append(np.array(theta))
        faults.append(_fault((layer_sizes, X, y, reg), wanted))
        slope = -inputs["slope"] if faults[-1] else inputs["slope"]
        away = theta - start
        bent = inputs["bend"] @ away
        return 1.0 + inputs["height"] + float((slope + 0.5 * bent) @ away), slope + bent

    def network_cost(theta: Any, *rest: Any, **named: Any) -> tuple[Any, Any]:
        if len(rest) == 1 and isinstance(rest[0], list) and not named:
            raise WrongReturn(LISTED)
        return measured(theta, *rest, **named)

    measured.__qualname__ = "network_cost"
    with (
        standing_in(function, "network_cost", network_cost),
        _watched(function, "minimize", limits),
    ):
        arguments = (inputs[name] for name in ("X", "y", "reg", "iterations"))
        theta = function(inputs["theta"], layers_of(inputs), *arguments)
    flat = vector("train", theta)
    return {
        **{f"{name}_handed_on": name not in faults for name in ("order", "reg", "data")},
        "asked_elsewhere": len(asked) < 2 or any(not equal(theta, start) for theta in asked),
        "slopes_handed": not _nudged(asked),
        "begins": bool(np.allclose(start, _nearest(start, asked), rtol=1e-9, atol=0)),
        "enough": all(limit >= inputs["iterations"] for limit in limits),
        "limit": all(limit == inputs["iterations"] for limit in limits),
        "theta": flat,
        "deep": flat,
        "early": flat,
    }


def _nearest(start: Array, asked: Sequence[Array]) -> Array:
    """The vector nearest to the start at which the cost was asked; the start if it never was."""
    alike_in_size = [theta for theta in asked if theta.shape == start.shape]
    if not alike_in_size:
        return asked[0] if asked else start
    return min(alike_in_size, key=lambda theta: float(np.abs(theta - start).max()))


def _nudged(asked: Sequence[Array]) -> bool:
    """Whether most of the vectors differ from the one before in a tiny step of one or two numbers.

    So they do where slopes are measured number by number: off one, on the next.
    """
    steps = [after - before for before, after in pairwise(asked) if after.shape == before.shape]
    tiny = [0 < np.count_nonzero(s) <= 2 and np.abs(s).max() < NUDGE for s in steps]
    return bool(sum(tiny) > len(tiny) / 2)


@contextmanager
def _watched(function: Any, name: str, limits: list[Any]) -> Iterator[None]:
    """While this lasts, an optimiser that ``function`` calls notes down its ``maxiter``."""
    own = getattr(function, "__globals__", {}).get(name)
    if not callable(own):
        yield
        return

    def watching(*arguments: Any, **named: Any) -> Any:
        with suppress(TypeError, ValueError, KeyError, AttributeError):
            limits.append(int(named["options"]["maxiter"]))
        return own(*arguments, **named)

    with standing_in(function, name, watching):
        yield


def _fault(handed: Sequence[Any], wanted: Sequence[Any]) -> str:
    """What is wrong with what network_cost was handed: its order, reg, the data, or nothing."""
    same = [alike(one, other) for one, other in zip(handed, wanted, strict=True)]
    if all(same):
        return ""
    missed = [other for other, right in zip(wanted, same, strict=True) if not right]
    astray = any(alike(one, other) for one in handed for other in missed)
    return "order" if astray else "reg" if all(same[:3]) else "data"
