"""Unit 05: a net with one hidden layer, all by hand.

Nothing here depends on how a net starts: every probe puts parameters of its own into
``net.params``. What a method builds on is stood in for by a subclass made in the probe,
so that one slip costs one exercise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.exercises import net_training
from autograder.exercises.far_scores import far_cases, lifted, steps
from autograder.exercises.planes import boundary
from autograder.exercises.probes import describe, name_results, net_with, stood_in
from autograder.model import (
    Aspect,
    Case,
    Exercise,
    Find,
    Inputs,
    Output,
    Probe,
    Unit,
    WrongReturn,
    derivative,
    equals,
    satisfies,
    tells,
)

Rng = np.random.Generator

SIZES = (
    (5, 4, 6, 3, 3),
    (7, 3, 4, 5, 5),
    (6, 5, 3, 4, 3),
    (1, 3, 5, 4, 4),
    (4, 5, 3, 2, 2),
    (9, 2, 4, 6, 6),
)
"""N, D, H, C, and how many of the classes occur in y."""
REGS = (0.6, 0.0, 0.4, 0.8, 0.5, 0.3)
OFF_THE_KINK = 0.05
PARAMS = ("W1", "b1", "W2", "b2")
GRADIENTS = tuple(f"d{name}" for name in PARAMS)
ELSEWHERE = "loss at another b2"


# --------------------------------------------------------------------------- the cases


def _loss_cases(rng: Rng) -> list[Case]:
    """A whole net with data, weights of order 1."""
    cases = []
    for (n, d, h, c, used), reg in zip(SIZES, REGS, strict=True):
        name = f"N = {n}, D = {d}, H = {h}, C = {c}" + (", a class absent" if used < c else "")
        labels = {"y": rng.integers(0, used, n), "reg": reg}
        cases.append(Case(name, _bent(rng, n, d, h) | _top(rng, h, c) | labels))
    return cases


def _bent(rng: Rng, n: int, d: int, h: int) -> dict[str, Any]:
    """First layer and data; some hidden units sleep, some do not, none is near its kink."""
    while True:
        drawn = {
            "W1": rng.normal(0, 1, (d, h)),
            "b1": rng.normal(0, 1, h),
            "X": rng.normal(0, 1, (n, d)),
        }
        before = drawn["X"] @ drawn["W1"] + drawn["b1"]
        awake = before > 0
        if np.abs(before).min() > OFF_THE_KINK and awake.any() and not awake.all():
            return drawn


def _top(rng: Rng, h: int, c: int) -> dict[str, Any]:
    return {"W2": rng.normal(0, 0.8, (h, c)), "b2": rng.normal(0, 1, c)}


def _wide_cases(rng: Rng) -> list[Case]:
    """Two scores of the first example far above its others; the right class is one of the two.

    In the last two the mean of the row is a shift that helps, in none its smallest score.
    """
    rows = [(2000.0, 3, 5, 4), (2400.0, 4, 3, 5), (1000.0, 5, 3, 4), (1000.0, 3, 4, 5)]
    cases = []
    for above, d, h, c in rows:
        inputs = lifted(rng, np.array([above, 0.0]), 0.0, d, h, c)
        while not np.diff(inputs["W2"][1:, -2:], axis=1).all():
            # A unit that feels both far classes alike: its gradient would be but rounding.
            inputs = lifted(rng, np.array([above, 0.0]), 0.0, d, h, c)
        inputs["W2"][0] = np.arange(c) >= c - 2
        inputs["y"][0] = rng.integers(c - 2, c)
        name = f"two scores of one row {above:.0f} above its others, C = {c}"
        cases.append(Case(name, inputs, group="stable"))
    return cases


def _all_loss_cases(rng: Rng) -> list[Case]:
    return _loss_cases(rng) + far_cases(rng) + _wide_cases(rng)


def _stood_in_loss_cases(rng: Rng) -> list[Case]:
    """Such a net with a hidden layer and scores of the check's own, whatever became of forward."""
    cases = _loss_cases(rng)[:4] + far_cases(rng)[1:] + _wide_cases(rng)
    return [_with_scores(rng, case) for case in cases]


