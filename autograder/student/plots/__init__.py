"""Pictures for the course notebooks: arrays or the student's own functions in, a picture out.

Nothing here answers an exercise.
"""

from autograder.student.plots.arrays import batches, broadcast_slider, broadcasts, scales, tables
from autograder.student.plots.boundary import boundaries, boundary
from autograder.student.plots.checking import caught, chord_slider, chords, kink, step_errors
from autograder.student.plots.classifier import (
    grid_points,
    probabilities,
    pulls,
    score_slider,
    surprise,
)
from autograder.student.plots.curves import losses
from autograder.student.plots.regression import (
    bowls,
    features,
    fits,
    rate_slider,
    surfaces,
    tangents,
)

__all__ = [
    "batches",
    "boundaries",
    "boundary",
    "bowls",
    "broadcast_slider",
    "broadcasts",
    "caught",
    "chord_slider",
    "chords",
    "features",
    "fits",
    "grid_points",
    "kink",
    "losses",
    "probabilities",
    "pulls",
    "rate_slider",
    "scales",
    "score_slider",
    "step_errors",
    "surfaces",
    "surprise",
    "tables",
    "tangents",
]
