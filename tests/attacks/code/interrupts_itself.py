"""Raises KeyboardInterrupt.

It gains nothing: what must be shown is that it costs nobody else anything.

Rule: nothing
Required: loses-the-exercise
"""


def mse_loss(w, b, X, y):
    raise KeyboardInterrupt
