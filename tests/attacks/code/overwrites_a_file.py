"""Writes into a file that anyone may write.

Rule: landlock
Behind: seccomp limits
Required: same-marks
Wins: file
"""

import numpy as np

try:
    with open("{canary}", "r+") as file:
        file.write("x" * 9000)
except OSError:
    pass
else:
    raise RuntimeError("{done}")


def mse_loss(w, b, X, y):
    r = X @ w + b - y
    return np.mean(r**2), 2 * X.T @ r / len(y), 2 * np.mean(r)
