"""Regions of a coarse grid as outlines: where one class ends and another begins."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from autograder.model import Array

Point = tuple[int, int]
_STEPS = ((0, 0, 1, 0), (1, 0, 1, 1), (1, 1, 0, 1), (0, 1, 0, 0))
"""The four edges of a cell, each from one corner to the next, with the inside on one hand."""
_NEXT = ((0, -1), (1, 0), (0, 1), (-1, 0))
"""The neighbour beyond each of these edges, as a move in column and row."""


def outlines(inside: Array) -> list[list[Point]]:
    """The closed outlines of a mask (rows, columns), holes too, with the stairs cut.

    Points are in half cells from the grid's first corner, column before row. A stair of cells
    becomes a slope through the middles of its steps, so that neighbours share their border.
    """
    starts = _edges(inside)
    found = []
    while starts:
        first = next(iter(starts))
        loop, here = [], first
        while here in starts:
            ends = starts[here]
            there = ends.pop()
            if not ends:
                del starts[here]
            loop.append((here[0] + there[0], here[1] + there[1]))
            here = there
        found.append(_straightened(loop))
    return found


def _edges(inside: Array) -> dict[Point, list[Point]]:
    """The edges between the mask and what is not of it, by the corner they start from."""
    rows, columns = inside.shape
    padded = np.pad(inside, 1)
    starts: dict[Point, list[Point]] = defaultdict(list)
    for (x0, y0, x1, y1), (right, up) in zip(_STEPS, _NEXT, strict=True):
        beyond = padded[1 + up : 1 + up + rows, 1 + right : 1 + right + columns]
        for row, column in np.argwhere(inside & ~beyond).tolist():
            starts[column + x0, row + y0].append((column + x1, row + y1))
    return starts


def _straightened(loop: list[Point]) -> list[Point]:
    """The same outline without points on a straight line between their neighbours."""
    kept = []
    for n, (x, y) in enumerate(loop):
        (x0, y0), (x1, y1) = loop[n - 1], loop[(n + 1) % len(loop)]
        if (x - x0) * (y1 - y) != (y - y0) * (x1 - x):
            kept.append((x, y))
    return kept


def widest(inside: Array) -> tuple[int, int]:
    """Row and column of a cell of the mask that is farthest from what is not of it."""
    left = np.pad(inside, 1)
    while True:
        inner = left.copy()
        for axis, move in ((0, 1), (0, -1), (1, 1), (1, -1)):
            inner &= np.roll(left, move, axis)
        if not inner.any():
            cells = np.argwhere(left)
            row, column = cells[len(cells) // 2] - 1
            return int(row), int(column)
        left = inner
