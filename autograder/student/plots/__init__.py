"""Pictures for the course notebooks: arrays or the student's own functions in, a picture out.

Nothing here answers an exercise. For models and functions of your own there are

- ``boundary(predict, X, y)`` and ``boundaries``: the regions of a classifier,
- ``losses(losses)``, or by name ``losses({"rate 0.1": a, "rate 1": b})``: curves,
- ``surface(loss, path)``: the loss over two weights, and the way down,
- ``gradient_map(dW)``, or beside another ``gradient_map(dW, numerical)``: entry by entry.

Each picture has one look, readable on light and dark pages and without colours, and
says in words what it shows: ``plots.losses(losses).alt``.
"""

from autograder.student.plots.arrays import batches, broadcast_slider, broadcasts, scales, tables
from autograder.student.plots.automatic import slope, slope_slider, timings
from autograder.student.plots.boundary import boundaries, boundary
from autograder.student.plots.chain import activations, nudges, slopes_taken, start_slider, starts
from autograder.student.plots.checking import caught, chord_slider, chords, kink, step_errors
from autograder.student.plots.classifier import (
    grid_points,
    probabilities,
    pulls,
    score_slider,
    surprise,
)
from autograder.student.plots.curves import losses
from autograder.student.plots.galaxy import noise, noise_slider, skies, trials
from autograder.student.plots.graphs import epochs, graph, trained
from autograder.student.plots.landscape import gradient_map, surface
from autograder.student.plots.layers import jacobian_slider, jacobians, readings, relay
from autograder.student.plots.network import choices, hidden_slider, hinges, nets, training
from autograder.student.plots.optimiser import draws, hidden_images, strip, zigzag, zigzag_slider
from autograder.student.plots.regression import (
    bowls,
    features,
    fits,
    rate_slider,
    surfaces,
    tangents,
)

__all__ = [
    "activations",
    "batches",
    "boundaries",
    "boundary",
    "bowls",
    "broadcast_slider",
    "broadcasts",
    "caught",
    "choices",
    "chord_slider",
    "chords",
    "draws",
    "epochs",
    "features",
    "fits",
    "gradient_map",
    "graph",
    "grid_points",
    "hidden_images",
    "hidden_slider",
    "hinges",
    "jacobian_slider",
    "jacobians",
    "kink",
    "losses",
    "nets",
    "noise",
    "noise_slider",
    "nudges",
    "probabilities",
    "pulls",
    "rate_slider",
    "readings",
    "relay",
    "scales",
    "score_slider",
    "skies",
    "slope",
    "slope_slider",
    "slopes_taken",
    "start_slider",
    "starts",
    "step_errors",
    "strip",
    "surface",
    "surfaces",
    "surprise",
    "tables",
    "tangents",
    "timings",
    "trained",
    "training",
    "trials",
    "zigzag",
    "zigzag_slider",
]
