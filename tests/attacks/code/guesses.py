"""Returns random numbers.

Rule: requires
Required: loses-the-exercise
Wins: marks
"""

import numpy as np


def mse_loss(w, b, X, y):
    rng = np.random.default_rng(1)
    return rng.random(), rng.random(len(w)), rng.random()
