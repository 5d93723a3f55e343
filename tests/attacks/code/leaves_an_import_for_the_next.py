"""Leaves an import behind that gives everyone a numpy in which every mean is 0.

Rule: fresh-child
Required: same-marks
Wins: next
"""

import builtins
import types

import numpy as np


def mse_loss(w, b, X, y):
    r = X @ w + b - y
    return np.mean(r**2), 2 * X.T @ r / len(y), 2 * np.mean(r)


# %%
fake, real = types.SimpleNamespace(**vars(np)), builtins.__import__
fake.mean = lambda array: 0.0


def give(name, names=None, *others):
    ours = names and names.get("__name__") == "__main__" and name == "numpy"
    return fake if ours else real(name, names, *others)


builtins.__import__ = give
