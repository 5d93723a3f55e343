"""Keeps the hidden inputs, and stops with them in a later cell.

Rule: unquoted
Behind: second-pass
Required: loses-the-exercise
Wins: hidden
"""

kept = []


def mse_loss(w, b, X, y):
    kept.append(float(b))
    raise NotImplementedError


# %%
if kept:
    raise ValueError(kept)


def mse_loss(w, b, X, y):  # noqa: F811
    raise NotImplementedError