def _with_scores(rng: Rng, case: Case) -> Case:
    (n, h), c = _hidden_shape(case.inputs), len(case.inputs["b2"])
    hidden = rng.uniform(0.2, 2.0, (n, h)) * (rng.random((n, h)) < 0.6)
    hidden[0, 0], hidden[0, 1] = 0.0, 1.0
    scores = steps(rng, 16, n, c, size=1)
    if np.ptp(case.inputs["W2"][0]) == 1.0:
        above = case.inputs["X"][:, 0] * case.inputs["W1"][0, 0]
        scores += np.outer(above, case.inputs["W2"][0])
    elif case.group == "stable":
        scores += rng.permutation([1000.0, -6000.0, 4000.0])[:n, None]
    given = {**case.inputs, "hidden": hidden, "scores": scores}
    return replace(case, name=f"{case.name}, other scores in place of forward's", inputs=given)


def _hidden_shape(inputs: Inputs) -> tuple[int, int]:
    return len(inputs["X"]), len(inputs["b1"])


def _gradient_cases(rng: Rng) -> list[Case]:
    """The net as it is; its loss once more by itself, which the gradients must belong to."""
    cases = _all_loss_cases(rng)
    return cases + [_alone(rng, case, {}) for case in cases[:2]]


def _stood_in_gradient_cases(rng: Rng) -> list[Case]:
    """Hidden layer, scores and loss of the check's own."""
    cases = _stood_in_loss_cases(rng)
    losses = [{"its_loss": float(rng.uniform(1, 3))} for _ in range(2)]
    return cases + [_alone(rng, *both) for both in zip(cases, losses, strict=False)]


def _alone(rng: Rng, case: Case, more: Inputs) -> Case:
    """A case that asks for nothing but the loss, here and where b2 has moved."""
    moved = {"b2_moves_by": rng.normal(0, 1, len(case.inputs["b2"]))}
    return replace(case, inputs={**case.inputs, **more, **moved}, group="agrees")


def _predict_cases(rng: Rng) -> list[Case]:
    """Scores that are a plane over the features, all negative or not, whatever the net is."""
    cases = []
    for case, level in zip(_own_predict_cases(rng), (-9.0, 0.0, -9.0, 0.0, 0.0), strict=True):
        d, c = case.inputs["X"].shape[1], len(case.inputs["b2"])
        plane = {"slope": rng.normal(0, 1, (d, c)), "lift": level + rng.uniform(-1, 1, c)}
        plane["hidden"] = rng.uniform(0.2, 2.0, _hidden_shape(case.inputs))
        cases.append(replace(case, inputs={**case.inputs, **plane}))
    return cases


def _own_predict_cases(rng: Rng) -> list[Case]:
    sizes = [(8, 4, 6, 3), (7, 3, 4, 5), (9, 5, 3, 2), (1, 3, 5, 4), (12, 2, 3, 6)]
    return [
        Case(f"N = {n}, D = {d}, H = {h}, C = {c}", _bent(rng, n, d, h) | _top(rng, h, c))
        for n, d, h, c in sizes
    ]


# -------------------------------------------------------------------------- the probes

METHODS = ("forward", "loss_of_scores", "gradients", "predict", "train")


def _grown(probe: Probe) -> Probe:
    """The same probe, which says it where the class has lost a method."""

    def ask(find: Find, inputs: Inputs) -> Mapping[str, Any]:
        try:
            return probe(find, inputs)
        except NameError as error:
            if error.name not in (*METHODS, "loss", "params", "net"):
                raise
            called = "self" if error.name == "net" else f"self.{error.name}"
            said = f"No {error.name} is known here: inside a method, self is the net."
            raise WrongReturn(f"{said} Write {called} in place of {error.name}.") from None
        except AttributeError as error:
            if error.name not in METHODS or hasattr(find("TwoLayerNet"), error.name):
                raise
            said = (
                f"TwoLayerNet has no method {error.name}: run its cell, and those below, in order"
            )
            cause = "running the first cell of the class takes all methods away"
            raise WrongReturn(f"{said} ({cause}).") from None

    return ask


