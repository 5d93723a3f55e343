"""Every page keeps the rhythm of STYLE: its budgets are measured on the notebook as built."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from statistics import median

import pytest
from nbformat import NotebookNode

from autograder.authoring.build import build_unit
from autograder.authoring.source import UnitSource, read_source

SOURCES = sorted((Path(__file__).parents[2] / "solutions").glob("[0-9][0-9]_*.py"))
UNITS = [path.stem for path in SOURCES]
each_unit = pytest.mark.parametrize("slug", UNITS)

CELLS = (30, 45)
WORDS = (700, 1200)
WORDS_A_CELL = 150
MEDIAN_WORDS_A_CELL = (25, 75)
CODE_LINES = 35
MEDIAN_CODE_LINES = 9
SOLUTION_LINES = (1, 6)
CODE_IN_A_ROW = 3
SECTIONS = (4, 7)
SMUG = re.compile(r"\b(simply|obvious(ly)?|just)\b|\u2014", re.IGNORECASE)

_MATHS = re.compile(r"\$\$.*?\$\$|\$[^$]+\$", re.DOTALL)
_CODE = re.compile(r"`[^`]+`")
_LINK = re.compile(r"\[([^\]]+)\](\([^)]*\)|\[[^\]]*\])")
_TARGET = re.compile(r"^\[[^\]]+\]:.*$", re.MULTILINE)
_WORD = re.compile(r"[A-Za-zÀ-ÿ][\w'’-]*|\d[\d .,]*")


# ------------------------------------------------------------------------- measuring


def source_of(slug: str) -> UnitSource:
    """The source of a unit."""
    return read_source(SOURCES[UNITS.index(slug)])


def student_cells(slug: str) -> list[NotebookNode]:
    """The cells of the notebook that a student gets."""
    return list(build_unit(source_of(slug)).student.cells)


def words(text: str) -> int:
    """Words a reader reads: a formula or a name of code is one, addresses and tables are none."""
    text = _TARGET.sub("", _LINK.sub(r"\1", text))
    lines = (line for line in text.splitlines() if not line.startswith("|"))
    text = _CODE.sub(" name ", "\n".join(lines))
    return len(_WORD.findall(_MATHS.sub(" formula ", text)))


def prose(cells: Sequence[NotebookNode]) -> list[int]:
    """Words of each prose cell; the empty answers to questions are no prose."""
    told = (c for c in cells if c.cell_type == "markdown" and role(c) != "answer")
    return [words(cell.source) for cell in told]


def role(cell: NotebookNode) -> str:
    """What a cell is for; plain text has no role of its own."""
    return str(cell.metadata.get("autograder", {}).get("role", "text"))


def code_lines(text: str) -> int:
    """Lines that are not empty."""
    return sum(bool(line.strip()) for line in text.splitlines())


def code_cells(source: UnitSource) -> list[int]:
    """Lines of each code cell as the teacher has it, checks aside."""
    chosen = (c for c in source.cells if c.kind == "code" and c.role != "check")
    return [code_lines(cell.source) for cell in chosen]


def longest_run_of_code(cells: Sequence[NotebookNode]) -> int:
    """How many code cells stand in a row at most."""
    runs = ((kind, len(list(run))) for kind, run in groupby(c.cell_type for c in cells))
    return max(length for kind, length in runs if kind == "code")


def solutions(source: UnitSource) -> Iterator[tuple[str, list[str]]]:
    """Each exercise's slug and the lines between its solution marks."""
    for exercise in source.exercises:
        lines = [line.strip() for line in exercise.answer.source.splitlines()]
        begin, end = lines.index("### BEGIN SOLUTION"), lines.index("### END SOLUTION")
        yield exercise.slug, [line for line in lines[begin + 1 : end] if line]


def sections(cells: Sequence[NotebookNode]) -> list[str]:
    """The headings of the numbered sections."""
    text = "\n".join(c.source for c in cells if c.cell_type == "markdown")
    return re.findall(r"^## \d+\. .+$", text, re.MULTILINE)


def within(value: float, limits: tuple[int, int]) -> bool:
    """Whether a value lies within limits, both included."""
    return limits[0] <= value <= limits[1]


# --------------------------------------------------------------------------- budgets


def test_table_of_pages(at_the_end: Callable[[str], None]) -> None:
    """What do the pages weigh? Printed for the reader of the test run."""
    rows = [f"{'page':24}{'cells':>6}{'words':>7}{'longest':>9}{'code':>6}{'in a row':>10}"]
    for slug in UNITS:
        cells, source = student_cells(slug), source_of(slug)
        rows.append(
            f"{slug:24}{len(cells):6}{sum(prose(cells)):7}{max(prose(cells)):9}"
            f"{max(code_cells(source)):6}{longest_run_of_code(cells):10}"
        )
    at_the_end("\n".join(rows))
    assert UNITS, "solutions/ holds no page"


