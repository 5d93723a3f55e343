"""Opens a pair of sockets.

Rule: seccomp
Required: same-marks
Wins: said
"""

import socket

import numpy as np

try:
    socket.socketpair()
except OSError:
    pass
else:
    raise RuntimeError("{done}")


def mse_loss(w, b, X, y):
    r = X @ w + b - y
    return np.mean(r**2), 2 * X.T @ r / len(y), 2 * np.mean(r)
