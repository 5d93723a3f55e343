"""Asks whether it could kill whatever it may.

Whether anybody is reached cannot be seen of signal 0, and no other is tried.

Rule: kernel
Required: same-marks
"""

import os

import numpy as np

try:
    os.kill(-1, 0)
except OSError:
    pass
else:
    raise RuntimeError("{done}")


def mse_loss(w, b, X, y):
    r = X @ w + b - y
    return np.mean(r**2), 2 * X.T @ r / len(y), 2 * np.mean(r)
