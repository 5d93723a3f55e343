"""Opens the course root to everyone.

Landlock does not see this call.

Rule: seccomp
Behind: user
Required: same-marks
Wins: file
"""

import os

import numpy as np

try:
    os.chmod("{root}/.grading_seed", 0o666)
except OSError:
    pass
else:
    raise RuntimeError("{done}")


def mse_loss(w, b, X, y):
    r = X @ w + b - y
    return np.mean(r**2), 2 * X.T @ r / len(y), 2 * np.mean(r)
