"""Formulas of a notebook as text that can be read without a script: ``dw = 2/N Σᵢ xᵢ``.

It knows what courses on neural networks write; what it does not know stays as it was written.
"""

from __future__ import annotations

import re
from html import escape

LONGEST = 600
"""Letters of a formula beyond which it stays as it was written."""
_SIGNS = {
    **dict(zip(
        "alpha beta gamma delta epsilon varepsilon zeta eta theta kappa lambda mu nu xi pi rho "
        "sigma tau phi varphi chi psi omega Gamma Delta Theta Lambda Sigma Phi Psi Omega".split(),
        "αβγδεεζηθκλμνξπρστφφχψωΓΔΘΛΣΦΨΩ", strict=True)),
    "sum": "Σ", "prod": "Π", "cdot": "·", "times": "×", "odot": "⊙", "top": "ᵀ", "ell": "ℓ",
    "partial": "∂", "nabla": "∇", "infty": "∞", "pm": "±", "ne": "≠", "neq": "≠", "le": "≤",
    "leq": "≤", "ge": "≥", "geq": "≥", "approx": "≈", "in": "∈", "to": "→", "rightarrow": "→",
    "leftarrow": "←", "mapsto": "↦", "dots": "…", "ldots": "…", "cdots": "…", "quad": " ",
    "qquad": "  ", "lvert": "|", "rvert": "|", "lVert": "‖", "rVert": "‖", "sim": "~", "ll": "≪",
    "gg": "≫", "left": "", "right": "", "big": "", "Big": "", "bigl": "", "bigr": "", "Bigl": "",
    "Bigr": "", "displaystyle": "", "mid": "|",
}  # fmt: skip
_WORDS = frozenset("log ln exp max min tanh sin cos argmax argmin arg".split())
_PLAIN = frozenset("text mathtt mathrm mathbf mathbb mathcal operatorname boldsymbol bm".split())
_OVER = {"hat": "\u0302", "bar": "\u0304", "tilde": "\u0303", "dot": "\u0307"}
_TOKEN = re.compile(r"\\[a-zA-Z]+\*?|\\.|[{}^_]|[^\\{}^_]", re.DOTALL)


def readable(formula: str) -> str:
    """A formula as escaped HTML with ``sub`` and ``sup``; as it was written if it is not known."""
    if len(formula) > LONGEST:
        return escape(formula)
    try:
        made, _ = _group(_TOKEN.findall(" ".join(formula.split())), 0)
    except (_UnknownError, RecursionError):
        return escape(formula)
    return re.sub(r" {3,}", "  ", made).strip()


class _UnknownError(Exception):
    """A command that has no plain form here."""


def _group(tokens: list[str], at: int) -> tuple[str, int]:
    """What stands up to the end of a group, and the place behind it."""
    made: list[str] = []
    while at < len(tokens) and tokens[at] != "}":
        piece, at = _one(tokens, at)
        made.append(piece)
    return "".join(made), at + 1


def _one(tokens: list[str], at: int) -> tuple[str, int]:
    """One token with what belongs to it."""
    if at >= len(tokens):
        raise _UnknownError
    token, at = tokens[at], at + 1
    if token == "{":
        return _group(tokens, at)
    if token in ("^", "_"):
        inner, at = _argument(tokens, at)
        tag = "sup" if token == "^" else "sub"
        return inner if inner == "ᵀ" else f"<{tag}>{inner}</{tag}>", at
    if token.startswith("\\"):
        return _command(token[1:], tokens, at)
    return escape(token), at


def _argument(tokens: list[str], at: int) -> tuple[str, int]:
    while at < len(tokens) and tokens[at] == " ":
        at += 1
    return _one(tokens, at)


def _command(name: str, tokens: list[str], at: int) -> tuple[str, int]:
    if name in ("frac", "tfrac", "dfrac"):
        above, at = _argument(tokens, at)
        below, at = _argument(tokens, at)
        return f"{_bracketed(above)}/{_bracketed(below)}", at
    if name == "sqrt":
        inner, at = _argument(tokens, at)
        return f"√{_bracketed(inner)}", at
    if name in _OVER:
        inner, at = _argument(tokens, at)
        return f"{inner}{_OVER[name]}", at
    if name in _PLAIN:
        return _argument(tokens, at)
    if name in _WORDS:
        return name, at
    if name in _SIGNS:
        return _SIGNS[name], at
    if name in (",", ";", ":", " ", "!"):
        return "" if name == "!" else " ", at
    if name in ("{", "}", "%", "$", "_", "#", "|"):
        return "‖" if name == "|" else name, at
    if name == "&":
        return "&amp;", at
    raise _UnknownError(name)


def _bracketed(inner: str) -> str:
    """A numerator or the like in brackets, unless it is one thing."""
    bare = re.sub(r"<su[bp]>.*?</su[bp]>", "", inner)
    return inner if re.fullmatch(r"\w*|\w?[∂Δ]?\w+", bare) else f"({inner})"
