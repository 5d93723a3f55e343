"""The files for Canvas and Moodle have the columns these document, and parse."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.integrations.lms.book import ClassBook, Final, Student, UnitBook
from autograder.integrations.lms.columns import every_column, mark_columns, with_feedback
from autograder.integrations.lms.files import canvas_file, csv_file, fill, moodle_file
from autograder.integrations.lms.matching import match
from autograder.integrations.lms.raw_csv import split
from autograder.integrations.lms.roster import read_roster
from autograder.reports.tables import FORMULA
from tests.integrations.lms.rosters import CANVAS, MOODLE

UNIT = "01_linear_regression"
CELLS = {"mse-loss": 6.0, "mean-or-sum": 2.0}


def final(loss: float | None, words: float | None, penalty: float = 0.0, **said: str) -> Final:
    comments = {f"{name.replace('_', '-')}-answer": text for name, text in said.items()}
    return Final({"mse-loss": loss, "mean-or-sum": words}, penalty, comments)


BOOK = ClassBook(
    (
        Student("ada", "Ada", 'Lovelace "A"', "ada@uni.edu"),
        Student("bob"),
        Student("cyd", "Ünal", "Çelik, Jr."),
        Student("nina"),
    ),
    (
        UnitBook(
            UNIT,
            CELLS,
            {
                "ada": final(0.1 + 0.2, 1.5),
                "bob": final(6.0, None, mse_loss="dw <is> wrong"),
                "cyd": final(6.0, 2.5, 10.0),
            },
        ),
    ),
)


def table(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def filled(roster: str, columns: str = "both") -> str:
    made = mark_columns(BOOK, columns, partial=False)  # type: ignore[arg-type]
    found = read_roster(roster, "r.csv")
    return fill(found, made, match(BOOK.students, found)).text


def test_canvas_documents_these_columns() -> None:
    """Are Canvas's columns there in its order, the maxima below, and blank what nobody marked?"""
    rows = table(canvas_file(BOOK, mark_columns(BOOK, "both", partial=False)))
    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    assert rows[0] == [*head, UNIT, f"{UNIT} mse-loss", f"{UNIT} mean-or-sum"]
    assert rows[1] == ["    Points Possible", "", "", "", "", "8", "6", "2"]
    assert rows[2] == ['Lovelace "A", Ada', "", "", "ada", "", "1.8", "0.3", "1.5"]
    assert rows[3] == ["bob", "", "", "bob", "", "", "6", ""]
    assert rows[4] == ["Çelik, Jr., Ünal", "", "", "cyd", "", "0", "6", "2.5"]
    assert rows[5][5:] == ["", "", ""]


def test_moodle_takes_a_dash_for_no_mark() -> None:
    """Are there identities, a column an item and its feedback, and ``-``, which is never 0?"""
    columns = with_feedback(BOOK, mark_columns(BOOK, "units", partial=False), partial=False)
    rows = table(moodle_file(BOOK, columns))
    head = ["First name", "Last name", "ID number", "Username", "Email address"]
    assert rows[0] == [*head, UNIT, f"{UNIT} (Feedback)"]
    assert rows[1][2:6] == ["ada", "ada", "ada@uni.edu", "1.8"]
    assert rows[1][6] == "mse-loss 0.3 / 6\nmean-or-sum 1.5 / 2"
    assert rows[2][5:] == ["-", ""] and rows[4][5:] == ["-", ""]
    assert rows[3][6] == "handed in late: 10 off"


def test_feedback_is_no_markup() -> None:
    """Is what Moodle would take for HTML in a comment shown as text?"""
    columns = with_feedback(BOOK, mark_columns(BOOK, "units", partial=True), partial=True)
    assert columns[1].values["bob"] == "mse-loss 6 / 6: dw &lt;is&gt; wrong"


@pytest.mark.parametrize(("columns", "titles"), [("units", 1), ("exercises", 2), ("both", 3)])
def test_columns_are_chosen(columns: str, titles: int) -> None:
    """Do units, exercises or both become columns?"""
    assert len(mark_columns(BOOK, columns, partial=False)) == titles  # type: ignore[arg-type]


def test_csv_has_everything() -> None:
    """Are status, exercises, penalty, total, maximum and sum there, and partial totals if asked?"""
    rows = {
        row["student"]: row
        for row in csv.DictReader(io.StringIO(csv_file(BOOK, every_column(BOOK, False))))
    }
    assert rows["bob"][f"{UNIT} status"] == "waits for marks by hand: mean-or-sum"
    assert (rows["bob"][f"{UNIT} total"], rows["bob"]["sum"]) == ("", "")
    assert (rows["cyd"][f"{UNIT} late penalty"], rows["cyd"][f"{UNIT} total"]) == ("10", "0")
    assert rows["ada"]["sum"] == "1.8" and rows["nina"][f"{UNIT} maximum"] == ""
    partial = csv.DictReader(io.StringIO(csv_file(BOOK, every_column(BOOK, True))))
    assert [row["sum"] for row in partial] == ["1.8", "6", "0", ""]


