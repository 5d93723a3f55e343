"""What a classifier says of the plane, made small and safe to draw; no marks hang on it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import groupby

import numpy as np

from autograder.model import Array, Boundary, Classified, Failure, Plane, Reply, Value

_RUN = re.compile(r"(\d{0,6})([A-Z])")
NO_CLASSES = "it did not give every point one of the classes."
_FAILED = {
    "not-found": "a part that it is made of is not in the notebook.",
    "not-written": "a part that it is made of is not written yet.",
    "no-answer": "it did not answer in time, or ended the process that it runs in.",
}


def plane(boundary: Boundary, expected: Mapping[str, Array], reply: Reply | None) -> Plane:
    """A student's classifier beside the reference's, or why there is none.

    Args:
        boundary: what was asked.
        expected: what the reference says.
        reply: what came back; None where nothing did.
    """
    reference = _classified(boundary, expected)
    if reply is None:
        return Plane(reference, problem=_FAILED["no-answer"])
    if reply.failure is not None:
        return Plane(reference, problem=_why(reply.failure))
    labels = labels_in(boundary, reply)
    if labels is None:
        return Plane(reference, problem=NO_CLASSES)
    return Plane(reference, _classified(boundary, labels))


def _why(failure: Failure) -> str:
    """What stopped a classifier, as the end of a sentence. It may hold a student's own text."""
    if failure.kind == "raised":
        return f"its code stopped with {failure.message}"
    return _FAILED.get(failure.kind, failure.message)


def _classified(boundary: Boundary, labels: Mapping[str, Array]) -> Classified:
    return Classified(*(runs(labels[name]) for name in boundary.OUTPUTS))


def labels_in(boundary: Boundary, reply: Reply) -> dict[str, Array] | None:
    """The classes in a reply, by output; None where it holds anything else."""
    sizes = dict(zip(boundary.OUTPUTS, sizes_of(boundary), strict=True))
    found = {n: _labels(reply.values.get(n), size, boundary.classes) for n, size in sizes.items()}
    good = {name: labels for name, labels in found.items() if labels is not None}
    return good if len(good) == len(found) else None


def sizes_of(boundary: Boundary) -> tuple[int, int]:
    """How many cells the grid has, and how many points there are."""
    return boundary.cells**2, len(boundary.inputs()["X"])


def _labels(value: Value | None, size: int, classes: int) -> Array | None:
    """The classes (size,) as small whole numbers; None for whatever else a child may send."""
    array = value.array if value is not None else None
    if array is None or array.dtype.kind not in "iu" or array.shape != (size,):
        return None
    if array.min() < 0 or array.max() >= classes:
        return None
    return array.astype(np.int8)


def runs(labels: Array) -> str:
    """Classes one after another as run lengths: ``3AB`` for 0, 0, 0, 1."""
    counted = ((label, sum(1 for _ in same)) for label, same in groupby(labels.tolist()))
    return "".join(f"{n if n > 1 else ''}{chr(ord('A') + label)}" for label, n in counted)


def labels_of(written: str, size: int, classes: int) -> Array:
    """The ``size`` classes that ``runs`` wrote; raises ``ValueError`` for anything else."""
    found = _RUN.findall(written)
    if "".join(n + letter for n, letter in found) != written:
        raise ValueError("no run lengths")
    counts = [int(n or 1) for n, _ in found]
    labels = [ord(letter) - ord("A") for _, letter in found]
    if sum(counts) != size or max(labels, default=classes) >= classes:
        raise ValueError("other classes than were asked for")
    return np.repeat(np.array(labels, dtype=np.int8), counts)
