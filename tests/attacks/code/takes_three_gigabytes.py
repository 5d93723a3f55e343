"""Takes three gigabytes.

Rule: limits
Required: same-marks
Wins: said
"""

import numpy as np

try:
    np.empty(3 << 30, "u1")
except MemoryError:
    pass
else:
    raise RuntimeError("{done}")


def mse_loss(w, b, X, y):
    r = X @ w + b - y
    return np.mean(r**2), 2 * X.T @ r / len(y), 2 * np.mean(r)