def _ask_forward(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """The scores; and the hidden layer, where ``loss`` asks a ``forward`` for it."""
    owner, handed = find("TwoLayerNet"), []

    def forward(net: Any, X: Any) -> Any:
        handed.append(super(type(net), net).forward(X))
        return handed[-1]

    methods = {"forward": forward} if hasattr(owner, "forward") else {}
    net = net_with(stood_in(owner, methods), inputs)
    try:
        scores = net.loss(inputs["X"])
    except Exception:
        if handed:
            name_results("forward", handed[-1], ["hidden", "scores"])
        raise
    both = handed[-1] if handed else None
    if isinstance(both, (tuple, list)) and len(both) == 2:
        return {"scores": scores, "hidden": both[0]}
    return {"scores": scores, **_hidden_through(net, inputs)}


def _hidden_through(net: Any, inputs: Inputs) -> Mapping[str, Any]:
    """The hidden layer of a net that gives scores alone: with the identity above, it is they."""
    units = len(inputs["b1"])
    net.params.update(W2=np.eye(units), b2=np.zeros(units))
    try:
        return {"hidden": net.loss(inputs["X"])}
    except Exception:
        return {}


def _forward_of(inputs: Inputs) -> dict[str, Any]:
    """A stand-in for ``forward`` where the case brings hidden layer and scores."""
    if "scores" not in inputs:
        return {}
    return {"forward": lambda net, X: (inputs["hidden"].copy(), inputs["scores"].copy())}


def _ask_loss(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """The loss, with or without gradients beside it: they are another exercise."""
    methods = _forward_of(inputs) | {"gradients": lambda net, *rest, **named: {}}
    net = net_with(stood_in(find("TwoLayerNet"), methods), inputs)
    result = net.loss(inputs["X"], inputs["y"], inputs["reg"])
    return {"loss": result[0] if isinstance(result, (tuple, list)) and result else result}


def _ask_gradients(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """Loss and gradients; of a net that is stood in for, either its loss or its gradients."""
    methods = _forward_of(inputs)
    if methods:
        methods["loss_of_scores"] = lambda net, *rest, **named: _its_loss(net, inputs)
    net = net_with(stood_in(find("TwoLayerNet"), methods), inputs)
    result = net.loss(inputs["X"], inputs["y"], inputs["reg"])
    if not isinstance(result, (tuple, list)) or len(result) != 2:
        said = "With labels, loss should return two things, (loss, grads); it returned"
        raise WrongReturn(f"{said} {describe(result)}.")
    loss, grads = result
    _check_keys(grads)
    if "b2_moves_by" in inputs:
        kept = all(np.array_equal(inputs[name], net.params[name]) for name in PARAMS)
        found = {"loss": loss, "kept": kept}
        with suppress(Exception):
            net.params["b2"] = net.params["b2"] + inputs["b2_moves_by"]
            found[ELSEWHERE] = net.loss(inputs["X"], inputs["y"], inputs["reg"])[0]
        return found
    # The loss of a stand-in is nothing that these could be the gradients of.
    return ({} if methods else {"loss": loss}) | {f"d{name}": grads[name] for name in grads}


def _its_loss(net: Any, inputs: Inputs) -> float:
    """A loss of the check's own, which tells where the parameters are."""
    squares = sum(float(np.sum(np.square(net.params[name]))) for name in PARAMS)
    return float(inputs.get("its_loss", 1.0)) + squares


def _check_keys(grads: Any) -> None:
    """Raise ``WrongReturn`` where the gradients are no dict, or under names of their own."""
    asked = ", ".join(PARAMS)
    if not isinstance(grads, Mapping):
        several = isinstance(grads, (tuple, list))
        came = f"a {type(grads).__name__} of {len(grads)}" if several else describe(grads)
        said = f"The gradients should come in a dict with the keys {asked}; what came is"
        raise WrongReturn(f"{said} {came}.")
    if not set(PARAMS) <= grads.keys() and not grads.keys() <= set(PARAMS):
        said = f"The dict of gradients has the keys {', '.join(map(str, grads))[:80]}"
        raise WrongReturn(f"{said}; asked for are {asked}, those of params.")


def _ask_predict(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    def forward(net: Any, X: Any) -> tuple[Any, Any]:
        return inputs["hidden"].copy(), X @ inputs["slope"] + inputs["lift"]

    def loss(net: Any, X: Any, y: Any = None, reg: Any = 0.0) -> Any:
        scores = forward(net, X)[1]
        return scores if y is None else (1.0, {})

    asked: set[str] = set()

    def look_up(net: Any, name: str) -> Any:
        asked.add(name)
        return object.__getattribute__(net, name)

    methods: dict[str, Any] = {"__getattribute__": look_up}
    methods |= {"forward": forward, "loss": loss} if "slope" in inputs else {}
    net = net_with(stood_in(find("TwoLayerNet"), methods), inputs)
    asked.clear()
    try:
        classes = net.predict(inputs["X"])
    except ValueError as error:
        _say_what_was_asked(asked)
        if "inhomogeneous" in str(error):
            said = "forward returns two things, hidden and scores, and both were taken at once."
            raise WrongReturn(f"{said} Which of them has a column for each class?") from None
        raise
    _say_what_was_asked(asked)
    return {"classes": classes}


def _say_what_was_asked(asked: set[str]) -> None:
    """Raise ``WrongReturn`` where ``predict`` has asked nothing of the net that it belongs to."""
    if asked <= {"predict"}:
        said = "predict asks nothing of self, the net that it belongs to."
        raise WrongReturn(f"{said} A net of the notebook, such as net, is another one.")


def _stable(outputs: Sequence[str], requires: Sequence[str]) -> Aspect:
    return Aspect("stable", 0.5, tuple(outputs), group="stable", requires=tuple(requires))


UNIT = Unit(
    slug="05_two_layer_net",
    title="A two-layer net, all by hand",
    exercises=(
        Exercise(
            slug="two-layer-net-forward",
            title="Scores through a hidden layer",
            needs=("TwoLayerNet",),
            probe=_grown(_ask_forward),
            cases=_loss_cases,
            outputs=(equals("scores"), equals("hidden")),
            aspects=(
                Aspect("shape", 0.5, ("scores",), kind="shape", requires=("scores",)),
                Aspect("scores", 2, ("scores",)),
                Aspect("hidden", 0.5, ("hidden",), requires=("scores",)),
            ),
        ),
        Exercise(
            slug="two-layer-net-loss",
            title="The loss of a net",
            needs=("TwoLayerNet",),
            probe=_grown(_ask_loss),
            cases=_all_loss_cases,
            own_cases=_stood_in_loss_cases,
            outputs=(equals("loss"),),
            aspects=(Aspect("loss", 2.5, ("loss",)), _stable(["loss"], ["loss"])),
        ),
        Exercise(
            slug="two-layer-net-gradients",
            title="The gradients of a net",
            needs=("TwoLayerNet",),
            probe=_grown(_ask_gradients),
            cases=_gradient_cases,
            own_cases=_stood_in_gradient_cases,
            outputs=(
                equals("loss"),
                derivative("dW1", of="loss", wrt="W1", zero="reg", absent="gradients-missing"),
                derivative("db1", of="loss", wrt="b1", absent="gradients-missing"),
                derivative("dW2", of="loss", wrt="W2", zero="reg", absent="gradients-missing"),
                derivative("db2", of="loss", wrt="b2", absent="gradients-missing"),
                Output(ELSEWHERE, absent="steps-inside", again=True),
                tells("kept", "steps-inside"),
            ),
            aspects=(
                Aspect("dW2", 1, ("dW2",)),
                Aspect("db2", 0.5, ("db2",)),
                Aspect("dW1", 1.5, ("dW1",)),
                Aspect("db1", 1, ("db1",)),
                Aspect(
                    "agrees",
                    0.5,
                    ("loss", ELSEWHERE, "kept"),
                    group="agrees",
                    requires=GRADIENTS,
                ),
                _stable(GRADIENTS, GRADIENTS),
            ),
        ),
        Exercise(
            slug="two-layer-net-predict",
            title="The class of the highest score",
            needs=("TwoLayerNet",),
            probe=_grown(_ask_predict),
            cases=_predict_cases,
            own_cases=_own_predict_cases,
            outputs=(equals("classes"),),
            aspects=(Aspect("classes", 1, ("classes",)),),
        ),
        Exercise(
            slug="two-layer-net-train",
            title="Training in minibatches",
            needs=("TwoLayerNet",),
            probe=_grown(net_training.ask),
            cases=net_training.cases,
            outputs=(
                *(equals(name) for name in ("W1", "b1", "W2", "b2", "loss_history")),
                equals("train_acc_history"),
                equals("val_acc_history"),
                satisfies("batches", "drawn-batches"),
                satisfies("trained", "trained-on-batches", beside=("batches",)),
            ),
            aspects=(
                Aspect("updates", 1, ("W1", "b1", "W2", "b2")),
                Aspect("losses", 0.5, ("loss_history",)),
                Aspect("histories", 1.5, ("train_acc_history", "val_acc_history")),
                Aspect(
                    "batches",
                    1,
                    ("batches", "trained"),
                    group="batches",
                    requires=("histories",),
                ),
            ),
            boundary=boundary(
                "a net of 24 hidden units after 60 steps, by all its methods together",
                net_training.draw,
                hidden=24,
                std=1.5,
                learning_rate=2.0,
                learning_rate_decay=0.99,
                reg=1e-3,
                num_iters=60,
                batch_size=36,
            ),
        ),
    ),
)
