"""The reader: cells with their lines, and a clear refusal of everything mistyped."""

from __future__ import annotations

import textwrap
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.authoring.percent import read_cells
from autograder.authoring.source import inspect_source
from autograder.errors import SourceError


def test_cells_have_their_roles(toy) -> None:
    """Is every cell of the toy course read with its role, in order?"""
    roles = [cell.role for cell in toy.read().cells]
    assert (
        roles
        == (
            "text given text exercise check demo exercise check question solution "
            "exercise starter check text"
        ).split()
    )


def test_lines_are_those_of_the_markers(toy) -> None:
    """Does every cell say the line of its # %%, although one stands in a string?"""
    lines = toy.source.read_text().splitlines()
    found = [lines[cell.line - 1] for cell in toy.read().cells]
    assert found == [line for line in lines if line.startswith("# %%")]
    assert sum("# %%" in line for line in lines) == len(found) + 1


def test_exercises_are_complete(toy) -> None:
    """Does an exercise hold its points, hints, answer, starter and check?"""
    first, second, hunt = toy.read().exercises
    assert (first.slug, first.points) == ("double-it", 1.0)
    assert first.hints[1] == 'Say "times" with *.'
    assert (second.starter, second.check.source) == (None, 'check("square-loss")')
    assert hunt.starter is not None and "x**3" in hunt.starter.source