@pytest.mark.parametrize("roster", [CANVAS, MOODLE, CANVAS.replace("\r\n", "\n"), MOODLE[1:]])
def test_identities_are_kept_byte_for_byte(roster: str) -> None:
    """Are rows, their order and the cells that say who somebody is as they came?"""
    if roster == MOODLE[1:]:
        roster = "\ufeffF" + roster
    old, new = split(roster), split(filled(roster))
    identity = read_roster(roster, "r").identity
    assert len(old.rows) == len(new.rows) and old.mark == new.mark
    for before, after in zip(old.rows, new.rows, strict=True):
        assert [before.cells[i] for i in identity] == list(after.cells[: len(identity)])
        assert before.end == after.end


def test_a_roster_of_canvas_is_filled() -> None:
    """Do marks stand behind Section, in Canvas's own column where it has one, other marks gone?"""
    rows = table(filled(CANVAS).removeprefix("\ufeff"))
    assert rows[0][:6] == [
        "Student",
        "ID",
        "SIS User ID",
        "SIS Login ID",
        "Section",
        f"{UNIT} (4711)",
    ]
    assert rows[1] == [""] * 8
    assert rows[2][0] == "    Points Possible" and rows[2][5:] == ["8", "6", "2"]
    assert rows[3] == [
        'Lovelace, "Ada"',
        "  101",
        "s01",
        "ada@uni.edu",
        "Group A",
        "1.8",
        "0.3",
        "1.5",
    ]
    assert rows[4][5:] == ["", "6", ""] and rows[6][5:] == ["", "", ""]
    assert "Essay" not in filled(CANVAS) and "80.1" not in filled(CANVAS)


def test_other_maxima_are_said() -> None:
    """Is it said that Canvas will take over our points possible?"""
    found = read_roster(CANVAS, "r.csv")
    made = mark_columns(BOOK, "units", partial=False)
    (note,) = fill(found, made, match(BOOK.students, found)).notes
    assert "24.00 points possible, the grade book 8" in note


def test_maxima_are_added_where_canvas_left_them_out() -> None:
    """Does a roster without the row of points get one, second?"""
    text = "Student,ID,SIS Login ID,Section\nx,1,ada,A\n"
    rows = table(filled(text, "units"))
    assert rows[1] == ["    Points Possible", "", "", "", "8"] and rows[2][4] == "1.8"


def test_a_roster_of_moodle_is_filled() -> None:
    """Is Moodle's own title kept, its time of export gone, and no mark a dash?"""
    rows = table(filled(MOODLE, "units"))
    assert rows[0][-1] == f"Assignment: {UNIT} (Real)"
    assert [row[-1] for row in rows[1:]] == ["1.8", "-", "-"]
    assert "Last downloaded" not in filled(MOODLE) and "Course total" not in filled(MOODLE)


def test_semicolons_stay() -> None:
    """Is a European Canvas's file filled with its own separator?"""
    text = "Student;ID;SIS Login ID;Section;x (1)\n    Points Possible;;;;8,00\na;1;cyd;A;7,5\n"
    assert filled(text, "units").splitlines()[2] == "a;1;cyd;A;0"


@given(st.sampled_from(FORMULA), st.text(max_size=5))
def test_no_cell_of_ours_is_a_formula(start: str, rest: str) -> None:
    """Without a roster, is no id or name a formula, whatever a student is called?"""
    book = ClassBook((Student(start + rest, start, start, start),), BOOK.units)
    for text in (canvas_file(book, []), moodle_file(book, []), csv_file(book, [])):
        assert not any(cell.startswith(FORMULA) for row in table(text) for cell in row)


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
        min_size=1,
        max_size=6,
        unique=True,
    )
)
def test_any_class_parses(names: list[str]) -> None:
    """Whatever students are called, has every row as many cells as the header?"""
    book = ClassBook(tuple(Student(name, name, name, name) for name in names), BOOK.units)
    columns = with_feedback(book, mark_columns(book, "both", False), False)
    for text in (
        canvas_file(book, columns[:1]),
        moodle_file(book, columns),
        csv_file(book, columns),
    ):
        rows = table(text)
        assert {len(row) for row in rows} == {len(rows[0])}


def test_nothing_to_mark_is_not_called_marked() -> None:
    """Does the spreadsheet tell work that was not there or not readable from marked work?"""
    said = dict.fromkeys(("mse-loss-answer", "mean-or-sum-answer"), "No response.")
    cells = {"mse-loss": 0.0, "mean-or-sum": 0.0}
    wrong = said | {"mse-loss-answer": "The mean is missing."}
    finals = {
        "absent": Final(cells, 0.0, said),
        "torn": Final(cells, 0.0, said),
        "blank": Final(cells, 0.0, said),
        "wrong": Final(cells, 0.0, wrong),
        "byhand": Final(cells | {"mse-loss": 2.0}, 0.0, said),
        "words": Final(cells, 0.0, {"mse-loss-answer": "No response."}),
    }
    book = ClassBook(tuple(map(Student, finals)), (UnitBook(UNIT, CELLS, finals),))
    why = {
        (UNIT, "absent"): "not-attempted: No work was handed in.",
        (UNIT, "torn"): "unreadable: It is not valid JSON.",
        (UNIT, "wrong"): "unreadable: of an older grading.",
    }
    assert every_column(book, partial=False, why=why)[0].values == {
        "absent": "not-attempted: No work was handed in.",
        "torn": "unreadable: It is not valid JSON.",
        "blank": "no answer",
        "wrong": "marked",
        "byhand": "marked",
        "words": "marked",
    }
