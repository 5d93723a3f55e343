"""Opens a socket, to send its booty away.

Rule: seccomp
Required: same-marks
Wins: said
"""

import socket

import numpy as np

try:
    socket.socket().close()
except OSError:
    pass
else:
    raise RuntimeError("{done}")


def mse_loss(w, b, X, y):
    r = X @ w + b - y
    return np.mean(r**2), 2 * X.T @ r / len(y), 2 * np.mean(r)
