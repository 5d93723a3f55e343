"""Times: what grading took, and when work came in."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from autograder.reports.around import HandIn, times
from tests.integrations.making import result, ungraded

DUE = datetime(2026, 3, 3)


def test_late_is_after_the_extension() -> None:
    """Is a student with an extension late only after it, and early is no lateness?"""
    at = {"a": DUE + timedelta(hours=1), "b": DUE + timedelta(hours=1), "c": DUE}
    hand_in = HandIn(DUE, at, {"b": timedelta(days=1)})
    assert hand_in.seconds_late("a") == 3600
    assert hand_in.seconds_late("b") == 3600 - 86400
    assert hand_in.seconds_late("c") == 0
    assert hand_in.seconds_late("d") is None and HandIn(None, at).seconds_late("a") is None


def test_times_of_a_unit() -> None:
    """First, half, last, the last hour, who was late and who was slow: is each found?"""
    at = {s: DUE + timedelta(minutes=m) for s, m in zip("abcd", (-600, -61, -59, 1), strict=True)}
    results = [replace(result(s), seconds=i + 1.0) for i, s in enumerate("abcd")]
    found = times([*results, ungraded("e", "not-attempted", "")], HandIn(DUE, at))
    assert (found.first, found.half, found.last) == (at["a"], at["b"], at["d"])
    assert (found.in_last_hour, found.late) == (1, ("d",))
    assert (found.seconds, found.median) == (10.0, 2.5)
    assert found.slowest == (("d", 4.0), ("c", 3.0), ("b", 2.0))


def test_nothing_is_known() -> None:
    """Are there times where nothing was graded and no hand-in is known?"""
    found = times([ungraded("e", "not-attempted", "")], HandIn())
    assert (found.seconds, found.median, found.first, found.late) == (0.0, 0.0, None, ())
