"""Unit 08: a program differentiates a program; its gradients beside those made by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from autograder.exercises import scalar_programs, traced_losses
from autograder.exercises.far_scores import far_cases
from autograder.exercises.planes import ARMS, boundary, drawn, highest, of_shape
from autograder.exercises.probes import describe, name_results, standing_in
from autograder.model import (
    Aspect,
    Case,
    Exercise,
    Find,
    Inputs,
    Unit,
    WrongReturn,
    derivative,
    equals,
    satisfies,
)

Rng = np.random.Generator

TRACED_SUBMODULES = ("autograd.numpy", "autograd.misc.flatten", "autograd.scipy.special")
"""What is loaded beforehand; the last one has a log-sum-exp, and needs scipy."""
PARAMS = ("W1", "b1", "W2", "b2")
GRADIENTS = ("dW1", "db1", "dW2", "db2")
SIZES = (
    (5, 4, 6, 3, 3),
    (7, 3, 4, 5, 5),
    (6, 5, 3, 4, 3),
    (1, 3, 5, 4, 4),
    (4, 5, 3, 2, 2),
)
"""N, D, H, C, and how many of the classes occur in y."""
REGS = (0.6, 0.0, 0.4, 0.8, 0.5)
OFF_THE_KINK = 0.05
BOTH, EXACT = ("by_hand", "by_autograd"), 1e-12
"""Two gradients, each as one flat array, and how near to the exact one each must be."""


# ------------------------------------------------------------------------------- cases


def _net_cases(rng: Rng) -> list[Case]:
    """A whole net with data, weights of order 1."""
    cases = []
    for (n, d, h, c, used), reg in zip(SIZES, REGS, strict=True):
        name = f"N = {n}, D = {d}, H = {h}, C = {c}" + (", a class absent" if used < c else "")
        labels = {"y": rng.integers(0, used, n), "reg": reg}
        cases.append(Case(name, _net(rng, n, d, h, c) | labels))
    return cases


def _net(rng: Rng, n: int, d: int, h: int, c: int) -> dict[str, Any]:
    """Some hidden units sleep, some do not, none is near its kink."""
    while True:
        W1, b1, X = (rng.normal(0, 1, shape) for shape in ((d, h), h, (n, d)))
        before = X @ W1 + b1
        if np.abs(before).min() > OFF_THE_KINK and before.min() < 0 < before.max():
            top = {"W2": rng.normal(0, 0.8, (h, c)), "b2": rng.normal(0, 1, c)}
            return {"W1": W1, "b1": b1, **top, "X": X}


def _in(group: str, cases: Sequence[Case]) -> list[Case]:
    """The same cases, asked for something else."""
    return [Case(case.name, {**case.inputs, group: 1}, group=group) for case in cases]


def _loss_cases(rng: Rng) -> list[Case]:
    cases = _net_cases(rng)
    return cases + _in("traced", cases[:2]) + far_cases(rng)


def _manual_cases(rng: Rng) -> list[Case]:
    cases = _net_cases(rng)
    return cases + _in("agreement", cases[:3])


def _own_training_cases(rng: Rng) -> list[Case]:
    """Short runs on the student's own loss, for those who differentiate it beforehand."""
    runs = [(6, 2, 4, 3, 0.3, 0.4, 4), (5, 3, 2, 4, 0.1, 0.7, 6), (7, 4, 3, 2, 0.2, 0.3, 3)]
    cases = []
    for n, d, h, c, rate, reg, steps in runs:
        how = {"learning_rate": rate, "reg": reg, "steps": steps}
        inputs = {**_net(rng, n, d, h, c), "y": rng.permutation(np.arange(n) % c), **how}
        cases.append(Case(f"{steps} steps at rate {rate}", inputs))
    return cases


def _training_cases(rng: Rng) -> list[Case]:
    """The same runs in a bowl of the check's own, whatever became of the loss."""
    return [
        Case(
            f"{case.name} in a bowl of the check's own",
            {**case.inputs, "bend": float(rng.uniform(0.4, 0.8)), "pull": rng.uniform(0.5, 1.0, 4)},
        )
        for case in _own_training_cases(rng)
    ]


# ------------------------------------------------------------------------------ probes


def _params(inputs: Inputs) -> list[Any]:
    return [inputs[name] for name in PARAMS]


