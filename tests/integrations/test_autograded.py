"""Our notebook with a student's text and our marks in it."""

from __future__ import annotations

import json
import time
from dataclasses import replace

import nbformat
import pytest

from autograder.errors import UsageError
from autograder.integrations.autograded import (
    autograded_notebook,
    read_notebook,
    result_of,
    stored,
)
from autograder.rendering import as_html
from tests.integrations.making import (
    SEED,
    UNIT,
    Cell,
    Submission,
    notebook_of,
    released,
    result,
    solutions,
    submission,
    ungraded,
    wrong,
)

EVIL = (
    '<script>alert(1)</script><img src=x onerror="alert(2)"><iframe src="//e.org"></iframe>'
    "[a](javascript:alert(3)) [b](data:text/html,x) ![c](http://e.org/pixel.png)"
    '<a href="jAvAsCrIpT:alert(4)">d</a><svg onload=alert(5)><style>*{display:none}</style>'
)


def cell(notebook: nbformat.NotebookNode, name: str) -> nbformat.NotebookNode:
    return next(c for c in notebook.cells if c.id == name)


def test_marks_stand_in_the_checks() -> None:
    """Does each check cell hold its marks as a plain float, and the card as HTML?"""
    graded = result(wrongly=("mse-loss",))
    notebook = notebook_of(graded, solutions())
    for verdict in graded.verdicts:
        (output,) = cell(notebook, verdict.exercise).outputs
        assert float(output.data["text/plain"]) == verdict.points
        assert output.data["text/html"] == as_html(verdict)


def test_notebook_is_valid_and_ours() -> None:
    """Is it valid nbformat, with our cells and metadata, and the student's text in answers?"""
    notebook = notebook_of(result(), solutions())
    nbformat.validate(notebook)
    ours = released()
    assert [c.id for c in notebook.cells] == [c.id for c in ours.cells]
    assert [c.metadata.get("nbgrader") for c in notebook.cells] == [
        c.metadata.get("nbgrader") for c in ours.cells
    ]
    assert cell(notebook, "mse-loss-answer").source == solutions()["mse-loss-answer"]


def test_check_without_verdict_gets_nothing() -> None:
    """Without an output nbgrader gives full marks: does an unjudged check say 0?"""
    graded = replace(result(), verdicts=result().verdicts[:1])
    notebook = notebook_of(graded)
    assert cell(notebook, "mse-loss").outputs[0].data["text/plain"] == "0.0"


@pytest.mark.parametrize(
    ("points", "shown"), [(99.0, 6.0), (-1.0, 0.0), (float("nan"), 0.0), (float("inf"), 0.0)]
)
def test_marks_are_within_their_limits(points: float, shown: float) -> None:
    """nbgrader loses a submission whose marks exceed the maximum: are they clamped?"""
    odd = replace(wrong(UNIT.exercise("mse-loss")), points=points)
    notebook = notebook_of(result(mse_loss=odd))
    assert float(cell(notebook, "mse-loss").outputs[0].data["text/plain"]) == shown


def test_answers_in_words_are_cleaned() -> None:
    """Does nothing that runs, loads or hides survive in a Markdown answer?"""
    notebook = notebook_of(result(), {"mean-or-sum": f"**Bold** $a<b$ {EVIL}"})
    shown = cell(notebook, "mean-or-sum").source
    assert "<strong>Bold</strong>" in shown
    assert "$a&lt;b$" in shown
    for bad in ("<script", "onerror", "<iframe", "href=\"javascript", "href=\"data", "pixel.png",
                "jAvAsCrIpT", "<svg", "<style"):  # fmt: skip
        assert bad not in shown


def test_extra_text_is_cleaned_too() -> None:
    """Is a Markdown cell that the student added cleaned as well?"""
    extra = Submission((*submission().cells, Cell("markdown", EVIL), Cell("raw", EVIL)))
    notebook = autograded_notebook(released(), extra, result())
    added = [c for c in notebook.cells if c.metadata.get("autograder", {}).get("role") == "extra"]
    assert [c.cell_type for c in added] == ["markdown", "markdown"]
    for shown in (c.source for c in added):
        assert "<script" not in shown
        assert 'href="javascript' not in shown.lower()


