"""Does a right gradient look as if it were measured, and not derived? A remark, never a mark.

A formula in float64 is right to 1e-13 or better; central differences to about 1e-9. But
float32 is coarser than either and a complex step as exact as a formula, so values alone
prove nothing: it takes many calls besides, and what is said are two numbers to look at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from autograder.judging.compare import agrees, fit, relative_error
from autograder.model import CaseKey, Exercise, ExerciseKey, Output, Reply

FORMULA = 1e-12
"""Right formulas in float64 are nearer to the truth than this."""


def remarks(exercise: Exercise, key: ExerciseKey, replies: Sequence[Reply]) -> tuple[str, ...]:
    """One sentence for the teacher where gradients look measured."""
    pairs = [(c, r) for c, r in zip(key.cases, replies, strict=True) if c.case.group == "main"]
    outputs = [output for output in exercise.outputs if output.meaning == "derivative"]
    errors = {o.name: max(_errors(o, pairs), default=0.0) for o in outputs}
    worst = max(errors, key=lambda name: errors[name], default="")
    entries = next((c.expected[worst].size for c, _ in pairs if worst in c.expected), 0)
    calls, complex_calls = max((reply.calls for reply in replies), default=(0, 0))
    called = f"one function of the notebook was called {calls} times"
    if worst and errors[worst] > FORMULA and calls > entries:
        return (
            f"{worst} is right to {errors[worst]:.0e} of its size, where a formula in float64 is "
            f"right to 1e-13, and {called} for its {entries} entries: is it measured, and not "
            "derived?",
        )
    if complex_calls:
        said = f"{called[0].upper()}{called[1:]}, {complex_calls} of them with complex numbers"
        return (f"{said}: is the gradient measured by a complex step?",)
    return ()


def _errors(output: Output, pairs: Sequence[tuple[CaseKey, Reply]]) -> Iterator[float]:
    """The errors of right answers in float64."""
    for case, reply in pairs:
        value, expected = reply.values.get(output.name), case.expected.get(output.name)
        array = None if value is None else value.array
        if array is None or expected is None or array.dtype != np.float64:
            continue
        fitted = fit(array, expected)
        if value is not None and fitted is not None and agrees(value, expected, output):
            yield relative_error(fitted, expected)
