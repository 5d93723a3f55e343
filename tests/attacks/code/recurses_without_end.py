"""Calls itself without end.

It gains nothing: what must be shown is that it costs nobody else anything.

Rule: nothing
Required: loses-the-exercise
"""


def mse_loss(w, b, X, y):
    return mse_loss(w, b, X, y)
