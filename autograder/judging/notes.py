"""What costs no marks but is worth knowing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from autograder.judging import criteria
from autograder.judging.compare import fit
from autograder.judging.slips import listed
from autograder.model import Exercise, ExerciseKey, Reply

Shape = tuple[int, ...]


def notes(exercise: Exercise, key: ExerciseKey, replies: Sequence[Reply]) -> tuple[str, ...]:
    """One sentence for each thing that a student may want to tidy."""
    told = []
    changed = dict.fromkeys(name for reply in replies for name in reply.changed)
    if changed:
        said = f"Your code overwrites its argument {', '.join(changed)}: work on a copy"
        told.append(f"{said}. What you called it with is changed too: make it anew.")
    for name, (got, asked) in dict(_stretched(exercise, key, replies)).items():
        said = f"{name} has shape {got} where {asked} is asked"
        told.append(f"{said}: it counts, but may not fit where you use it.")
    told += dict.fromkeys(_facts(exercise, key, replies))
    told += _remarks(exercise, replies)
    lists = listed(exercise, replies)
    if lists:
        verb = "comes back as a Python list" if len(lists) == 1 else "come back as Python lists"
        said = f"{', '.join(lists)} {verb}, which + joins and * repeats"
        told.append(f"{said}: return an array (np.array).")
    return tuple(told)


def _facts(exercise: Exercise, key: ExerciseKey, replies: Sequence[Reply]) -> Iterator[str]:
    """What the criteria have to say of the values that satisfy them, case by case."""
    for output in exercise.outputs:
        for case, reply in zip(key.cases, replies, strict=True):
            value = reply.values.get(output.name)
            yield from criteria.facts(output, value, case.case, reply.values)


def _remarks(exercise: Exercise, replies: Sequence[Reply]) -> Iterator[str]:
    """The notes of an exercise's own remarks that do not hold on some case."""
    for output in exercise.outputs:
        values = (reply.values.get(output.name) for reply in replies)
        arrays = [value.array for value in values if value is not None]
        if "note" in output.options and any(a is not None and not a.all() for a in arrays):
            yield str(output.options["note"])


def _stretched(
    exercise: Exercise, key: ExerciseKey, replies: Sequence[Reply]
) -> Iterator[tuple[str, tuple[Shape, Shape]]]:
    """Gradients with an axis too many, such as (1, C) for (C,), with both shapes."""
    for name in (output.name for output in exercise.outputs if output.meaning == "derivative"):
        shapes = []
        for case, reply in zip(key.cases, replies, strict=True):
            value, asked = reply.values.get(name), case.expected.get(name)
            array = value.array if value else None
            if array is None or asked is None:
                continue
            if fit(array, asked) is None:  # its shape is wrong, which is said elsewhere
                break
            if array.ndim > asked.ndim > 0:
                shapes.append((array.shape, asked.shape))
        else:
            yield from ((name, both) for both in shapes)
