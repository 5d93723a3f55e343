"""Prints ten megabytes.

Rule: silence
Required: same-marks
Wins: printed
"""

import numpy as np

print("y" * 10_000_000)


def mse_loss(w, b, X, y):
    r = X @ w + b - y
    return np.mean(r**2), 2 * X.T @ r / len(y), 2 * np.mean(r)
