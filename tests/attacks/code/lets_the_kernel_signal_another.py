"""Makes its line send a signal to whoever it says.

Rule: seccomp
Required: same-marks
Wins: said
"""

import fcntl
import os

import numpy as np

try:
    fcntl.fcntl(3, fcntl.F_SETOWN, os.getpid())
except OSError:
    pass
else:
    raise RuntimeError("{done}")


def mse_loss(w, b, X, y):
    r = X @ w + b - y
    return np.mean(r**2), 2 * X.T @ r / len(y), 2 * np.mean(r)
