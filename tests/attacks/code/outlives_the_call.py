"""Answers, and leaves a thread that no exit of Python ends.

Rule: kill
Required: same-marks
Wins: outlives
"""

import os
import signal
import threading
import time

import numpy as np

signal.signal(signal.SIGINT, signal.SIG_IGN)
os._exit = lambda status: time.sleep(60)
threading.Thread(target=time.sleep, args=(60,)).start()


def mse_loss(w, b, X, y):
    r = X @ w + b - y
    return np.mean(r**2), 2 * X.T @ r / len(y), 2 * np.mean(r)
