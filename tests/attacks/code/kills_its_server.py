"""Asks whether it could kill the server that forked it.

Rule: seccomp
Behind: user landlock
Required: same-marks
Wins: said
"""

import os

import numpy as np

try:
    os.kill(os.getppid(), 0)
except OSError:
    pass
else:
    raise RuntimeError("{done}")


def mse_loss(w, b, X, y):
    r = X @ w + b - y
    return np.mean(r**2), 2 * X.T @ r / len(y), 2 * np.mean(r)
