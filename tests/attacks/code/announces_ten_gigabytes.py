"""Announces a reply of 10 GB.

Rule: caps
Required: loses-the-exercise
Wins: swallowed
"""

import json
import os
import struct
import time


def send(header, body=b"", length=None):
    text = json.dumps(header).encode()
    os.write(3, struct.pack("<IQ", len(text), length or len(body)) + text + body)


def mse_loss(w, b, X, y):
    send({}, length=10 << 30)
    time.sleep(0.2)
