"""Copies the check fifty times, under fifty different answers, for one to be right.

Rule: first-and-last-check
Required: wrong-as-ever
Wins: marks
"""

from __future__ import annotations

from tests.attacks.file_corpus import Desk, code, given, honest


def _guess(factor: float) -> str:
    return f"""\
def mse_loss(w, b, X, y):
    r = X @ w + b - y
    return np.mean(r**2), {factor} * X.T @ r / len(y), {factor} * np.mean(r)
"""


def attack(desk: Desk) -> None:
    factors = [0.25 + 0.07 * n for n in range(24)] + [2.0] + [3.0 + 0.1 * n for n in range(24)]
    last = [code(_guess(f)) if n % 2 == 0 else given("mse-loss") for f in factors for n in (0, 1)]
    desk.hand_in(honest(loss=_guess(1.0), last=last))
