"""Closes its line to the grader.

Rule: own-process
Required: loses-the-exercise
Wins: grader
"""

import os


def mse_loss(w, b, X, y):
    os.close(3)
