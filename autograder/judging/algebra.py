"""What a wrong array is *made of*: least squares on the parts of the right one.

A gradient is a sum of terms (data, regularisation). Writing a student's gradient
as ``c1 * data + c2 * regularisation`` gives coefficients that say what happened:
``(N, 1)`` is "not divided by N", ``(1, 2)`` is "regularisation doubled".
A statement is made only where one symbol (N, not 5) explains every case.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from autograder.judging.compare import fit
from autograder.judging.structure import Problem
from autograder.model import Array, CaseKey, Inputs, Output, Value

_FIT = 1e-6
_FIT_FLOAT32 = 2e-4


@dataclass(frozen=True)
class Factor:
    """A recognised coefficient: a sign and small factor times a size to a power."""

    number: float
    size: str = ""
    power: int = 0

    def at(self, sizes: Mapping[str, int]) -> float | None:
        """Its value where the sizes are these; None where the size is unknown."""
        if not self.size:
            return self.number
        if self.size not in sizes:
            return None
        return float(self.number * float(sizes[self.size]) ** self.power)


_NUMBERS = (1.0, -1.0, 2.0, -2.0, 0.5, -0.5)
FACTORS = (
    *(Factor(number) for number in (*_NUMBERS, 0.0)),
    *(Factor(n, s, p) for s, p, n in product("NDHC", (1, -1), _NUMBERS)),
)
"""Simplest first: the first factor that explains every case is the one named."""


def sizes(inputs: Inputs) -> dict[str, int]:
    """``N, D, H, C`` of a case, by the names of the course's conventions."""
    found: dict[str, int] = {}
    layout = {"X": "ND", "y": "N", "scores": "NC", "W": "DC", "W1": "DH", "W2": "HC", "w": "D"}
    for name, letters in layout.items():
        shape = np.shape(inputs[name]) if name in inputs else ()
        if len(shape) == len(letters):
            found |= {letter: n for letter, n in zip(letters, shape, strict=True)}
    return found


def coefficients(array: Array, terms: Sequence[Array], tolerance: float) -> Array | None:
    """``c`` with ``array = sum(c * terms)`` to within ``tolerance``, else None.

    nan stands for what the terms do not determine: the coefficient of a term
    that is 0 here, or all of them where the terms are not independent.
    """
    matrix = np.stack([np.ravel(term).astype(float) for term in terms], axis=1)
    target = np.ravel(array).astype(float)
    if not np.isfinite(target).all():
        return None
    scale = max(np.abs(matrix).max(initial=0.0), np.abs(target).max(initial=0.0))
    shown = np.abs(matrix).max(axis=0, initial=0.0) > 1e-9 * scale
    found = np.full(len(terms), np.nan)
    if not shown.any():
        return found
    solved, _, rank, _ = np.linalg.lstsq(matrix[:, shown], target, rcond=1e-10)
    if rank < shown.sum():
        return found
    found[shown] = solved
    off = np.abs(matrix[:, shown] @ solved - target).max()
    return found if off <= tolerance * scale else None


def recognise(
    values: Sequence[Value], keys: Sequence[CaseKey], name: str
) -> tuple[Factor, ...] | None:
    """One factor per term of output ``name`` that explains every case, or None."""
    solved: list[tuple[Array, dict[str, int]]] = []
    for value, key in zip(values, keys, strict=True):
        array = None if value.array is None else fit(value.array, key.expected[name])
        if array is None or np.iscomplexobj(array):
            return None
        tolerance = _FIT_FLOAT32 if array.dtype in (np.float32, np.float16) else _FIT
        found = coefficients(array, list(parts(key, name).values()), tolerance)
        if found is None:
            return None
        solved.append((found, sizes(key.case.inputs)))
    chosen = [
        _factor([(float(c[i]), s) for c, s in solved if not np.isnan(c[i])])
        for i in range(len(solved[0][0]))
    ]
    named = tuple(factor for factor in chosen if factor is not None)
    return named if len(named) == len(chosen) else None


