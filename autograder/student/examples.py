"""``example("slug")``: the inputs of a check's case, to try by hand."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from autograder.errors import UsageError
from autograder.exercises import find_exercise
from autograder.model import Case, ExerciseKey
from autograder.rendering import INFO, card_style, plain, text
from autograder.student.checking import last_verdicts, load_public_key
from autograder.student.exam import not_in_an_exam
from autograder.student.page import Told, in_jupyter, tell

SHOWN = 6
"""Numbers of an array that are shown; the rest is behind its name."""


class Example(Mapping[str, Any]):
    """The inputs of one case: ``e.X`` or ``e["X"]``, a copy of your own. Shows what there is."""

    def __init__(self, slug: str, case: Case) -> None:
        self._slug, self._name = slug, case.name
        self.__dict__.update(copy.deepcopy(dict(case.inputs)))

    def __getitem__(self, name: str) -> Any:
        return self._inputs[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._inputs)

    def __len__(self) -> int:
        return len(self._inputs)

    @property
    def _inputs(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if not name.startswith("_")}

    def __repr__(self) -> str:
        rows = self._rows()
        width = max((len(name) + len(shape) for name, shape, _ in rows), default=0) + 2
        lines = [f"{self._slug}, {self._name}:"]
        lines += [f"  {f'{name} {shape}':<{width}}{shown}" for name, shape, shown in rows]
        return plain("\n".join(lines))

    def _repr_html_(self) -> str:
        cell = '<td style="text-align:left">'
        rows = "".join(
            f"<tr>{cell}<code>{text(name)}</code></td>{cell}{text(shape)}</td>"
            f"{cell}<code>{text(shown)}</code></td></tr>"
            for name, shape, shown in self._rows()
        )
        head = f"<b><code>{text(self._slug)}</code></b>, the inputs of {text(self._name)}"
        return f'<div style="{card_style(INFO)}">{head}<table>{rows}</table></div>'

    def _rows(self) -> list[tuple[str, str, str]]:
        """Name, shape and first numbers of each input."""
        return [(name, _shape(value), _first(value)) for name, value in self._inputs.items()]


def example(slug: str = "") -> Example | Told | None:
    """The inputs of the case at which the last check stumbled, or of its first case.

    Args:
        slug: the exercise's name, e.g. ``"mse-loss"``.

    Returns:
        The inputs by name, as copies: ``e = example("mse-loss"); mse_loss(e.w, e.b, e.X, e.y)``.
    """
    try:
        unit, _ = find_exercise(slug)
        if said := not_in_an_exam(unit.slug, "examples"):
            return tell(said)
        key = load_public_key(unit.slug).exercises[slug]
    except UsageError as error:
        return tell(str(error))
    found = Example(slug, _case(slug, key))
    if not in_jupyter():
        print(found)
    return found


def _case(slug: str, key: ExerciseKey) -> Case:
    verdict = last_verdicts.get(slug)
    name = verdict.location.case if verdict and verdict.location else ""
    cases = [case.case for reading in key.readings for case in reading.cases]
    return next((case for case in cases if case.name == name), cases[0])


def _shape(value: Any) -> str:
    return str(np.shape(value)) if np.ndim(value) else "a number"


def _first(value: Any) -> str:
    flat = np.ravel(value)
    more = " …" if flat.size > SHOWN else ""
    return " ".join(f"{number:.4g}" for number in flat[:SHOWN]) + more
