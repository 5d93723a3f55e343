"""Asks for memory that outlives it.

Rule: seccomp
Required: same-marks
Wins: said
"""

import ctypes

import numpy as np

try:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.shmget(0, 4096, 0o1600) < 0:
        raise OSError(ctypes.get_errno(), "refused")
except OSError:
    pass
else:
    raise RuntimeError("{done}")


def mse_loss(w, b, X, y):
    r = X @ w + b - y
    return np.mean(r**2), 2 * X.T @ r / len(y), 2 * np.mean(r)
