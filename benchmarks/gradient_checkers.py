"""Which gradient checker sees what? ``python benchmarks/gradient_checkers.py [--json]``.

The same gradients are given to each: wrong ones, which the bank of unit 03 holds as named
mistakes of the gradient alone, at weights of order 1 and at the small weights at which training
begins; and right ones, of small ReLU nets, near kinks too. A checker that lets a wrong one pass
has missed it; one that refuses a right one has raised a false alarm.

PyTorch's checker is in the table where torch is installed (``make test-torch`` installs it).
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
import warnings
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import autograd.extend
import autograd.test_util
import numpy as np

from autograder.authoring.bank import ways
from autograder.authoring.gradients import check_direction, check_gradient
from autograder.authoring.keys import Maker
from autograder.authoring.proofs.answers import judged
from autograder.layout import find_course

Function = Callable[[Any], Any]
Check = Callable[[Function, np.ndarray, np.ndarray, np.random.Generator], bool]
SIZES = {"order 1, reg 0.5": (1.0, 0.5), "1e-4, reg 1e-3": (1e-4, 1e-3)}
N, D, C = 20, 5, 4


# ------------------------------------------------------------------- checkers


def ours(f: Function, gradient: np.ndarray, x: np.ndarray, rng: np.random.Generator) -> bool:
    """Complex step, confirmed; else central differences that watch for kinks."""
    return check_gradient(f, gradient, x, rng).ok


def ours_real(f: Function, gradient: np.ndarray, x: np.ndarray, rng: np.random.Generator) -> bool:
    """The same where f refuses complex numbers."""
    return check_gradient(lambda a: float(f(_real(a))), gradient, x, rng).ok


def ours_directions(
    f: Function, gradient: np.ndarray, x: np.ndarray, rng: np.random.Generator
) -> bool:
    """Three random directions."""
    return check_direction(f, gradient, x, rng).ok


def ten_coordinates(
    f: Function, gradient: np.ndarray, x: np.ndarray, rng: np.random.Generator
) -> bool:
    """What courses teach: ten random entries, h = 1e-5, relative error below 1e-6."""
    for _ in range(10):
        i = tuple(int(rng.integers(n)) for n in x.shape)
        ahead, behind = x.copy(), x.copy()
        ahead[i] += 1e-5
        behind[i] -= 1e-5
        slope = (f(ahead) - f(behind)) / 2e-5
        size = abs(slope) + abs(gradient[i])
        if size and abs(slope - gradient[i]) / size > 1e-6:
            return False
    return True


def autograds(f: Function, gradient: np.ndarray, x: np.ndarray, rng: np.random.Generator) -> bool:
    """``autograd.test_util.check_grads``, reverse mode, first order."""
    primitive = autograd.extend.primitive(lambda a: f(a))
    autograd.extend.defvjp(primitive, lambda ans, a: lambda g: g * gradient)
    np.random.seed(int(rng.integers(2**31)))  # it draws from the global stream
    try:
        autograd.test_util.check_grads(primitive, modes=["rev"], order=1)(x)
    except AssertionError:
        return False
    return True


def torchs(f: Function, gradient: np.ndarray, x: np.ndarray, rng: np.random.Generator) -> bool:
    """``torch.autograd.gradcheck`` with its own tolerances."""
    import torch

    class Ours(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, a: Any) -> Any:
            return torch.tensor(float(f(a.detach().numpy())), dtype=torch.float64)

        @staticmethod
        def backward(ctx: Any, g: Any) -> Any:
            return g * torch.from_numpy(gradient)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        at = torch.tensor(x, dtype=torch.float64, requires_grad=True)
        return bool(torch.autograd.gradcheck(Ours.apply, (at,), raise_exception=False))


CHECKERS: dict[str, Check] = {
    "ours": ours,
    "ours, real numbers only": ours_real,
    "ours, three directions": ours_directions,
    "ten random entries": ten_coordinates,
    "autograd check_grads": autograds,
    **({"torch gradcheck": torchs} if find_spec("torch") else {}),
}


def _real(a: np.ndarray) -> np.ndarray:
    if np.iscomplexobj(a):
        raise TypeError("real numbers only")
    return a


# ------------------------------------------------------------ what they are given


def planted() -> dict[str, Callable[..., Any]]:
    """The mistakes of unit 03 that change the gradient and leave the loss right."""
    maker = Maker.of(find_course(), "03_softmax_classifier")
    exercise = maker.unit.exercise("softmax-loss-vectorized")
    key = maker.exercise_key(exercise, "gradient-checkers")
    found = {}
    for mistake in maker.bank.mistakes[exercise.slug]:
        for name, code in ways(mistake, maker.reference.answer(exercise.slug)).items():
            names = maker.reference.replaced(exercise.slug, code)
            aspects = {a.name: a.passed for a in judged(exercise, names, key).aspects}
            if aspects["loss"] and not aspects["dW"]:
                found[name] = names["softmax_loss_vectorized"]
    right = maker.reference.namespace(exercise.slug)["softmax_loss_vectorized"]
    return {"right": right, **found}


def wrong_gradients(
    functions: dict[str, Callable[..., Any]], scale: float, reg: float, seed: int
) -> list[tuple[str, Function, np.ndarray, np.ndarray]]:
    """Each mistake's gradient, with the loss that it should belong to."""
    rng = np.random.default_rng(seed)
    X, y = rng.normal(size=(N, D)), rng.integers(0, C, N)
    W = scale * rng.normal(size=(D, C))
    right, out = functions["right"], []
    truth = right(W, X, y, reg)[1]
    for name, function in functions.items():
        try:
            gradient = np.asarray(function(W.copy(), X, y, reg)[1], dtype=float)
        except Exception:
            continue
        if name == "right" or gradient.shape != W.shape or not np.isfinite(gradient).all():
            continue
        if not np.allclose(gradient, truth, rtol=1e-12, atol=0):
            out.append((name, lambda a: right(a, X, y, reg)[0], gradient, W))
    return out


