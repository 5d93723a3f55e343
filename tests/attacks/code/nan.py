"""Returns nan, which is never greater than a tolerance.

Rule: nan-fails
Required: loses-the-exercise
Wins: marks
"""

import numpy as np


def mse_loss(w, b, X, y):
    return np.nan, np.full_like(w, np.nan), np.nan