def _data(inputs: Inputs) -> tuple[Any, ...]:
    return tuple(inputs[name] for name in ("X", "y", "reg"))


def _complex(inputs: Inputs) -> bool:
    """Whether a gradient is being proved by a complex step; autograd wants a real loss."""
    return any(map(np.iscomplexobj, _params(inputs)))


def _ask_loss(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """The loss, and its gradients by autograd where they are asked for or can be had."""
    loss = find("network_loss")
    found = {"loss": loss(_params(inputs), *_data(inputs))}
    if np.size(found["loss"]) != 1 or _complex(inputs):
        return found
    try:
        by_autograd = traced_losses.gradients(loss, _params(inputs), *_data(inputs))
    except WrongReturn:
        if "traced" in inputs:
            raise
        return found  # what the loss is worth by itself is another aspect
    return found | dict(zip(GRADIENTS, by_autograd, strict=True))


@contextmanager
def _bowl(function: Any, inputs: Inputs) -> Iterator[None]:
    """While this lasts, ``function`` descends into a bowl that leans with the data."""
    if "bend" not in inputs:
        yield
        return
    from autograd import numpy as traced

    def network_loss(params: Any, X: Any, y: Any, reg: Any) -> Any:
        heights = [pull * traced.sum(p) for pull, p in zip(inputs["pull"], params, strict=True)]
        lean = (np.mean(X) + np.mean(y)) * sum(heights)
        curved = sum(traced.sum(p**2) for p in params)
        return 5.0 + lean + 0.5 * (inputs["bend"] + reg) * curved + 0.02 * sum(heights) ** 2

    with standing_in(function, "network_loss", network_loss):
        yield


def _ask_training(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """Where training ends, and its losses; what it does to its arguments shows in ``inputs``."""
    function, params = find("train_with_autograd"), _params(inputs)
    how = (inputs["learning_rate"], inputs["reg"], inputs["steps"])
    with _bowl(function, inputs):
        result = function(params, inputs["X"], inputs["y"], *how)
    named = name_results("train_with_autograd", result, ["params", "losses"])
    if _tables(named["losses"]) and not _tables(named["params"]):
        said = "train_with_autograd returns losses first and params second; (params, losses) is"
        raise WrongReturn(f"{said} asked for.")
    trained = _listed("The params that train_with_autograd returns", named["params"], PARAMS)
    if isinstance(inputs, dict):
        inputs.update(zip(PARAMS, params, strict=True))  # the caller's list may hold others now
    return {**trained, "losses": named["losses"]}


def _draw_net(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """What a net says of the plane that was trained by the student's own training and loss."""
    draw = np.random.default_rng(0)
    shapes = (2, inputs["hidden"]), (inputs["hidden"],), (inputs["hidden"], ARMS), (ARMS,)
    params = [0.5 * draw.normal(size=s) if len(s) == 2 else np.zeros(s) for s in shapes]
    how = (inputs["learning_rate"], inputs["reg"], inputs["steps"])
    result = find("train_with_autograd")(params, inputs["X"], inputs["y"], *how)
    named = name_results("train_with_autograd", result, ["params", "losses"])
    said = "The params that train_with_autograd returns"
    trained = _listed(said, named["params"], PARAMS).items()
    W1, b1, W2, b2 = (of_shape(name, p, s) for (name, p), s in zip(trained, shapes, strict=True))
    return drawn(lambda X: highest(np.maximum(0, X @ W1 + b1) @ W2 + b2), inputs)


def _ask_manual(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """The gradients made by hand; for the agreement also those of autograd, as they are."""
    function, given = find("manual_gradients"), (_params(inputs), *_data(inputs))
    result = function(*given) if _complex(inputs) else traced_losses.by_hand(function, *given)
    found = _listed("manual_gradients", result, GRADIENTS)
    if "agreement" not in inputs:
        return found
    loss = find("network_loss")
    if _complex(inputs):
        return {**found, "loss": loss(_params(inputs), *_data(inputs))}
    by_autograd = traced_losses.gradients(loss, _params(inputs), *_data(inputs))
    flat = [np.concatenate([np.ravel(part) for part in parts]) for parts in
            (found.values(), by_autograd)]  # fmt: skip
    value, both = loss(_params(inputs), *_data(inputs)), dict(zip(BOTH, flat, strict=True))
    return {**found, "loss": value, **both, "agrees": flat[0]}


def _tables(result: Any) -> bool:
    """Whether tables stand in a list, as in params and never in losses."""
    return isinstance(result, (tuple, list)) and any(getattr(r, "ndim", 0) == 2 for r in result)


def _listed(what: str, result: Any, names: Sequence[str]) -> dict[str, Any]:
    """The entries of a list like params, by name."""
    if not isinstance(result, (tuple, list)) or len(result) != len(names):
        raise WrongReturn(f"{what} should be a list like params, of 4 arrays; got {_kind(result)}.")
    return dict(zip(names, result, strict=True))


def _kind(result: Any) -> str:
    return "a dict" if isinstance(result, Mapping) else describe(result)


UNIT = Unit(
    slug="08_automatic_differentiation",
    title="Automatic differentiation",
    packages=("numpy", "autograd", *TRACED_SUBMODULES, "scipy.special"),
    exercises=(
        Exercise(
            slug="scalar-autodiff",
            title="A number that knows where it came from",
            needs=("Var",),
            probe=scalar_programs.ask,
            cases=scalar_programs.cases,
            outputs=(equals("value"), derivative("grad", of="value", wrt="x")),
            aspects=(
                Aspect("value", 0.5, ("value",)),
                Aspect("gradient", 1, ("grad",)),
                Aspect("functions", 1, ("value", "grad"), group="functions"),
                Aspect("shared", 2, ("grad",), group="shared"),
                Aspect("deep", 0.5, ("grad",), group="deep", requires=("shared",)),
            ),
        ),
        Exercise(
            slug="network-loss",
            title="A loss, written once",
            needs=("network_loss",),
            probe=_ask_loss,
            cases=_loss_cases,
            outputs=(
                equals("loss"),
                derivative("dW1", of="loss", wrt="W1", zero="reg"),
                derivative("db1", of="loss", wrt="b1"),
                derivative("dW2", of="loss", wrt="W2", zero="reg"),
                derivative("db2", of="loss", wrt="b2"),
            ),
            aspects=(
                Aspect("loss", 2, ("loss",)),
                Aspect(
                    "traced", 0.5, GRADIENTS, kind="shape", group="traced", requires=("gradients",)
                ),
                Aspect("gradients", 1, GRADIENTS),
                Aspect("stable", 0.5, ("loss",), group="stable", requires=("loss",)),
            ),
        ),
        Exercise(
            slug="train-with-autograd",
            title="Training without a gradient of your own",
            needs=("train_with_autograd",),
            probe=_ask_training,
            cases=_training_cases,
            own_cases=_own_training_cases,
            outputs=(*(equals(name) for name in PARAMS), equals("losses")),
            aspects=(Aspect("parameters", 2, PARAMS), Aspect("losses", 1, ("losses",))),
            boundary=boundary(
                "a net of 24 hidden units after 60 steps of your own training on your own loss",
                _draw_net,
                hidden=24,
                learning_rate=2.0,
                reg=1e-3,
                steps=60,
            ),
        ),
        Exercise(
            slug="manual-against-autograd",
            title="By hand against by autograd",
            needs=("manual_gradients",),
            probe=_ask_manual,
            cases=_manual_cases,
            outputs=(
                equals("loss"),
                derivative("dW1", of="loss", wrt="W1", zero="reg"),
                derivative("db1", of="loss", wrt="b1"),
                derivative("dW2", of="loss", wrt="W2", zero="reg"),
                derivative("db2", of="loss", wrt="b2"),
                *(equals(name, rtol=EXACT) for name in BOTH),
                satisfies("agrees", "same-gradient", to=EXACT, beside=("by_autograd",)),
            ),
            aspects=(
                Aspect("dW2", 1, ("dW2",)),
                Aspect("db2", 0.5, ("db2",)),
                Aspect("dW1", 1, ("dW1",)),
                Aspect("db1", 0.5, ("db1",)),
                Aspect(
                    "agreement",
                    1,
                    ("loss", *BOTH, "agrees"),
                    group="agreement",
                    requires=("dW2", "db2", "dW1", "db1"),
                ),
            ),
            uses=("network-loss",),
        ),
    ),
)
