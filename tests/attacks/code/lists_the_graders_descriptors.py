"""Lists the open files of the grader.

A process that is not privileged may not look into one that is.

Rule: kernel
Required: same-marks
"""

import os

import numpy as np

try:
    os.listdir("/proc/{parent}/fd")
except OSError:
    pass
else:
    raise RuntimeError("{done}")


def mse_loss(w, b, X, y):
    r = X @ w + b - y
    return np.mean(r**2), 2 * X.T @ r / len(y), 2 * np.mean(r)
