"""Stops with the hidden inputs as its message.

Rule: public-words
Required: loses-the-exercise
Wins: hidden
"""


def mse_loss(w, b, X, y):
    raise ValueError(repr([float(number) for number in (b, *w)]))
