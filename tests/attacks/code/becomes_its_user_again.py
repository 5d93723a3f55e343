"""Becomes the user that it is.

A call that no honest notebook makes: it ends the process.

Rule: seccomp
Required: loses-the-exercise
Wins: said
"""

import ctypes
import os

import numpy as np

try:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.syscall(int("{setuid}"), os.getuid()) < 0:
        raise OSError(ctypes.get_errno(), "refused")
except OSError:
    pass
else:
    raise RuntimeError("{done}")


def mse_loss(w, b, X, y):
    r = X @ w + b - y
    return np.mean(r**2), 2 * X.T @ r / len(y), 2 * np.mean(r)
