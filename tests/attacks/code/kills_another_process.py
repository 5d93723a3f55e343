"""Kills a process of the grader's user.

Rule: seccomp
Behind: user landlock
Required: same-marks
Wins: victim
"""

import os
import time

import numpy as np

try:
    os.kill(int("{victim}"), 15)
    time.sleep(0.2)
except OSError:
    pass
else:
    raise RuntimeError("{done}")


def mse_loss(w, b, X, y):
    r = X @ w + b - y
    return np.mean(r**2), 2 * X.T @ r / len(y), 2 * np.mean(r)
