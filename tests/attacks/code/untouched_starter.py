"""Hands in what was given out.

Rule: nothing
Required: loses-the-exercise
"""


def mse_loss(w, b, X, y):
    """The mean squared error of X @ w + b, and its gradient.

    w: (D,)    b: a number    X: (N, D), a finished table of features    y: (N,)
    returns loss: a number,  dw: (D,),  db: a number
    """
    raise NotImplementedError