def right_net(seed: int) -> tuple[Function, np.ndarray, np.ndarray]:
    """A small ReLU net with its right gradient; every third lies near a kink."""
    rng = np.random.default_rng(10_000 + seed)
    n, d, h, c = 6, 4, 7, 3
    X, y, reg = rng.normal(size=(n, d)), rng.integers(0, c, n), 0.1
    sizes = [(d, h), (h,), (h, c), (c,)]
    parts = [rng.normal(size=size) for size in sizes]
    z = X @ parts[0] + parts[1]
    if seed % 3 == 0:  # one example a hair beside one unit's kink
        parts[1][0] -= z[0, 0] - 10.0 ** -rng.uniform(4, 7)
    theta = np.concatenate([p.ravel() for p in parts])

    def taken(a: np.ndarray) -> list[np.ndarray]:
        cuts = np.cumsum([int(np.prod(size)) for size in sizes])[:-1]
        return [p.reshape(s) for p, s in zip(np.split(a, cuts), sizes, strict=True)]

    def both(a: np.ndarray) -> tuple[Any, np.ndarray]:
        W1, b1, W2, b2 = taken(a)
        z = X @ W1 + b1
        hidden = z * (z.real > 0)
        scores = hidden @ W2 + b2
        shifted = scores - scores.real.max(axis=1, keepdims=True)
        logs = np.log(np.exp(shifted).sum(axis=1))
        loss = np.mean(logs - shifted[np.arange(n), y]) + reg / 2 * ((W1**2).sum() + (W2**2).sum())
        ds = (np.exp(shifted - logs[:, None]) - np.eye(c)[y]) / n
        dz = ds @ W2.T * (z.real > 0)
        grads = [X.T @ dz + reg * W1, dz.sum(axis=0), hidden.T @ ds + reg * W2, ds.sum(axis=0)]
        return loss, np.concatenate([g.ravel() for g in grads])

    return lambda a: both(a)[0], both(theta)[1], theta


# ------------------------------------------------------------------- the table


class Counted:
    """A function that counts how often it is asked."""

    def __init__(self, f: Function) -> None:
        self.f, self.calls = f, 0

    def __call__(self, a: Any) -> Any:
        self.calls += 1
        return self.f(a)


def measure(seeds: int, nets: int) -> dict[str, dict[str, Any]]:
    """Per checker: wrong gradients and right ones refused, evaluations, milliseconds."""
    functions = planted()
    table: dict[str, dict[str, Any]] = {}
    for name, check in CHECKERS.items():
        row: dict[str, Any] = {}
        calls, times = [], []
        for what, (scale, reg) in SIZES.items():
            tried = refused = 0
            for seed in range(seeds):
                for _, f, gradient, W in wrong_gradients(functions, scale, reg, seed):
                    counted, start = Counted(f), time.perf_counter()
                    ok = check(counted, gradient, W, np.random.default_rng(seed))
                    times.append(time.perf_counter() - start)
                    calls.append(counted.calls)
                    tried, refused = tried + 1, refused + (not ok)
            row[f"refused, weights {what}"] = [refused, tried]
        alarms = 0
        for seed in range(nets):
            f, gradient, theta = right_net(seed)
            alarms += not check(f, gradient, theta, np.random.default_rng(seed))
        row["false alarms"] = [alarms, nets]
        row["evaluations, median"] = statistics.median(calls)
        row["milliseconds, median"] = round(1e3 * statistics.median(times), 3)
        table[name] = row
    return table


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--nets", type=int, default=300)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    table = measure(options.seeds, options.nets)
    if options.json:
        print(json.dumps(table, indent=2))
        return
    print(f"{len(planted()) - 1} mistakes of the gradient × {options.seeds} seeds")
    for name, row in table.items():
        print(name)
        for what, value in row.items():
            shown = f"{value[0]} of {value[1]}" if isinstance(value, list) else value
            print(f"  {what:<36}{shown}")
    if "torch gradcheck" not in table:
        print("torch is not installed: its checker is left out (make test-torch installs it)")


if __name__ == "__main__":
    main()
