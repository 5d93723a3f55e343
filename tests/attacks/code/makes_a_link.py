"""Makes a symbolic link, for somebody to follow.

Rule: landlock
Behind: seccomp
Required: same-marks
Wins: file
"""

import os

import numpy as np

try:
    os.symlink("/etc", "{folder}/link")
except OSError:
    pass
else:
    raise RuntimeError("{done}")


def mse_loss(w, b, X, y):
    r = X @ w + b - y
    return np.mean(r**2), 2 * X.T @ r / len(y), 2 * np.mean(r)
