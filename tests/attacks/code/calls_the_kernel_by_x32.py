"""Calls the kernel by the numbers of x32, past the table of system calls.

A call that no honest notebook makes: it ends the process. Few kernels know them.

Rule: kernel
Required: loses-the-exercise
Needs: x86_64
"""

import ctypes

import numpy as np

ctypes.CDLL(None).syscall(0x40000000 + 39)


def mse_loss(w, b, X, y):
    r = X @ w + b - y
    return np.mean(r**2), 2 * X.T @ r / len(y), 2 * np.mean(r)
