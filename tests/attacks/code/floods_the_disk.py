"""Writes a megabyte, and another, until the disk is full.

Limits alone leave an empty file.

Rule: landlock
Behind: seccomp
Required: same-marks
Wins: file
"""

import numpy as np

try:
    with open("{folder}/flood", "wb", buffering=0) as file:
        for _ in range(8):
            file.write(bytes(1 << 20))
except OSError:
    pass
else:
    raise RuntimeError("{done}")


def mse_loss(w, b, X, y):
    r = X @ w + b - y
    return np.mean(r**2), 2 * X.T @ r / len(y), 2 * np.mean(r)
