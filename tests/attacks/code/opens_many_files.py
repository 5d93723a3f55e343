"""Opens a hundred files.

Rule: limits
Required: same-marks
Wins: said
"""

import os

import numpy as np

try:
    kept = [os.dup(3) for _ in range(100)]
except OSError:
    pass
else:
    raise RuntimeError("{done}")


def mse_loss(w, b, X, y):
    r = X @ w + b - y
    return np.mean(r**2), 2 * X.T @ r / len(y), 2 * np.mean(r)
