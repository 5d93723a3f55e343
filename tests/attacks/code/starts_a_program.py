"""Starts a program.

Rule: seccomp
Behind: landlock
Required: same-marks
Wins: said
"""

import subprocess

import numpy as np

try:
    subprocess.run(["/bin/true"], check=True)
except OSError:
    pass
else:
    raise RuntimeError("{done}")


def mse_loss(w, b, X, y):
    r = X @ w + b - y
    return np.mean(r**2), 2 * X.T @ r / len(y), 2 * np.mean(r)