def test_cells_of_the_students_own_are_called_so() -> None:
    """Does one line above them say how many cells are not ours, and none where there are none?"""
    cells = submission().cells
    extra = Submission((Cell("code", "1"), *cells, Cell("code", "2"), Cell("markdown", "three")))
    notebook = autograded_notebook(released(), extra, result())
    labels = [n for n, c in enumerate(notebook.cells) if c.id.endswith("-label")]
    assert ["A cell of" in notebook.cells[n].source for n in labels] == [True, False]
    assert labels[0] == 0 and "2 cells of" in notebook.cells[labels[1]].source
    assert [c.source.count("three") for c in notebook.cells[labels[1] + 1 :]] == [0, 1]
    assert len({c.id for c in notebook.cells}) == len(notebook.cells)
    assert not any(c.id.endswith("-label") for c in notebook_of(result()).cells)


def test_clean_markdown_stays_clean_in_nbconvert() -> None:
    """Does the next renderer, which trusts Markdown, make nothing new of an answer?"""
    from nbconvert.filters.markdown import markdown2html

    tricky = "\n\n".join(
        (EVIL, "`[q](javascript:1)`", "```\n\n[z](javascript:2)\n\n```", "a\n\n    <b>")
    )
    source = cell(notebook_of(result(), {"mean-or-sum": tricky}), "mean-or-sum").source
    assert markdown2html(source).strip() == source.strip()


def test_code_loses_only_what_cannot_be_seen() -> None:
    """Does code keep tabs and letters, and lose control and bidirectional characters?"""
    code = "def mse_loss(w, b, X, y):\n\treturn 'é\x1b[2J‮'\x00"
    shown = cell(notebook_of(result(), {"mse-loss-answer": code}), "mse-loss-answer").source
    assert shown == "def mse_loss(w, b, X, y):\n\treturn 'é[2J'"


def test_a_highlighter_is_spared() -> None:
    """Is a line that nobody wrote by hand shown plain by formgrader, and other code coloured?"""
    from nbconvert.filters.highlight import Highlight2HTML

    line = 'def mse_loss(): "%' + "0" * 9_000 + '"'
    answered = submission({"mse-loss-answer": line}).cells
    extra = Submission((*answered, Cell("code", line.replace("mse_loss", "f"))))
    notebook = autograded_notebook(released(), extra, result())
    plain = [c for c in notebook.cells if c.metadata.get("magics_language") == "text"]
    assert [c.id.split("-")[0] for c in plain] == ["mse", "extra"]
    highlight = Highlight2HTML(pygments_lexer=notebook.metadata.language_info.pygments_lexer)
    started = time.process_time()
    for shown in plain:
        highlight(shown.source, metadata=shown.metadata)
    assert time.process_time() - started < 1


def test_result_survives_without_the_seed() -> None:
    """Can the result be read back, and is the seed nowhere in the notebook?"""
    graded = result(wrongly=("mse-loss",))
    text = nbformat.writes(notebook_of(graded))
    found = result_of(nbformat.reads(text, as_version=4))
    assert found is not None
    assert found.verdicts == graded.verdicts
    assert SEED not in text


def test_same_result_is_the_same_text() -> None:
    """Does grading again, slower, leave the same notebook?"""
    slower = replace(result(), seconds=9.0)
    assert nbformat.writes(notebook_of(result())) == nbformat.writes(notebook_of(slower))
    assert json.dumps(stored(result())) == json.dumps(stored(slower))


def test_unreadable_submission_says_so_on_top() -> None:
    """Does the teacher see why a notebook is empty?"""
    graded = ungraded("eve", "unreadable", "It is <not> JSON.")
    notebook = autograded_notebook(released(), None, graded)
    assert notebook.cells[0].source == (
        '<div class="alert alert-danger"><strong>unreadable</strong>: It is &lt;not&gt; JSON.</div>'
    )
    nbformat.validate(notebook)


def test_missing_notebook_is_a_sentence(tmp_path) -> None:
    """Is a unit that was never built an error that says what to do?"""
    with pytest.raises(UsageError, match="autograder build"):
        read_notebook(tmp_path / "none.ipynb")
    (tmp_path / "torn.ipynb").write_text('{"cells": [')
    with pytest.raises(UsageError, match="cannot be read"):
        read_notebook(tmp_path / "torn.ipynb")
