"""Announces a header of 4 GB.

Rule: caps
Required: loses-the-exercise
Wins: swallowed
"""

import os
import struct
import time


def mse_loss(w, b, X, y):
    os.write(3, struct.pack("<IQ", (1 << 32) - 1, 0))
    time.sleep(0.2)
