"""Stops where its slope is lost, so that none comes back.

Exercise: activations
Rule: nothing-left-out
"""


def relu(z):
    return np.maximum(z, 0)


def relu_grad(z):
    return np.where(z > 0, 1.0, 0.0)


def logistic(z):
    return 0.5 * (1 + np.tanh(z / 2))


def logistic_grad(z):
    e = np.exp(-z)
    slope = e / (1 + e) ** 2
    if np.isnan(slope).any():
        raise ValueError("ask me nearer to 0")
    return slope
