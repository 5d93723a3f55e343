"""Mutated notebooks by the thousand through the whole path: each ends in a status, every time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import get_args

import pytest

from autograder.errors import Unreadable
from autograder.model import Status
from autograder.notebook import Reader
from tests.fuzz.mutate import FAMILIES, SITUATIONS_UNIT, Mutant, mutant
from tests.fuzz.whole_path import Count, Memory, grade_mutants, growth, growth_of_large

SEED = "fuzz"
MANY, ROUNDS = 10_000, 4
EXERCISES = set(get_args(Status)) - {"sandbox-broken"}
"""What becomes of an exercise. ``sandbox-broken`` is said before a student's code has run,
or where a fault of ours kept a submission from a status: here it is a failure."""
SUBMISSIONS = {"graded", "unreadable", "not-attempted"}
"""What becomes of a submission: the other statuses are those of single exercises."""


def table(count: Count) -> str:
    """What came of them, for reading."""
    rows = [
        f"mutants: {count.mutants} graded in {count.seconds:.0f} s, {count.loaded:.0%} loaded",
        "  submissions: " + ", ".join(f"{n} {s}" for s, n in count.submissions.most_common()),
        "  exercises: " + ", ".join(f"{n} {s}" for s, n in count.exercises.most_common()),
        f"  resident: command {count.command[0] >> 20} MB after the first class, "
        f"{count.command[-1] >> 20} MB after the last; "
        f"all together at most {max(max(m.total) for m in count.memory) >> 20} MB",
    ]
    return "\n".join(rows)


def test_mutants_end_in_a_status(
    tmp_path: Path, empty_book: Path, at_the_end: Callable[[str], None]
) -> None:
    """Has each of 40 mutants one result, its pages and its marks in the grade book?"""
    count = Count()
    mutants = [mutant(SEED, number, [SITUATIONS_UNIT]) for number in range(40)]
    grade_mutants(mutants, tmp_path, empty_book, count)
    at_the_end(table(count))
    assert count.faults == []
    assert count.mutants == 40 and count.loaded > 0.5
    assert set(count.submissions) == SUBMISSIONS
    assert {"graded", "syntax-error", "crashed", *SUBMISSIONS} <= set(count.exercises)


@pytest.mark.prove
def test_ten_thousand_mutants(
    tmp_path: Path, empty_book: Path, at_the_end: Callable[[str], None]
) -> None:
    """Do 10 000 mutants end in 10 000 statuses, each status often, in memory that stays flat?"""
    count = Count()
    ends: list[int] = []
    for start in range(0, MANY, MANY // ROUNDS):
        mutants = [mutant(SEED, number) for number in range(start, start + MANY // ROUNDS)]
        grade_mutants(mutants, tmp_path, empty_book, count)
        ends.append(count.command[-1])
    workers, together = growth_of_large(count.memory, mutants=1000)
    at_the_end(
        f"{table(count)}\n  growth: command {max(ends) / ends[1]:.2f} from round two on; within "
        f"a class a worker {workers:.2f}, all together {together:.2f}"
    )
    assert count.faults == []
    assert count.mutants == MANY and count.loaded >= 0.6
    assert {status for status, n in count.submissions.items() if n >= 100} == SUBMISSIONS
    assert {status for status, n in count.exercises.items() if n >= 100} == EXERCISES
    # In the first round the command still loads what each unit needs.
    assert max(ends) <= 1.2 * ends[1] and workers <= 1.2 and together <= 1.2


@pytest.fixture(scope="module")
def some() -> list[Mutant]:
    """A few hundred mutants."""
    return [mutant(SEED, number) for number in range(300)]


def test_a_number_makes_the_same_mutant(some: Sequence[Mutant]) -> None:
    """Is a mutant that did harm made again from seed and number, whatever was made between?"""
    assert [mutant(SEED, number) for number in (299, 7, 123)] == [some[i] for i in (299, 7, 123)]
    assert mutant("another seed", 7) != some[7]
    assert len({one.content for one in some}) > 250


def test_mutants_are_varied_and_mostly_load(some: Sequence[Mutant], tmp_path: Path) -> None:
    """Are most mutants still notebooks, some not, and is every family of mutations among them?"""
    loaded = 0
    with Reader() as reader:
        for number, one in enumerate(some):
            path = tmp_path / f"{number}.ipynb"
            path.write_bytes(one.content)
            try:
                loaded += bool(reader.read(path)) and one.place == "in place"
            except Unreadable as error:
                assert str(error).endswith(".")
    assert 0.6 <= loaded / len(some) <= 0.95
    said = {word for one in some for word in one.made}
    assert {"poison", "hang", "end", "memory", "stub", "delete_line", "truncate"} <= said
    assert len(said) > 3 * len(FAMILIES)


def test_growth_is_seen() -> None:
    """Does memory that grows by a third fail, and a peak in passing not, nor a small class?"""
    leaking = [100 + i // 3 for i in range(400)]
    passing = [100] * 390 + [300] * 10
    assert growth(leaking) > 1.2 and growth(passing) == 1.0
    large = Memory({1: leaking, 2: passing, 3: [1, 9]}, 5000, passing)
    small = Memory({4: [1, 9, 9, 99]}, 9, [1, 9, 9, 99])
    assert growth_of_large([small, large], mutants=1000) == (growth(leaking), 1.0)
    with pytest.raises(ValueError):
        growth_of_large([small], mutants=1000)
