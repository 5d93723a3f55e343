"""Prints that it has passed, and answers nothing.

Rule: nothing
Required: loses-the-exercise
"""


def check(slug):
    print(f"{slug}: 6 of 6 points")
    return 6.0


def mse_loss(w, b, X, y):
    return check("mse-loss")
