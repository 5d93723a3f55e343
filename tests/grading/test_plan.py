"""Which cells are run, and where is asked."""

from __future__ import annotations

import pytest

from autograder.grading.plan import Released, Step, mentions, plan, untouched
from autograder.notebook import asked_slugs

SLUGS = ("one", "two")


def test_steps_keep_the_order_and_know_their_checks() -> None:
    """Does every code cell become a step that asks what its checks ask?"""
    steps = plan(["a = 1", 'check("one")', 'check("three")'], Released(), SLUGS, asked_slugs)
    assert steps == (
        Step(1, "a = 1", towards="one"),
        Step(2, 'check("one")', asks=("one",), towards="one"),
        Step(3, 'check("three")'),
    )


def test_only_our_own_demo_cells_are_demos() -> None:
    """Is a demo cell known by its text, with or without space at its ends?"""
    given = Released(demos=frozenset({"train()\nplot()"}))
    steps = plan(
        ["train()  \nplot()\n\n", "train()\nplot() "[:-1] + "#"], given, SLUGS, asked_slugs
    )
    assert [step.demo for step in steps] == [True, False]


def test_lost_helper_cells_are_run_first() -> None:
    """Is a locked cell put back where it is missing, and not run twice where it is not?"""
    given = Released(given=("import numpy as np", "helper = 2"))
    steps = plan(["helper = 2"], given, SLUGS, asked_slugs)
    assert steps == (
        Step(0, "import numpy as np", given=True),
        Step(1, "helper = 2", given=True),
    )


def test_many_checks_are_capped_to_first_and_last() -> None:
    """Is an exercise that is checked a thousand times asked twice?"""
    steps = plan(['check("one")'] * 1000, Released(), SLUGS, asked_slugs)
    assert [i for i, step in enumerate(steps) if step.asks] == [0, 999]


@pytest.mark.parametrize(
    "source",
    ["def f(x):", "  async def f():", "class f(Base):", "f = lambda: 1", "f.loss = loss", "f=g"],
)
def test_mentions_every_way_to_define(source: str) -> None:
    """Is a cell that sets out to define a name recognised without parsing it?"""
    assert mentions(f"x = (\n{source}", ["f"])


@pytest.mark.parametrize("source", ["f(1)", "f == 2", "g = f", "def ff(): pass", "# def f"])
def test_mentions_no_mere_use(source: str) -> None:
    """Is a cell that only uses a name left alone?"""
    assert not mentions(source, ["f"])


def test_untouched_is_the_text_given_out_and_nothing_else() -> None:
    """Is an answer untouched only while no other cell defines the name?"""
    assert untouched(["def f():\n    pass\n", "f()"], "def f():\n    pass", ["f"])
    assert not untouched(["def f():\n    return 1"], "def f():\n    pass", ["f"])
    assert not untouched(["def f():\n    pass", "f = 2"], "def f():\n    pass", ["f"])
    assert not untouched(["def f():\n    pass"], None, ["f"])


def test_a_cell_knows_the_check_below_it() -> None:
    """Does each step name the next check at or below it, and the last ones none?"""
    cells = ["a", 'check("one")', "b", 'check("two"); check("one")', "c"]
    steps = plan(cells, Released(), SLUGS, asked_slugs)
    assert [step.towards for step in steps] == ["one", "one", "two", "two", ""]
