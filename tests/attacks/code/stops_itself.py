"""Stops its own process by a signal.

Rule: own-process
Required: loses-the-exercise
Seconds: 1
Wins: grader
"""

import signal
import time


def mse_loss(w, b, X, y):
    signal.raise_signal(signal.SIGSTOP)
    time.sleep(9)
