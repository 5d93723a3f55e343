"""Where a submission's cells are shown in our own notebook."""

from __future__ import annotations

import copy

import pytest

from autograder.integrations.placing import place
from tests.integrations.making import UNIT, Cell, Submission, released, solutions, submission

MSE = "mse-loss-answer"


def placed(cells: tuple[Cell, ...]) -> dict[str, str]:
    return place(released(), cells, UNIT).answers


def index(cells: tuple[Cell, ...], source: str) -> int:
    return next(i for i, cell in enumerate(cells) if cell.source == source)


def test_every_answer_finds_its_cell() -> None:
    """Is each solution shown in its own answer cell, with nothing left over?"""
    found = place(released(), submission(solutions()).cells, UNIT)
    assert found.answers == dict(solutions())
    assert found.extras == {}


def test_untouched_notebook_has_no_answers() -> None:
    """Is a notebook that nobody worked on without answers and without extra cells?"""
    found = place(released(), submission().cells, UNIT)
    assert (found.answers, found.extras) == ({}, {})


def test_answer_that_was_moved_is_found_by_name() -> None:
    """Is code that a student moved to the end still shown in its answer cell?"""
    cells = submission().cells
    code = "def mse_loss(w, b, X, y):\n    return 1.0, w, b"
    stub = index(cells, next(c.source for c in released().cells if c.id == MSE))
    moved = (*cells[:stub], *cells[stub + 1 :], Cell("code", code))
    assert placed(moved) == {MSE: code}


def test_last_definition_between_the_landmarks_wins() -> None:
    """Of two versions above the check, is the later one shown as the answer?"""
    cells = list(submission().cells)
    check = index(tuple(cells), 'check("mse-loss")')
    first, second = (Cell("code", f"def mse_loss(w, b, X, y): return {i}") for i in (1, 2))
    cells[check - 1 : check] = [first, second]
    found = place(released(), cells, UNIT)
    assert found.answers == {MSE: second.source}
    assert [cell for extra in found.extras.values() for cell in extra] == [first]


def test_extra_cells_stay_where_they_stood() -> None:
    """Is a scratch cell kept after the cell that it followed?"""
    cells = list(submission().cells)
    check = index(tuple(cells), 'check("mse-loss")')
    scratch = Cell("code", "print(mse_loss(1, 2, 3, 4))")
    cells.insert(check + 1, scratch)
    at = next(i for i, c in enumerate(released().cells) if c.id == "mse-loss")
    assert place(released(), cells, UNIT).extras == {at: [scratch]}


def test_cells_of_the_same_text_are_told_apart_by_order() -> None:
    """If two of our cells read the same, is what follows the second shown after the second?"""
    ours = released()
    ours.cells.append(copy.deepcopy(ours.cells[0]))
    scratch = Cell("code", "print(1)")
    cells = [*(Cell(c.cell_type, c.source) for c in ours.cells), scratch]
    assert place(ours, cells, UNIT).extras == {len(ours.cells) - 1: [scratch]}
    early = [cells[0], scratch, *cells[1:-1]]
    assert place(ours, early, UNIT).extras == {0: [scratch]}


@pytest.mark.parametrize("copies", [2, 3])
def test_copied_cells_of_ours_vanish(copies: int) -> None:
    """Are copies of our own cells (checks, text) left out?"""
    cells = tuple(cell for cell in submission().cells for _ in range(copies))
    found = place(released(), cells, UNIT)
    assert (found.answers, found.extras) == ({}, {})


def test_words_are_all_that_stands_below_a_question() -> None:
    """Is an answer in several cells, one of them code, shown as one?"""
    cells = list(submission().cells)
    prompt = next(c.source for c in released().cells if c.id == "mean-or-sum-question")
    at = index(tuple(cells), prompt)
    cells[at + 1 : at + 2] = [
        Cell("markdown", "The mean."),
        Cell("code", "2 / N"),
        Cell("markdown", ""),
    ]
    assert placed(tuple(cells)) == {"mean-or-sum": "The mean.\n\n\n    2 / N"}


def test_second_question_is_not_the_first() -> None:
    """Does an answer to the second question alone leave the first one blank?"""
    assert placed(submission({"which-rate": "0.03"}).cells) == {"which-rate": "0.03"}


def test_everything_deleted() -> None:
    """Is a submission without any cell placed without fuss?"""
    assert place(released(), Submission(()).cells, UNIT).answers == {}


def test_cells_in_reverse_order_lose_nothing() -> None:
    """Is every cell of a shuffled notebook still shown somewhere, once?"""
    cells = tuple(reversed(submission(solutions()).cells))
    found = place(released(), cells, UNIT)
    shown = [*found.answers.values(), *(c.source for e in found.extras.values() for c in e)]
    assert sorted(shown) == sorted(solutions().values())
