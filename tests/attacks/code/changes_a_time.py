"""Hands in late, and sets the clock of the file back.

Landlock does not see this call.

Rule: seccomp
Behind: user
Required: same-marks
Wins: file
"""

import os

import numpy as np

try:
    os.utime("{root}/submitted/ada/01_linear_regression/01_linear_regression.ipynb", (0, 0))
except OSError:
    pass
else:
    raise RuntimeError("{done}")


def mse_loss(w, b, X, y):
    r = X @ w + b - y
    return np.mean(r**2), 2 * X.T @ r / len(y), 2 * np.mean(r)
