"""Sleeps longer than it may, and then answers.

Rule: clock-outside
Required: loses-the-exercise
Seconds: 1
Wins: marks
"""

import time

import numpy as np


def mse_loss(w, b, X, y):
    time.sleep(0.3)
    r = X @ w + b - y
    return np.mean(r**2), 2 * X.T @ r / len(y), 2 * np.mean(r)
