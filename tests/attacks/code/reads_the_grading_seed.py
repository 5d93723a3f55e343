"""Reads the secret seed, which only its owner may.

Rule: landlock
Behind: user
Required: same-marks
Wins: canary
"""

import pathlib

import numpy as np

try:
    loot = pathlib.Path("{root}/.grading_seed").read_text()
except OSError:
    pass
else:
    raise RuntimeError(loot)


def mse_loss(w, b, X, y):
    r = X @ w + b - y
    return np.mean(r**2), 2 * X.T @ r / len(y), 2 * np.mean(r)