FAULTS = {
    "unknown key": (
        'check="double-it" points=1',
        'chekc="double-it" points=1',
        'Did you mean "check"?',
    ),
    "unknown second key": ("points=3", "pionts=3", 'unknown key "pionts". Did you mean "points"?'),
    "mistyped tag": ('tags=["solution"]', 'tags=["solutoin"]', 'unknown tags ["solutoin"]'),
    "two tags": ('tags=["solution"]', 'tags=["solution", "x"]', "The only tag is"),
    "mistyped markdown": (
        '[markdown] question="why-mean"',
        '[markdwon] question="why-mean"',
        'Did you mean "[markdown]"?',
    ),
    "mistyped demo": ("# %% demo", "# %% dmeo", '"dmeo" means nothing here. Did you mean "demo"?'),
    "a title": ("# %% demo", "# %% A picture", '"A" means nothing here'),
    "a word after the keys": ('given="setup"', 'given="setup" demo', '"demo" is not an option'),
    "two roles": (
        "# %% demo",
        '# %% demo given="x"',
        "a cell has one role; this one has given and demo",
    ),
    "a role and a tag": (
        "# %% demo",
        '# %% demo tags=["solution"]',
        "this one has demo and solution",
    ),
    "no role": ("# %% demo", "# %%", "a code cell without a role"),
    "no space": ("# %% demo", "#%% demo", "looks like a cell line"),
    "one percent": ("# %% demo", "# % demo", "looks like a cell line"),
    "three percents": ("# %% demo", "# %%% demo", "looks like a cell line"),
    "a marker that jupytext knows": ("# %% demo", "# In[1]:\n# %% demo", "jupytext does not read"),
    "indented": ("# %% demo", "if 1:\n    # %% demo\n    pass", "must not be indented"),
    "a key twice": ("points=3", "points=3 points=3", 'key "points" is given twice'),
    "a key of another role": (
        "points=3",
        'points=3 hint="x"',
        'key "hint" has no place on a cell of role "check"',
    ),
    "points missing": (" points=3", "", 'check "square-loss" has no points'),
    "points of a question": (" points=2\n# Why", "\n# Why", 'question "why-mean" has no points'),
    "points in words": ("points=3", 'points="three"', "are not a number above 0"),
    "points unquoted": ("points=3", "points=three", 'is not a "text", a number or a list'),
    "no points at all": ("points=3", "points=0", "are not a number above 0"),
    "other points": (
        "points=3",
        "points=4",
        "has points=4; its aspects in autograder/exercises add up to 3",
    ),
    "no hint": (
        ' hint="Which power does the exponent become?"',
        "",
        'exercise "cubic-bug-hunt" has no hint',
    ),
    "an empty hint": ('hint="Which power does the exponent become?"', 'hint=" "', "is not a text"),
    "a hint skipped": ("hint2=", "hint3=", "has hint3 but no hint2"),
    "an open string": ('hint2="Say', "hint2=Say", 'the value of "hint2" is not a "text"'),
    "a mistyped check": (
        'check="square-loss"',
        'check="square-los"',
        'check "square-los" has no exercise. Did you mean "square-loss"?',
    ),
    "another check in the cell": (
        'check("square-loss")',
        'check("square-los")',
        'must be: check("square-loss")',
    ),
    "more in the cell": (
        'check("square-loss")',
        'check("square-loss")\nprint()',
        'must be: check("square-loss")',
    ),
    "a taken name": ("# %% demo", '# %% given="double-it"', 'the name "double-it" is taken'),
    "a taken answer name": (
        "# %% demo",
        '# %% given="double-it-answer"',
        'the name "double-it-answer" is taken',
    ),
    "capitals": ('question="why-mean"', 'question="Why-mean"', '"Why-mean" is not a slug'),
    "an unknown exercise": (
        'exercise="double-it"',
        'exercise="dobule-it"',
        'is not in autograder/exercises/unit_00_toy.py. Did you mean "double-it"?',
    ),
    "an exercise of another unit": (
        'exercise="double-it"',
        'exercise="mse-loss"',
        "belongs to the unit 01_linear_regression",
    ),
    "a starter of another": (
        'starter="cubic-bug-hunt"',
        'starter="double-it"',
        "must stand directly below its exercise",
    ),
    "code for a question": (
        "# %% [markdown] question",
        "# %% question",
        "is text: write # %% [markdown]",
    ),
    "text for a demo": (
        "# %% demo\nprint(np.arange(3))",
        "# %% [markdown] demo\n# text",
        "a demo cell is code",
    ),
    "an empty cell": ("# That was all.\n", "\n", "an empty cell"),
    "no end": (
        "    return doubled_entries\n    ### END SOLUTION",
        "    return doubled_entries",
        'has no "### END SOLUTION"',
    ),
    "a mistyped mark": (
        "return doubled_entries\n    ### END SOLUTION",
        "return doubled_entries\n    ### END SOLUTIONS",
        "is not a mark. Did you mean",
    ),
    "a mark in lower case": (
        "return doubled_entries\n    ### END SOLUTION",
        "return doubled_entries\n    ### end solution",
        "is not a mark",
    ),
    "nested marks": (
        "    doubled_entries = 2 * x",
        "    ### BEGIN SOLUTION",
        "without its partner",
    ),
    "marks in a demo": (
        "print(np.arange(3))",
        "### BEGIN SOLUTION\nprint(1)\n### END SOLUTION",
        'in a cell of role "demo"',
    ),
    "marks in text": (
        "# That was all.",
        "# ### BEGIN SOLUTION\n# all\n# ### END SOLUTION",
        'in a cell of role "text"',
    ),
    "marks in a starter": (
        "    return 3 * x**3",
        "    ### BEGIN SOLUTION\n    return 3 * x**3\n    ### END SOLUTION",
        'in a cell of role "starter"',
    ),
    "hidden tests": (
        "print(np.arange(3))",
        "### BEGIN HIDDEN TESTS\nprint(1)\n### END HIDDEN TESTS",
        "does not use",
    ),
    "no marks": (
        "    ### BEGIN SOLUTION\n    doubled_entries = 2 * x\n"
        "    return doubled_entries\n    ### END SOLUTION",
        "    return 2 * x",
        'has no "### BEGIN SOLUTION"',
    ),
    "no guide": (
        "#\n# ### BEGIN SOLUTION\n# One mark: the step does not grow with the number of "
        "examples.\n# ### END SOLUTION\n",
        "",
        'question "why-mean" has no',
    ),
    "only comments": (
        "print(np.arange(3))",
        "# Here is a picture.",
        "a code cell of comments only",
    ),
    "a heading in code": ("print(np.arange(3))", "# ## Pictures\nprint(1)", "is prose in code"),
    "a link in code": (
        "print(np.arange(3))",
        "print(1)\n# see [here](https://x.org)",
        "is prose in code",
    ),
    "another version": ('version="0.1"', 'version="0.0"', 'must say version="0.1"'),
    "another unit": ('start("00_toy"', 'start("01_toy"', "must name this unit"),
    "not Python": ("print(np.arange(3))", "print(np.arange(3)", "it is not valid Python"),
    "a magic": ("print(np.arange(3))", "%matplotlib inline", "it is not valid Python"),
    "text before the first cell": (
        "# %% [markdown]\n# # A toy",
        "import os\n# %% [markdown]\n# # A toy",
        "text before the first # %% line",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found(toy, fault: str) -> None:
    """Is every mistyped line refused, with its file, a line close by and what is wrong?"""
    old, new, said = FAULTS[fault]
    line = toy.edit(old, new)
    _, problems = inspect_source(toy.source, toy.unit)
    matching = [p for p in problems if said in p.problem]
    assert matching, [str(problem) for problem in problems]
    assert matching[0].path == "solutions/00_toy.py"
    span = 5 + new.count("\n") + old.count("\n")
    assert line - span <= matching[0].line <= line + span, matching[0]


def test_the_message_is_the_promised_one(toy) -> None:
    """Does a mistyped check give file, line, what is wrong and a suggestion, in one line?"""
    line = toy.edit('check="square-loss"', 'check="square-los"')
    with pytest.raises(SourceError) as caught:
        toy.read()
    _, problems = inspect_source(toy.source, toy.unit)
    assert str(caught.value) == str(problems[0])
    said = 'check "square-los" has no exercise. Did you mean "square-loss"?'
    assert f"solutions/00_toy.py:{line}: {said}" in [str(problem) for problem in problems]


def test_an_exercise_without_check(toy) -> None:
    """Is an exercise found whose check was deleted?"""
    line = toy.edit('# %% check="square-loss" points=3\ncheck("square-loss")\n', "")
    _, problems = inspect_source(toy.source, toy.unit)
    assert [p.problem for p in problems] == ['exercise "square-loss" has no check.']
    assert problems[0].line < line


def test_a_check_before_its_exercise(toy) -> None:
    """Is a check refused that stands above its exercise?"""
    cell = '# %% check="double-it" points=1\ncheck("double-it")\n'
    toy.edit(cell, "")
    toy.edit('# %% exercise="double-it"', cell + '# %% exercise="double-it"')
    _, problems = inspect_source(toy.source, toy.unit)
    assert [p.problem for p in problems] == [
        'check "double-it" stands before its exercise. Move it below.'
    ]


@pytest.mark.parametrize("cell", ['# %% check="double-it" points=1\ncheck("double-it")'])
def test_two_of_either(toy, cell: str) -> None:
    """Is a second check of the same name refused?"""
    toy.edit(cell, f"{cell}\n\n{cell}")
    _, problems = inspect_source(toy.source, toy.unit)
    assert any('the name "double-it" is taken by the cell at line' in p.problem for p in problems)


def test_an_exercise_that_the_source_lacks(toy) -> None:
    """Is an exercise of autograder/exercises found that the source does not have?"""
    first = toy.unit.exercises[0]
    unit = replace(toy.unit, exercises=(*toy.unit.exercises, replace(first, slug="third")))
    _, problems = inspect_source(toy.source, unit)
    assert [p.problem for p in problems] == [
        'exercise "third" of autograder/exercises is missing in this source.'
    ]


def test_a_unit_without_exercises_module(tmp_path: Path) -> None:
    """Is a source refused that is named after no unit?"""
    path = tmp_path / "01_linear_regresion.py"
    path.write_text("# %% [markdown]\n# text\n")
    _, problems = inspect_source(path)
    assert 'Did you mean "01_linear_regression"?' in str(problems[0])


def test_a_missing_source(toy) -> None:
    """Is a source that is not there named?"""
    toy.source.unlink()
    with pytest.raises(SourceError, match=r"solutions/00_toy\.py:1: there is no such source"):
        toy.read()


def test_no_start(toy) -> None:
    """Is a unit refused that never calls start?"""
    toy.edit('start("00_toy", version="0.1")', "")
    with pytest.raises(SourceError, match="no given cell calls start"):
        toy.read()


BODIES = (
    "x = 1",
    's = """\n# %% exercise="no-cell"\n"""',
    "s = '''\n\n# %% [markdown]\n'''",
    "t = f'''\n# %% demo\n{1}'''",
    'u = "# %% \\" demo"',
    "def f():\n    # it's %% here\n    return '# %%'",
    "v = 1  # %% not a cell",
    "# a comment\n\n\nw = [\n    1,\n]",
)


@given(st.lists(st.sampled_from(BODIES), min_size=1, max_size=6))
def test_cells_correspond_one_to_one(tmp_path_factory, bodies: list[str]) -> None:
    """Are cells and lines found whatever strings and comments stand in the code?"""
    path = tmp_path_factory.mktemp("source") / "unit.py"
    path.write_text("\n\n".join(f'# %% given="n{i}"\n{body}' for i, body in enumerate(bodies)))
    cells = read_cells(path)
    lines = path.read_text().splitlines()
    assert [cell.source for cell in cells] == bodies
    assert [lines[cell.line - 1] for cell in cells] == [
        f'# %% given="n{i}"' for i in range(len(bodies))
    ]


def test_a_marker_in_a_fence(tmp_path: Path) -> None:
    """Is a # %% line inside a fenced block of text refused, where jupytext sees no cell?"""
    path = tmp_path / "unit.py"
    text = """\
        # %% [markdown]
        # ```
        # %% demo
        # ```
        """
    path.write_text(textwrap.dedent(text))
    with pytest.raises(SourceError, match=r"unit\.py:1: jupytext does not read this cell"):
        read_cells(path)
