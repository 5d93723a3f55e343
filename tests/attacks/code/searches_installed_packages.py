"""Searches the installed packages and the course for answer keys.

Rule: landlock
Required: same-marks
Wins: canary
"""

import contextlib
import os
import pathlib
import re
import sys

import numpy as np

try:
    loot = ""
    for place in (*sys.path, "{root}"):
        for here, _, files in os.walk(place):
            if here.endswith("keys") and "01_linear_regression.json" in files:
                with contextlib.suppress(OSError):
                    loot = pathlib.Path(here, "01_linear_regression.json").read_text()
    if not loot:
        raise FileNotFoundError
except OSError:
    pass
else:
    raise RuntimeError(re.search(r"canary-[\w-]+", loot)[0])


def mse_loss(w, b, X, y):
    r = X @ w + b - y
    return np.mean(r**2), 2 * X.T @ r / len(y), 2 * np.mean(r)
