"""Decision boundaries as pictures: small, whole, readable without colour."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from autograder.judging.boundaries import runs
from autograder.model import Array, Classified, Plane
from autograder.reports.outlines import outlines, widest
from autograder.reports.planes import COLOURS, Drawing, drawing
from autograder.student.plots.boundary import CLASS_LOOKS
from tests.reports.pages import PICTURED, REFERENCE, classifier_verdict


def drawn(regions: Array, points: Array | None = None, passed: bool = True) -> Drawing:
    """What is drawn where a student's classifier gives these classes."""
    points = REFERENCE["points"] if points is None else points
    found = drawing(PICTURED, classifier_verdict(regions, points, passed=passed), True)
    assert found is not None
    return found


def area_at(x: float, y: float, loops: list[list[tuple[int, int]]]) -> bool:
    """Whether a point lies inside outlines, holes counted."""
    inside = False
    for loop in loops:
        for (x0, y0), (x1, y1) in zip(loop, [*loop[1:], loop[0]], strict=True):
            if (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
                inside = not inside
    return inside


@given(arrays(bool, st.tuples(st.integers(1, 7), st.integers(1, 7))))
def test_an_outline_holds_its_cells(mask: Array) -> None:
    """Is the middle of a cell inside the outlines where the cell is of the mask, and only there?"""
    loops = outlines(mask)
    for row, column in np.ndindex(mask.shape):
        here = area_at(2 * column + 1.01, 2 * row + 1.013, loops)
        assert here == mask[row, column], (row, column, loops)


def test_a_letter_stands_where_there_is_room() -> None:
    """Is the widest place in the middle of the largest block, not in a thin arm?"""
    mask = np.zeros((9, 12), bool)
    mask[:5, :5], mask[2, 5:] = True, True
    assert widest(mask) in ((2, 2), (2, 3))


def test_the_picture_says_what_it_shows() -> None:
    """Are agreement, points right and shares in words, and two panels equal in scale?"""
    found = drawn(np.zeros_like(REFERENCE["regions"]), np.zeros(36, int), passed=False)
    same = float(np.mean(REFERENCE["regions"] == 0))
    assert f"On {same:.0%}".replace("%", " %") in found.caption[0]
    yours, reference = found.panels
    assert yours.right == "12 of 36 right (33 %)" and "24 of 36" in reference.right
    roots = [ElementTree.fromstring(panel.svg) for panel in found.panels]
    assert roots[0].get("viewBox") == roots[1].get("viewBox")
    assert "Class A has 100 % of the square, B has 0 %" in roots[0].get("aria-label")
    assert f"{same:.0%}".replace("%", " %") in roots[1].get("aria-label")
    assert [name for name, _ in found.key] == ["class A", "class B", "class C"]


def test_classes_differ_without_colour() -> None:
    """Has each class a texture, a marker and a letter of its own, beside the notebooks' colour?"""
    assert [look["color"] for look in CLASS_LOOKS] == list(COLOURS)
    samples = [re.sub(r"#\w+", "", sample) for _, sample in drawn(REFERENCE["regions"]).key]
    assert len(set(samples)) == 3
    panel = drawn(REFERENCE["regions"]).panels[0].svg
    assert re.findall(r"<text[^>]*>([A-C])</text>", panel) == ["A", "B", "C"]
    assert 'fill="#fff"' in panel  # some points are wrong


@pytest.mark.parametrize("way", ["noise", "checkerboard", "reference"])
def test_a_page_stays_small(way: str) -> None:
    """Do two panels take less than 60 KB, whatever a student's classifier says?"""
    cells = len(REFERENCE["regions"])
    regions = {
        "noise": np.random.default_rng(0).integers(0, 3, cells),
        "checkerboard": (np.arange(cells) + np.arange(cells) // 48) % 2,
        "reference": REFERENCE["regions"],
    }[way]
    size = sum(len(panel.svg) for panel in drawn(regions).panels)
    assert size < (25_000 if way == "reference" else 60_000)


def test_no_picture_has_a_reason() -> None:
    """Is a classifier that could not be drawn a sentence, and a damaged plane nothing at all?"""
    verdict = classifier_verdict(REFERENCE["regions"], REFERENCE["points"])
    assert verdict.plane is not None
    none = replace(verdict.plane, yours=None, problem="its code stopped with <b>")
    found = drawing(PICTURED, replace(verdict, plane=none), False)
    assert found is not None and not found.panels
    assert found.problem.startswith("its code stopped with <b>.")
    for bad in ("", "2304D", "2303A", "<svg>", "2304A" * 1000):
        torn = replace(verdict.plane, yours=Classified(bad, runs(REFERENCE["points"])))
        assert drawing(PICTURED, replace(verdict, plane=torn), False) is None
    assert drawing(PICTURED, replace(verdict, plane=None), False) is None
    elsewhere = replace(verdict, exercise="softmax")
    assert drawing(PICTURED, elsewhere, False) is None
    assert isinstance(verdict.plane, Plane)


def test_where_picture_and_marks_differ_it_is_said() -> None:
    """Is a reader told when a mistake does not show, and when it belongs to another exercise?"""
    turned = REFERENCE["regions"][::-1].copy()
    assert len(drawn(REFERENCE["regions"]).caption) == 1
    assert "hardly shows" in drawn(REFERENCE["regions"], passed=False).caption[1]
    assert "another one asks for" in drawn(turned).caption[1]
    assert len(drawn(turned, passed=False).caption) == 1
