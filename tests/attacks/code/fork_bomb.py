"""Forks until nothing goes any more: three times here.

Rule: seccomp
Required: same-marks
Wins: said
"""

import os

import numpy as np

try:
    for _ in range(3):
        if os.fork() == 0:
            os._exit(0)
except OSError:
    pass
else:
    raise RuntimeError("{done}")


def mse_loss(w, b, X, y):
    r = X @ w + b - y
    return np.mean(r**2), 2 * X.T @ r / len(y), 2 * np.mean(r)
