"""Hangs an attribute on a file that anyone may write.

Landlock does not see this call.

Rule: seccomp
Required: same-marks
Needs: user-attributes
Wins: file
"""

import os

import numpy as np

try:
    os.setxattr("{canary}", "user.x", b"1")
except OSError:
    pass
else:
    raise RuntimeError("{done}")


def mse_loss(w, b, X, y):
    r = X @ w + b - y
    return np.mean(r**2), 2 * X.T @ r / len(y), 2 * np.mean(r)
