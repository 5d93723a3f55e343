"""Returns ½ (Σ w² + b²), w and b: gradients that belong to its loss.

Rule: requires
Required: loses-the-exercise
Wins: marks
"""

import numpy as np


def mse_loss(w, b, X, y):
    return 0.5 * (np.sum(w**2) + b**2), w, b
