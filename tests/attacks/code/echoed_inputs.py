"""Hands its inputs back.

Rule: requires
Required: loses-the-exercise
Wins: marks
"""


def mse_loss(w, b, X, y):
    return b, w, b
