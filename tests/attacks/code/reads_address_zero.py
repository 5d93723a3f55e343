"""Reads the address 0.

Rule: own-process
Required: loses-the-exercise
Wins: grader
"""

import ctypes


def mse_loss(w, b, X, y):
    ctypes.string_at(0)
