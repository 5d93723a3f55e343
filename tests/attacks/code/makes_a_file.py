"""Makes a file where anyone may.

Rule: landlock
Behind: seccomp
Required: same-marks
Wins: file
"""

import numpy as np

try:
    open("{folder}/new", "x").close()
except OSError:
    pass
else:
    raise RuntimeError("{done}")


def mse_loss(w, b, X, y):
    r = X @ w + b - y
    return np.mean(r**2), 2 * X.T @ r / len(y), 2 * np.mean(r)
