"""An exercise with two readings: right on one of them is enough, the second asked at need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from autograder.grading.asking import Question, Replayed
from autograder.grading.plan import Released, plan
from autograder.grading.replay import Times, collect
from autograder.model import Reply, Verdict
from tests.grading import toys

OWN = ({"x": 9.0},)


def judge(
    slug: str, reading: int, replies: Sequence[Reply], before: Mapping[str, Verdict]
) -> Verdict:
    """On the first reading one point is lost."""
    verdict = toys.judge(slug, reading, replies, before)
    if reading == 0 and verdict.passed:
        return Verdict(slug, "graded", 5.0, 6.0, ())
    return verdict


def replay(*cells: str, strict: bool) -> tuple[Replayed, list[str]]:
    """A toy notebook, asked with two readings."""
    toy = toys.Toy()
    steps = plan(cells, Released(), ["a"], toys.asked)
    asked = {"a": Question((toys.HIDDEN, OWN), (toys.EXAMPLES, OWN), 5.0)}
    rule = judge if strict else toys.judge
    return collect(toy.child, steps, asked, rule, lambda *_: (), Times()), toy.log


def test_a_second_reading_may_give_what_the_first_did_not() -> None:
    """Does full marks on the second reading count, at the same place?"""
    found, log = replay("a=6", "check a", strict=True)
    assert found.good("a") and found.answers["a"].reading == 1
    assert [line for line in log if line.startswith("ask")] == ["ask a hidden", "ask a more"]


def test_a_second_reading_is_asked_only_at_need() -> None:
    """Is nothing more asked where the first reading has it all, is not written, or hangs?"""
    for cell, asks in (("a=6", 1), ("a=stub", 2), ("a=hang", 2)):
        _, log = replay(cell, "check a", strict=False)
        assert sum(line == "ask a more" for line in log) == 0
        assert sum(line == "ask a hidden" for line in log) == asks
