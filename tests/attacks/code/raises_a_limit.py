"""Sets its own limits.

Rule: seccomp
Required: same-marks
Wins: said
"""

import resource

import numpy as np

try:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
except (OSError, ValueError):
    pass
else:
    raise RuntimeError("{done}")


def mse_loss(w, b, X, y):
    r = X @ w + b - y
    return np.mean(r**2), 2 * X.T @ r / len(y), 2 * np.mean(r)
