"""Asks whether it could signal a thread of the server.

Rule: seccomp
Behind: user landlock
Required: same-marks
Wins: said
"""

import ctypes
import os

import numpy as np

try:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.tgkill(os.getppid(), os.getppid(), 0) < 0:
        raise OSError(ctypes.get_errno(), "refused")
except OSError:
    pass
else:
    raise RuntimeError("{done}")


def mse_loss(w, b, X, y):
    r = X @ w + b - y
    return np.mean(r**2), 2 * X.T @ r / len(y), 2 * np.mean(r)
