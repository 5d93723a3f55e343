"""What a child knows of the plane that it is asked to draw: the points, and not the answer."""

from __future__ import annotations

import ast

from autograder.exercises import load_unit
from autograder.judging.boundaries import labels_in, runs
from autograder.sandbox import Sandbox
from tests.attacks.starts import walls_without
from tests.attacks.test_code import ALL_OFF, SEARCH, inverted
from tests.reports.pages import DRAWN, PICTURED, REFERENCE

ZEROS = """
import numpy as np
def train_linear_classifier(X, y, num_classes, learning_rate, reg, steps, rng):
    return np.zeros((2, num_classes)), np.array([0.0, 1.0, 0.0]), [0.0] * steps
"""
KNOWN = b"Classifiers drawn over the plane: the spiral that they are trained on"


def test_a_child_never_holds_the_references_plane() -> None:
    """Does a child that has drawn, and reads all of its memory, find nothing of the reference's?"""
    boundary = load_unit(PICTURED).exercise(DRAWN).boundary
    assert boundary is not None
    regions = REFERENCE["regions"]
    needles = [regions.astype(kind).tobytes() for kind in ("i1", "i4", "i8")]
    needles += [runs(regions).encode(), str(regions.tolist()).encode(), KNOWN]
    rules = walls_without(ALL_OFF)
    with (
        Sandbox(PICTURED, allow_unconfined=True, rules=rules) as sandbox,
        sandbox.child() as child,
    ):
        assert child.run(ZEROS, 10).status == "ok"
        reply = child.draw(DRAWN, boundary.inputs(), 10)
        labels = labels_in(boundary, reply)
        assert labels is not None and set(labels["regions"].tolist()) == {1}
        assert child.run(SEARCH, 10).status == "ok"
        words = ", ".join(repr(inverted(needle)) for needle in needles)
        said = child.run(f"raise ValueError(occurs({words}))", 60).message
    found = ast.literal_eval(said.removeprefix("ValueError: "))
    assert found == [len(needles) - 1]  # our own code, which shows that the search finds things
