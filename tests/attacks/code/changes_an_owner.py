"""Gives a file of the grader's away.

Landlock does not see this call.

Rule: seccomp
Behind: user
Required: same-marks
Wins: said
"""

import os

import numpy as np

try:
    os.chown("{canary}", os.getuid(), os.getgid())
except OSError:
    pass
else:
    raise RuntimeError("{done}")


def mse_loss(w, b, X, y):
    r = X @ w + b - y
    return np.mean(r**2), 2 * X.T @ r / len(y), 2 * np.mean(r)
