"""Marks as text: not rounded, and without what binary fractions leave behind."""

from __future__ import annotations

from decimal import Decimal

DIGITS = 12
"""More than anybody gives, fewer than those in which 0.1 + 0.2 is not 0.3."""


def plain_number(number: float) -> str:
    """``17.5``, ``6``, ``0.00001``: never an exponent, never 0.30000000000000004."""
    text = format(Decimal(format(number, f".{DIGITS}g")), "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
