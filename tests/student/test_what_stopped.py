"""An exception is shown with the line of the student's own that raised it."""

from __future__ import annotations

import linecache

import pytest

from autograder.exercises.asking import Stopped, ask
from autograder.exercises.probes import calls
from autograder.judging.findings import failure_problem
from autograder.model import Aspect, Exercise, equals
from autograder.student.checking import interrupted

OUTER = """import numpy as np
def outer(x):
    return helper(x)
"""
HELPER = """def helper(x):
    rows = [inner(x) for _ in range(2)]
    return np.linalg.inv(rows)
def inner(x):
    return x + missing
"""
EXERCISE = Exercise(
    slug="outer",
    title="two cells",
    needs=("outer",),
    probe=calls("outer", "x", "y"),
    cases=lambda rng: [],
    outputs=(equals("y"),),
    aspects=(Aspect("y", 1, ("y",)),),
)


def failure(helper: str, **options):
    """What is known of a call that stops, with a cell for ``outer`` and one for the rest."""
    names: dict[str, object] = {}
    for number, source in enumerate((OUTER, helper)):
        name = f"<cell of a test {number}>"
        linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
        exec(compile(source, name, "exec"), names)
    (reply,) = ask(EXERCISE, names, [{"x": 1.0}], **options)
    return reply.failure


def test_the_innermost_line_of_the_students_is_told():
    """Is it the line that failed, with its function and text, not the line that led there?"""
    found = failure(HELPER)
    assert (found.function, found.line, found.code) == ("inner", 5, "return x + missing")
    said = failure_problem(EXERCISE, found).message
    assert said.startswith("inner stopped at line 5 of its cell (return x + missing): NameError")


def test_a_librarys_lines_are_not_the_students():
    """Is numpy's own code left out, and the line that called it told?"""
    found = failure(HELPER.replace("x + missing", "x"))
    assert found.function == "helper" and found.code == "return np.linalg.inv(rows)"


def test_one_interrupt_ends_the_check():
    """Does the stop button end a check at once, and say where it was, while graders go on?"""
    loop = HELPER.replace("return x + missing", "raise KeyboardInterrupt")
    assert failure(loop).message.startswith("KeyboardInterrupt")
    with pytest.raises(Stopped) as stopped:
        failure(loop, stops_at=(KeyboardInterrupt,))
    said = interrupted(stopped.value)
    assert said.startswith("You stopped the check in inner, line 5 of its cell (raise Keyboard")
    assert said.endswith("Is there a loop that does not end?")


def test_a_check_that_is_stopped_says_so(capsys):
    """Is it one sentence on the page, and no verdict?"""
    stops = "def mse_loss(*arguments):\n    raise KeyboardInterrupt\n"
    exec(f"from autograder import check\n{stops}check('mse-loss')", {"__name__": "__main__"})
    assert "You stopped the check" in capsys.readouterr().out
