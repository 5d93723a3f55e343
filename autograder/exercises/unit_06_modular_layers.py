"""Unit 06: layers, each with a forward and a backward.

Every probe calls a layer twice in a row, with another batch first: what a layer keeps
belongs to its last forward, and gradients are overwritten, not added to. The loss that a
layer is differentiated by is the sum of ``out * dout``, whose gradient in ``out`` is ``dout``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np

from autograder.exercises import glorot_starts, layer_lists
from autograder.exercises.planes import boundary
from autograder.exercises.probes import describe
from autograder.model import (
    Array,
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
    tells,
)

Rng = np.random.Generator
LEAST = 0.5
"""No loss is nearer to 0 than this, so that float32 holds it to a few parts in a million."""

# ------------------------------------------------------------------------ linear layer


def _linear_cases(rng: Rng) -> list[Case]:
    sizes = [(5, 3, 4), (3, 4, 6), (1, 5, 3), (7, 4, 2)]
    cases = [Case(f"N = {n}, D = {d}, C = {c}", _linear(rng, n, d, c)) for n, d, c in sizes]
    for n, d, c in [(4, 3, 5), (2, 5, 3), (6, 2, 4)]:
        inputs = {"x": rng.normal(0, 1, (n, d)), "W": rng.normal(0, 1, (d, c))}
        cases.append(Case(f"a new layer, {d} to {c}, with its first biases", inputs, "biases"))
    return cases + _start_cases(rng)


def _linear(rng: Rng, n: int, d: int, c: int) -> dict[str, Any]:
    W, b = rng.normal(0, 1, (d, c)), rng.normal(0, 1, c)
    while True:
        x, dout = rng.normal(0, 1, (n, d)), rng.normal(0, 1, (n, c))
        if abs(np.sum((x @ W + b) * dout)) > LEAST:
            break
    before = {"x_before": rng.normal(0, 1, (n + 2, d)), "dout_before": rng.normal(0, 1, (n + 2, c))}
    return {"x": x, "dout": dout, "W": W, "b": b} | before


def _start_cases(rng: Rng) -> list[Case]:
    """About a thousand draws each; only the judge holds the bounds, right and wrong ones."""
    return glorot_starts.cases(rng, lambda d, c: f"a new layer, {d} to {c}", "start")


def _ask_linear(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """A layer as it begins, where the case brings a seed; else with the weights of the case."""
    make = find("Linear")
    if "seed" in inputs:
        return _first_weights(make, inputs)
    layer = make(*np.shape(inputs["W"]), np.random.default_rng(0))
    layer.W = np.array(inputs["W"])
    if "b" not in inputs:
        _check_biases(layer, np.shape(inputs["W"])[1])
        return {"first_out": layer.forward(inputs["x"])}
    layer.b = np.array(inputs["b"])
    found = _twice(layer, inputs, "x", "dx")
    if np.shape(layer.W) != np.shape(inputs["W"]) or not np.allclose(layer.W, inputs["W"]):
        raise WrongReturn("backward changed W: a step of its own does that, never backward.")
    return found | {name: getattr(layer, name) for name in ("dW", "db") if hasattr(layer, name)}


def _check_biases(layer: Any, wanted: int) -> None:
    """Raise ``WrongReturn`` where the first biases are no array of one number for each output."""
    if not hasattr(layer, "b"):
        raise WrongReturn("A Linear layer should keep its biases in self.b; this one has no b.")
    shape = np.shape(layer.b)
    if shape not in ((wanted,), (1, wanted)):
        has = f"an array of shape {shape}" if shape else "a single number"
        said = f"self.b of a layer with {wanted} outputs should be an array of shape ({wanted},)"
        raise WrongReturn(f"{said}, a bias for each output; it is {has}.")


def _first_weights(make: Any, inputs: Inputs) -> Mapping[str, Any]:
    """The weights of a new layer, and a few of two others, from the same seed and another one."""

    def draw(rng: Rng) -> Any:
        layer = make(inputs["fan_in"], inputs["fan_out"], rng)
        if not hasattr(layer, "W"):
            said = "A Linear layer should keep its weights in self.W; this one has no W."
            raise WrongReturn(said)
        return layer.W

    return glorot_starts.three_draws(draw, inputs["seed"])


# --------------------------------------------------------------- layers without weights


def _twice(layer: Any, inputs: Inputs, given: str, gradient: str) -> dict[str, Any]:
    """Forward and backward on one batch, then on that of the case: its three results."""
    layer.forward(inputs[f"{given}_before"])
    with _kept_by_forward(given):
        layer.backward(inputs["dout_before"])
    dout = np.array(inputs["dout"])
    out = _copied(layer.forward(inputs[given]))
    if np.shape(out) != dout.shape:
        said = f"forward of {type(layer).__name__} should return one array of shape {dout.shape}"
        raise WrongReturn(f"{said}; it returned {describe(out)}.")
    loss = np.sum(out * dout.astype(np.result_type(np.asarray(out), np.float16)))
    down = layer.backward(inputs["dout"])
    if isinstance(down, tuple):
        said = f"backward of {type(layer).__name__} should return {gradient} alone"
        raise WrongReturn(f"{said}; it returned {len(down)} things.")
    return {"out": out, "loss": loss, gradient: _copied(down)}


@contextmanager
def _kept_by_forward(*given: str) -> Iterator[None]:
    """Says it where ``backward`` looks for an argument of ``forward`` that was not kept."""
    try:
        yield
    except NameError as error:
        if error.name not in given:
            raise
        said = f"backward does not know {error.name}: it is an argument of forward alone."
        raise WrongReturn(f"{said} Let forward keep it on self, for backward to find.") from None


def _copied(thing: Any) -> Any:
    """As it is now: a layer may go on working in the array that it handed out."""
    return thing.copy() if isinstance(thing, np.ndarray) else thing


def _relu_cases(rng: Rng) -> list[Case]:
    shapes = [(5, 3), (3, 6), (1, 4), (6, 2)]
    return [Case(f"N = {n}, H = {h}", _bent(rng, n, h)) for n, h in shapes]


def _bent(rng: Rng, n: int, h: int) -> dict[str, Any]:
    """Pre-activations of both signs off the kink, and upstream gradients of both signs at each."""
    while True:
        x, dout = _signed(rng, n, h), _signed(rng, n, h)
        if abs(np.sum(x[x > 0] * dout[x > 0])) > LEAST and (dout[x > 0] < 0).any():
            break
    return {"x": x, "dout": dout} | {
        "x_before": _signed(rng, n + 2, h),
        "dout_before": _signed(rng, n + 2, h),
    }


def _signed(rng: Rng, *shape: int) -> Array:
    """Numbers of order 1, as many above 0 as below, none near it."""
    size = int(np.prod(shape))
    signs = rng.permutation(np.where(np.arange(size) % 2 == 0, 1.0, -1.0))
    return (signs * rng.uniform(0.3, 2.0, size)).reshape(shape)


def _ask_relu(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    return _twice(find("ReLU")(), inputs, "x", "dx")


def _softmax_cases(rng: Rng) -> list[Case]:
    """Upstream gradients above 0: softmax's gradient is the same when a row is lifted."""
    sizes = [(5, 3), (3, 6), (1, 4), (7, 2)]
    return [
        Case(
            f"N = {n}, C = {c}",
            {
                "scores": rng.normal(0, 1.2, (n, c)),
                "dout": rng.uniform(0.3, 2.0, (n, c)),
                "scores_before": rng.normal(0, 1.2, (n + 2, c)),
                "dout_before": rng.uniform(0.3, 2.0, (n + 2, c)),
            },
        )
        for n, c in sizes
    ]