def parts(key: CaseKey, name: str) -> Mapping[str, Array]:
    """The additive parts of an expected array: its terms, or itself as one part."""
    return key.terms.get(name) or {"": key.expected[name]}


def _factor(seen: Sequence[tuple[float, Mapping[str, int]]]) -> Factor | None:
    """The simplest factor that is right on all of at least two cases."""
    if len(seen) < 2:
        return None
    for factor in FACTORS:
        values = [(c, factor.at(s)) for c, s in seen]
        if all(v is not None and abs(c - v) <= 1e-4 * max(abs(v), 0.1) for c, v in values):
            return factor
    return None


def describe(output: Output, factors: Sequence[Factor], key: CaseKey) -> Problem | None:
    """The recognised factors as a problem; None if all are 1."""
    odd = _odd(output.name, factors, key)
    if odd is None:
        return None
    term, factor = odd
    label = "-".join(filter(None, (term, _LABELS.get(factor, _label(factor)))))
    reason, hint = _REASONS.get(factor, ("", _ANY_HINT))
    said = f"{fact(output.name, factors, key) or _lacks(output.name, term)}{reason}."
    return Problem(label, said, hint if output.meaning == "derivative" else _ANY_HINT)


def fact(name: str, factors: Sequence[Factor], key: CaseKey) -> str:
    """The recognised factor with the numbers of one case; "" where it is 1 or 0."""
    odd = _odd(name, factors, key)
    if odd is None or odd[1].number == 0:
        return ""
    term, factor = odd
    what = f"the {term} term" if term else "the right value"
    verb = "holds" if term else "is"
    return f"{name} {verb} exactly {_number(factor, what, sizes(key.case.inputs))}"


def _lacks(name: str, term: str) -> str:
    return f"{name} lacks the {term} term altogether" if term else f"{name} is 0 throughout"


def _odd(name: str, factors: Sequence[Factor], key: CaseKey) -> tuple[str, Factor] | None:
    """The first term whose factor is not 1."""
    pairs = zip(parts(key, name), factors, strict=True)
    return next(((term, factor) for term, factor in pairs if factor != Factor(1.0)), None)


_ANY_HINT = "Where could exactly this factor come from?"
_LABELS = {
    Factor(-1.0): "sign",
    Factor(0.5): "halved",
    Factor(2.0): "doubled",
    Factor(1.0, "N", 1): "not-divided-by-n",
    Factor(1.0, "N", -1): "divided-by-n-twice",
    Factor(0.0): "missing",
}
_REASONS = {
    Factor(-1.0): (": its sign is turned round", "In which direction does the loss grow?"),
    Factor(0.5): (
        ": a factor 2 is missing",
        "Differentiate the square once more, slowly: what comes down from the exponent?",
    ),
    Factor(2.0): (": a factor 2 too many", "Is a 2 counted twice, or a ½ left out?"),
    Factor(1.0, "N", 1): (
        ": it is not divided by N",
        "The loss is a mean over the examples. What does that do to its gradient?",
    ),
    Factor(1.0, "N", -1): (
        ": it is divided by N once too often",
        "The mean divides by N once. Where is it divided again?",
    ),
}


def _label(factor: Factor) -> str:
    size = {1: f"times-{factor.size.lower()}", -1: f"over-{factor.size.lower()}"}.get(factor.power)
    number = {-1.0: "minus", 2.0: "twice", -2.0: "minus-twice", 0.5: "half", -0.5: "minus-half"}
    return "-".join(filter(None, (number.get(factor.number), size))) or "scaled"


def _number(factor: Factor, what: str, here: Mapping[str, int]) -> str:
    value = factor.at(here)
    said = f"minus {what}" if value == -1 else f"{value:.4g} times {what}"
    return f"{said} ({factor.size} = {here[factor.size]})" if factor.size else said
