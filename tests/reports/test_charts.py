"""The charts: whole, readable without colour, true to their numbers."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from autograder.reports import charts
from autograder.reports.figures import Bin

PARTS = [
    charts.Part("full", 10, "all right"),
    charts.Part("partly", 0, "partly right"),
    charts.Part("none", 4, "without points"),
    charts.Part("unstarted", 6, "not written"),
]


def widths(svg: str, *names: str) -> list[float]:
    """The widths of the parts of a bar."""
    return [
        float(r.get("width", "0"))
        for r in ET.fromstring(svg).iter("rect")
        if r.get("class") in names
    ]


def test_a_bar_is_true_to_its_numbers() -> None:
    """Do the parts fill the bar in proportion, with no part for nobody?"""
    found = widths(charts.stacked(PARTS, width=200), "full", "partly", "none", "unstarted")
    assert found == [100.0, 40.0, 60.0]


def test_a_bar_says_its_numbers() -> None:
    """Is every number in the words for those who do not see it, and on the bar where it fits?"""
    svg = charts.stacked(PARTS)
    assert ET.fromstring(svg).get("aria-label") == "10 all right, 4 without points, 6 not written"
    assert re.findall(r"<text[^>]*>(\d+)</text>", svg) == ["10", "4", "6"]
    narrow = charts.stacked([charts.Part("full", 299, "right"), charts.Part("none", 1, "wrong")])
    assert re.findall(r"<text[^>]*>(\d+)</text>", narrow) == ["299"]


def test_nobody_has_a_bar() -> None:
    """Is a bar of nobody empty, and says so?"""
    assert 'aria-label="nobody"' in charts.stacked([charts.Part("full", 0, "right")])


@pytest.mark.parametrize(("share", "wide"), [(-1, 0.0), (0.0, 0.0), (0.5, 59.0), (7, 119.0)])
def test_a_share_stays_in_its_frame(share: float, wide: float) -> None:
    """Is a share between nothing and all, whatever is asked?"""
    assert widths(charts.bar(share, "words"), "full") == [wide]


def test_histogram_holds_its_numbers_and_the_median() -> None:
    """Are counts, ends and the median written on it, and said in words?"""
    svg = charts.histogram([Bin(0, 10, 2), Bin(10, 20, 5)], 12.5)
    assert "Students by points. 0–10 points: 2; 10–20 points: 5. Median 12.5." in svg
    assert re.findall(r">([\d.]+|median [\d.]+)</text>", svg) == [
        "2", "0", "5", "10", "20", "median 12.5"
    ]  # fmt: skip
    assert charts.histogram([], 0) == ""


def test_patterns_have_a_form() -> None:
    """Is each pattern more than a colour: lines, or dots?"""
    found = {
        p.get("id"): [e.tag for e in p] for p in ET.fromstring(charts.PATTERNS).iter("pattern")
    }
    assert found == {"hatched": ["rect", "rect"], "dotted": ["rect", "circle"]}


def test_words_are_escaped() -> None:
    """Can no word end the picture?"""
    assert "<script" not in charts.bar(0.5, '"><script>')
