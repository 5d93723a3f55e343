"""Starts six hundred threads.

Rule: limits
Required: same-marks
Wins: said
"""

import threading
import time

import numpy as np

threading.stack_size(1 << 16)
try:
    for _ in range(600):
        threading.Thread(target=time.sleep, args=(9,), daemon=True).start()
except RuntimeError:
    pass
else:
    raise RuntimeError("{done}")


def mse_loss(w, b, X, y):
    r = X @ w + b - y
    return np.mean(r**2), 2 * X.T @ r / len(y), 2 * np.mean(r)