def _ask_softmax(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    found = _twice(find("Softmax")(), inputs, "scores", "dscores")
    return {"probs": found.pop("out")} | found


# ------------------------------------------------------------------------- loss layers

SIZES = ((6, 4, 4), (5, 3, 3), (1, 5, 5), (7, 2, 2), (8, 6, 5), (3, 4, 2))
"""N, C, and how many of the classes occur in y (no more than N, so a class is a row too)."""


def _entropy_cases(rng: Rng) -> list[Case]:
    return [
        Case(_named(n, c, used), _labelled(rng, "probs", _probabilities, n, c, used))
        for n, c, used in SIZES
    ]


def _named(n: int, c: int, used: int) -> str:
    return f"N = {n}, C = {c}" + (", a class absent" if used < c else "")


def _labelled(rng: Rng, name: str, draw: Any, n: int, c: int, used: int) -> dict[str, Any]:
    """Two batches with their labels; the first is a size larger."""
    return {
        name: draw(rng, n, c),
        "y": rng.integers(0, min(used, n), n),
        f"{name}_before": draw(rng, n + 2, c),
        "y_before": rng.integers(0, used, n + 2),
    }


def _probabilities(rng: Rng, n: int, c: int) -> Array:
    raw = rng.uniform(0.2, 2.0, (n, c))
    shares: Array = raw / raw.sum(axis=1, keepdims=True)
    return shares


def _scores(rng: Rng, n: int, c: int) -> Array:
    """Numbers of order 1 that float32 and sums with thousands hold exactly."""
    steps: Array = np.round(16 * rng.normal(0, 1.2, (n, c)))
    return steps / 16


SELDOM = 0.003
"""A share so small that 1e-5 beside it shows, in float32 too, while 1e-7 shows in neither."""


def _fused_cases(rng: Rng) -> list[Case]:
    cases = [
        Case(_named(n, c, used), _labelled(rng, "scores", _scores, n, c, used))
        for n, c, used in SIZES
    ]
    for case in cases:
        if len(case.inputs["y"]) == 1:
            scores, right = case.inputs["scores"][0], case.inputs["y"][0]
            others = np.log(np.sum(np.exp(np.delete(scores, right))))
            scores[right] = np.round(16 * (others + np.log(SELDOM))) / 16
    far: list[tuple[str, tuple[float, ...], int]] = [("all scores near 1000", (1000.0,) * 4, 2)]
    far += [("rows 10 000 apart", (-5000.0, 5000.0, 0.0), 4)]
    far += [("two rows 10 000 apart", (5000.0, -5000.0), 3)]
    for name, offsets, c in far:
        inputs = _labelled(rng, "scores", _scores, len(offsets), c, c)
        inputs["scores"] += np.array(offsets)[:, None]
        cases.append(Case(name, inputs, group="stable"))
    for above, c in ((2000.0, 4), (2400.0, 5), (1000.0, 4)):
        cases.append(_two_far_above(rng, above, c))
    for n, c in ((3, 5), (4, 3)):
        inputs = _labelled(rng, "scores", _scores, n, c, c)
        inputs["scores"][0, inputs["y"][0]] -= 800.0
        name = f"N = {n}, a right class 800 below the others"
        cases.append(Case(name, inputs, group="stable"))
    return cases


def _two_far_above(rng: Rng, above: float, c: int) -> Case:
    """Two scores of the first row far above its others; the right class is one of the two.

    Its smallest score is no shift that helps; its mean is one where they are 1000 above.
    """
    inputs = _labelled(rng, "scores", _scores, 2, c, c)
    inputs["scores"][0, -2:] += above
    inputs["y"][0] = rng.integers(c - 2, c)
    name = f"two scores of one row {above:.0f} above its others, C = {c}"
    return Case(name, inputs, group="stable")


def _loss_probe(name: str, given: str) -> Any:
    """Drives a loss layer: ``forward(given, y)``, then ``backward()``, for two batches."""

    def ask(find: Find, inputs: Inputs) -> Mapping[str, Any]:
        layer = find(name)()
        layer.forward(inputs[f"{given}_before"], inputs["y_before"])
        with _kept_by_forward(given, "y"):
            layer.backward()
        loss = _copied(layer.forward(inputs[given], inputs["y"]))
        return {"loss": loss, f"d{given}": _copied(layer.backward())}

    return ask


UNIT = Unit(
    slug="06_modular_layers",
    title="Modular layers: the same mathematics as parts",
    exercises=(
        Exercise(
            slug="linear-layer",
            title="A linear layer",
            needs=("Linear",),
            probe=_ask_linear,
            cases=_linear_cases,
            outputs=(
                equals("out"),
                equals("loss"),
                derivative("dx", of="loss", wrt="x"),
                derivative("dW", of="loss", wrt="W", absent="not-kept"),
                derivative("db", of="loss", wrt="b", absent="not-kept"),
                equals("first_out"),
                satisfies("weights", "uniform", **glorot_starts.CRITERION),
                satisfies("again", "uniform", low="low", high="high"),
                satisfies("other", "uniform", low="low", high="high"),
            ),
            aspects=(
                Aspect("forward", 1, ("out", "loss")),
                Aspect("dx", 1, ("dx",)),
                Aspect("dW", 1, ("dW",)),
                Aspect("db", 0.5, ("db",)),
                Aspect("weights", 0.5, ("weights",), group="start", requires=("forward",)),
                Aspect(
                    "shape",
                    0.5,
                    ("weights",),
                    "shape",
                    group="start",
                    requires=("forward", "weights"),
                ),
                Aspect("biases", 0.5, ("first_out",), group="biases", requires=("forward",)),
            ),
        ),
        Exercise(
            slug="relu-layer",
            title="A ReLU layer",
            needs=("ReLU",),
            probe=_ask_relu,
            cases=_relu_cases,
            outputs=(equals("out"), equals("loss"), derivative("dx", of="loss", wrt="x")),
            aspects=(Aspect("forward", 0.5, ("out", "loss")), Aspect("dx", 1.5, ("dx",))),
        ),
        Exercise(
            slug="softmax-layer",
            title="A softmax layer, by its Jacobian",
            needs=("Softmax",),
            probe=_ask_softmax,
            cases=_softmax_cases,
            outputs=(
                equals("probs"),
                equals("loss"),
                derivative("dscores", of="loss", wrt="scores"),
            ),
            aspects=(
                Aspect("dscores", 2.5, ("dscores",)),
                Aspect("forward", 0.5, ("probs", "loss"), requires=("dscores",)),
            ),
        ),
        Exercise(
            slug="cross-entropy-layer",
            title="A cross-entropy layer",
            needs=("CrossEntropy",),
            probe=_loss_probe("CrossEntropy", "probs"),
            cases=_entropy_cases,
            outputs=(equals("loss"), derivative("dprobs", of="loss", wrt="probs")),
            aspects=(Aspect("loss", 1, ("loss",)), Aspect("dprobs", 2, ("dprobs",))),
        ),
        Exercise(
            slug="softmax-cross-entropy",
            title="Softmax and cross-entropy as one part",
            needs=("SoftmaxCrossEntropy",),
            probe=_loss_probe("SoftmaxCrossEntropy", "scores"),
            cases=_fused_cases,
            outputs=(equals("loss"), derivative("dscores", of="loss", wrt="scores")),
            aspects=(
                Aspect("loss", 1, ("loss",)),
                Aspect("dscores", 2, ("dscores",)),
                Aspect(
                    "stable",
                    1,
                    ("loss", "dscores"),
                    group="stable",
                    requires=("loss", "dscores"),
                ),
            ),
        ),
        Exercise(
            slug="sequential",
            title="A net as a list of parts",
            needs=("Sequential",),
            probe=layer_lists.ask,
            cases=layer_lists.cases,
            outputs=(
                equals("out"),
                equals("dx"),
                tells("weights_kept", "backward-steps"),
                *(equals(name) for name in layer_lists.STEPPED),
            ),
            aspects=(
                Aspect("forward", 1, ("out",)),
                Aspect("backward", 1, ("dx", "weights_kept")),
                Aspect("step", 1, layer_lists.STEPPED),
            ),
            boundary=boundary(
                "a net of Linear, ReLU and Linear after 80 steps, by all its parts together",
                layer_lists.draw,
                hidden=24,
                learning_rate=3.0,
                steps=80,
            ),
        ),
    ),
)
