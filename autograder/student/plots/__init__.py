"""Pictures for the course notebooks: arrays or the student's own functions in, a picture out.

Nothing here answers an exercise.
"""

from autograder.student.plots.curves import losses
from autograder.student.plots.regression import (
    bowls,
    features,
    fits,
    rate_slider,
    surfaces,
    tangents,
)

__all__ = ["bowls", "features", "fits", "losses", "rate_slider", "surfaces", "tangents"]
