"""Becomes a shell that makes a file.

Rule: seccomp
Behind: landlock
Required: same-marks
Wins: file
"""

import contextlib
import os

import numpy as np

with contextlib.suppress(OSError):
    os.execv("/bin/sh", ["sh", "-c", ": > {folder}/new"])


def mse_loss(w, b, X, y):
    r = X @ w + b - y
    return np.mean(r**2), 2 * X.T @ r / len(y), 2 * np.mean(r)
