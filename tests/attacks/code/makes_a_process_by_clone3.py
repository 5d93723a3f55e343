"""Makes a process by the system call clone3.

Rule: seccomp
Required: same-marks
Wins: said
"""

import ctypes
import os

import numpy as np

try:
    libc = ctypes.CDLL(None, use_errno=True)
    child = libc.syscall(int("{clone3}"), (ctypes.c_long * 8)(), 64)
    if child == 0:
        os._exit(0)
    if child < 0:
        raise OSError(ctypes.get_errno(), "refused")
except OSError:
    pass
else:
    raise RuntimeError("{done}")


def mse_loss(w, b, X, y):
    r = X @ w + b - y
    return np.mean(r**2), 2 * X.T @ r / len(y), 2 * np.mean(r)
