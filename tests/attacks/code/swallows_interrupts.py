"""Swallows every exception and goes on.

Rule: kill
Required: loses-the-exercise
Seconds: 1
Wins: outlives
"""

import time


def mse_loss(w, b, X, y):
    while True:
        try:
            time.sleep(9)
        except BaseException:
            continue
