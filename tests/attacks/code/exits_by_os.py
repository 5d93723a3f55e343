"""Ends its process at once.

Rule: own-process
Required: loses-the-exercise
Wins: grader
"""

import os


def mse_loss(w, b, X, y):
    os._exit(0)
