"""Which named mistakes explain these values? Fingerprints are arrays from the key.

A label is given only if it explains *everything it would change*: each output that
the mistake changes must equal the mistake's own on every case. Labels that explain
more are preferred, so two slips in two blocks are named side by side.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from autograder.judging.compare import repeats
from autograder.judging.fingerprints import DIFFERS, Match, fingerprints, shift
from autograder.model import (
    AND,
    Array,
    CaseKey,
    Exercise,
    ExerciseKey,
    MistakeWords,
    Output,
    Reply,
)


def explain(
    exercise: Exercise,
    key: ExerciseKey,
    replies: Sequence[Reply],
    wrong: frozenset[str],
    group: str = "main",
    seen: frozenset[str] = frozenset(),
    clean: bool = True,
) -> tuple[Match, ...]:
    """The fewest named mistakes that explain the ``wrong`` outputs of a group, best first.

    Labels in ``seen`` were named in another group: one case of this group is
    evidence enough for them. Where numbers were lost to nan or inf and nothing explains it to
    the letter, what explains it but for their places is named, if it is alone and the answer is
    ``clean`` of mistakes in other groups: what those have changed would refute the right name.
    """
    if not wrong:
        return ()
    prints = fingerprints(exercise, key, group)
    chosen = _fewest(prints.matches(replies, seen), key, wrong, seen)
    left = wrong.difference(*(m.outputs for m in chosen))
    if not clean or not _lost_numbers(replies, left):
        return chosen
    near = prints.matches(replies, seen, loosely=True)
    return (*chosen, *_undisputed([m for m in near if m.outputs & left], key))


def _fewest(
    found: Sequence[Match], key: ExerciseKey, wrong: frozenset[str], seen: frozenset[str]
) -> tuple[Match, ...]:
    """The matches that together explain most, best first; none for what two of them dispute."""
    chosen: list[Match] = []
    left = set(wrong)
    while left:
        best = max(found, key=lambda m: _worth(m, left, seen), default=None)
        if best is None or not best.outputs & left:
            break
        as_good = [m for m in found if _worth(m, left, seen) == _worth(best, left, seen)]
        rivals = [m for m in as_good if m.outputs & left == best.outputs & left]
        chosen += _undisputed(rivals, key)
        left -= best.outputs
    return tuple(chosen)


def _undisputed(found: Sequence[Match], key: ExerciseKey) -> tuple[Match, ...]:
    """The match that explains most, if all that explain as much say the same of it."""
    most = max((len(m.outputs) for m in found), default=0)
    best = [m for m in found if len(m.outputs) == most]
    return tuple(best[:1]) if len({key.mistakes[m.label].says for m in best}) == 1 else ()


def _lost_numbers(replies: Sequence[Reply], names: frozenset[str]) -> bool:
    """Whether one of these outputs holds nan or inf somewhere."""
    arrays = (r.values[name].array for r in replies for name in names & r.values.keys())
    return any(array is not None and not np.isfinite(array).all() for array in arrays)


def _worth(found: Match, left: set[str], seen: frozenset[str]) -> tuple[int, bool, bool, int]:
    """Of two matches the one that explains more; one seen before; one slip, not two."""
    return len(found.outputs & left), found.label in seen, AND not in found.label, -found.unseen


def words(exercise: Exercise, key: ExerciseKey, label: str, name: str) -> MistakeWords:
    """What to say of an output; of two slips at once the one that alone moves it, if one does."""
    parts = label.split(AND)
    movers = [part for part in parts if _moves(exercise.output(name), key, part)]
    return key.mistakes[movers[0] if len(movers) == 1 else label]


def _moves(output: Output, key: ExerciseKey, label: str) -> bool:
    """Whether a mistake changes an output on some case."""
    return any(
        shift(case.mistakes[label][output.name], case.expected[output.name]) > output.rtol
        for case in key.cases
        if output.name in case.mistakes.get(label, {})
    )


def explains(
    exercise: Exercise, key: ExerciseKey, replies: Sequence[Reply], label: str, outputs: set[str]
) -> bool:
    """Whether a mistake, made in one of its ways, changes these outputs to what came back."""
    found = fingerprints(exercise, key, "main").matches(replies, frozenset())
    return any(match.label == label and outputs <= match.outputs for match in found)


def repeats_print(
    exercise: Exercise, case: CaseKey, reply: Reply, prints: Mapping[str, Array]
) -> bool:
    """Whether each compared output of a reply is a fingerprint's, or missing where it is."""
    for name, output in compared(exercise, case):
        value = reply.values.get(name)
        if value is None and (name not in prints or not output.absent):
            continue
        if value is None or name not in prints or not repeats(value, prints[name], output):
            return False
    return True


def is_evidence(exercise: Exercise, case: CaseKey, prints: Mapping[str, Array]) -> bool:
    """Whether a fingerprint is far from the truth on a case."""
    names = [name for name, _ in compared(exercise, case) if name in prints]
    return any(shift(prints[name], case.expected[name]) > DIFFERS for name in names)


def compared(exercise: Exercise, case: CaseKey) -> Iterator[tuple[str, Output]]:
    """The outputs of a case that are compared with the reference's."""
    for output in exercise.outputs:
        if output.meaning != "satisfies" and output.name in case.expected:
            yield output.name, output
