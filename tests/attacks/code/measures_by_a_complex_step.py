"""Measures the gradient by a complex step, which is as exact as a formula.

Rule: remarks
Required: same-marks-and-a-remark
Wins: unremarked
"""

import numpy as np


def mse_loss(w, b, X, y):
    def loss(w):
        return np.mean((X @ w + b - y) ** 2)

    dw = [loss(w + 1e-30j * one).imag / 1e-30 for one in np.eye(len(w))]
    return loss(w), np.array(dw), 2 * np.mean(X @ w + b - y)