@each_unit
def test_page_is_one_sitting(slug: str) -> None:
    """Has the page 30 to 45 cells, 4 to 7 sections and 700 to 1 200 words?"""
    cells = student_cells(slug)
    assert within(len(cells), CELLS)
    assert within(sum(prose(cells)), WORDS)
    assert within(len(sections(cells)), SECTIONS)


@each_unit
def test_prose_cells_are_short(slug: str) -> None:
    """Is no prose cell above 150 words, and are they around 50?"""
    counts = prose(student_cells(slug))
    assert max(counts) <= WORDS_A_CELL
    assert within(median(counts), MEDIAN_WORDS_A_CELL)


@each_unit
def test_code_cells_are_short(slug: str) -> None:
    """Is no code cell above 35 lines, and are they below ten as a rule?"""
    counts = code_cells(source_of(slug))
    assert max(counts) <= CODE_LINES
    assert median(counts) <= MEDIAN_CODE_LINES


@each_unit
def test_code_does_not_pile_up(slug: str) -> None:
    """Are there never more than three code cells in a row?"""
    assert longest_run_of_code(student_cells(slug)) <= CODE_IN_A_ROW


@each_unit
def test_each_todo_has_its_check_before_the_next(slug: str) -> None:
    """Does a check follow each TODO before another TODO comes?"""
    roles = [role(c) for c in student_cells(slug) if role(c) in ("exercise", "starter", "check")]
    todo = [name.replace("starter", "exercise") for name in roles]
    assert todo == ["exercise", "check"] * (len(todo) // 2)


@each_unit
def test_answers_are_a_few_lines(slug: str) -> None:
    """Is what the student has to write 1 to 6 lines long?"""
    long = {name: lines for name, lines in solutions(source_of(slug))}
    assert {name: len(x) for name, x in long.items() if not within(len(x), SOLUTION_LINES)} == {}


@each_unit
def test_hints_grow_and_never_give_the_line(slug: str) -> None:
    """Has every exercise three hints, none of which holds a line of the solution?"""
    source = source_of(slug)
    lines = dict(solutions(source))
    for exercise in source.exercises:
        assert len(set(exercise.hints)) == 3, exercise.slug
        for line in lines[exercise.slug]:
            told = line.removeprefix("return ").split(" = ", 1)[-1]
            if re.search(r"[(@*/]", told):
                assert not any(told in hint for hint in exercise.hints), told


# --------------------------------------------------------------------- how it speaks


@each_unit
def test_opens_with_what_time_and_before(slug: str) -> None:
    """Does the page open with three things you will do, the time, and what comes before?"""
    first = student_cells(slug)[0].source
    assert re.search(r"You will:\**\n(- .+\n){3}", first)
    assert "Time:" in first and "Before:" in first


@each_unit
def test_closes_with_a_reward_and_two_links(slug: str) -> None:
    """Is the last code cell a demo that shows something, and are there two links at the end?"""
    cells = student_cells(slug)
    last_code = [c for c in cells if c.cell_type == "code"][-1]
    assert role(last_code) == "demo" and "plots." in last_code.source
    assert cells[-1].cell_type == "markdown" and "Go further" in cells[-1].source
    assert len(_LINK.findall(cells[-1].source)) == 2


@each_unit
def test_words_do_not_belittle(slug: str) -> None:
    """Is there no "simply", "obviously", "just", and no em dash?"""
    found = [SMUG.search(cell.source) for cell in student_cells(slug)]
    assert [match.group() for match in found if match] == []


@each_unit
def test_reader_predicts_before_running(slug: str) -> None:
    """Is the reader asked to predict, and to change a number, in most sections?"""
    cells = student_cells(slug)
    text = "\n".join(c.source for c in cells if c.cell_type == "markdown")
    assert text.count("**Predict") >= len(sections(cells)) - 1
    assert text.count("**What if**") >= len(sections(cells)) - 2


@each_unit
def test_every_picture_is_told_in_words(slug: str) -> None:
    """Does the text in front of each picture say what it draws?"""
    text = ""
    for cell in student_cells(slug):
        if cell.cell_type == "markdown":
            text = cell.source
        elif "plots." in cell.source:
            assert "*Picture:*" in text, cell.source


@each_unit
def test_every_formula_names_its_shapes(slug: str) -> None:
    """Does each cell with a displayed equation name a shape or a number?"""
    for cell in student_cells(slug):
        if cell.cell_type == "markdown" and "$$" in cell.source:
            assert re.search(r"\((N|D|\d|\(?D \+ 1)|number", cell.source), cell.source
