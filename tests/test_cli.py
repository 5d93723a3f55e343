"""The command: what it says, where, and with which exit code."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from autograder import __version__, cli
from autograder.commands import whole_name
from autograder.errors import AutograderError, UsageError
from tests.grading.conftest import ROOT, UNIT

NOTEBOOKS = ROOT / "tests" / "notebooks"
NOTEBOOK = f"course/{UNIT}/{UNIT}.ipynb"
COMMANDS = (
    "build",
    "check",
    "collect",
    "export",
    "grade",
    "gradescope",
    "release",
    "report",
    "solutions",
    "verify",
)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Runs the command in this repository; gives exit code, stdout and stderr."""
    monkeypatch.chdir(ROOT)

    def run(*arguments: str) -> tuple[int, str, str]:
        code = cli.run(list(arguments))
        return code, *capsys.readouterr()

    return run


def named(folder: Path, situation: str) -> Path:
    """A situation's notebook under the name of its unit."""
    path = folder / f"{UNIT}.ipynb"
    path.write_bytes((NOTEBOOKS / f"{situation}.ipynb").read_bytes())
    return path


def test_help_names_every_command(run) -> None:
    """Does the help list all commands, and each has help of its own?"""
    code, said, _ = run("--help")
    assert code == 0 and all(command in said for command in COMMANDS)
    for command in COMMANDS:
        code, said, _ = run(command, "--help")
        assert code == 0 and "Usage: autograder" in said


EXAMPLES = [
    (name, line)
    for name, command in sorted(cli.cli.commands.items())
    for line in getattr(command, "examples", {})
]


@pytest.mark.parametrize("name", sorted(cli.cli.commands))
def test_every_command_has_an_example_and_short_options(run, name: str) -> None:
    """Does each command's help end with an example, and describe every option in few words?"""
    command = cli.cli.commands[name]
    assert [example for other, example in EXAMPLES if other == name], f"{name}: no example"
    _, said, _ = run(name, "--help")
    assert said.index("\nOptions:") < said.index("\nExamples:\n  autograder ")
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help and len(option.help) <= 90, f"{name} {option.name}"


@pytest.mark.parametrize(("name", "line"), EXAMPLES)
def test_every_example_can_be_typed(name: str, line: str) -> None:
    """Is each example a line that this command understands?"""
    program, command, *words = shlex.split(line)
    assert (program, command) == ("autograder", name)
    with click.Context(cli.cli, info_name=program) as above:
        made = cli.cli.commands[name].make_context(name, words, parent=above)
    assert made.info_name == name


def test_an_example_that_no_command_understands_is_found() -> None:
    """Would a misspelt option in an example fail the test above?"""
    with pytest.raises(click.UsageError, match="--whatch"):
        cli.cli.commands["check"].make_context("check", ["a.ipynb", "--whatch"])


def test_version(run) -> None:
    """Is the version the package's?"""
    assert run("--version") == (0, f"autograder, version {__version__}\n", "")


def test_a_students_help_names_no_teachers_command(run, monkeypatch) -> None:
    """Where the teacher's rooms are not installed, is check the only command that is named?"""
    monkeypatch.setattr("autograder.commands.find_spec", lambda name: None)
    code, said, _ = run("--help")
    assert code == 0 and "check" in said and not {"grade", "verify", "release"} & set(said.split())
    _, _, complaint = run("nonsense")
    assert "There are: check." in complaint


def test_no_command_shows_the_help(run) -> None:
    """Is a bare call wrong usage that shows what there is?"""
    code, said, _ = run()
    assert code == 2 and "grade" in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["grad"], 'There is no command "grad". Did you mean "grade"?'),
        (["frobnicate"], 'There is no command "frobnicate". There are: '),
        (["verify", "01_linear_regresion"], 'Did you mean "01_linear_regression"?'),
        (["build", "01_linear_regresion"], 'Did you mean "01_linear_regression"?'),
        (["grade"], "Missing argument"),
        (["grade", "x", "--jbos", "2"], "--jobs"),
        (["check"], "Missing argument"),
        (["check", "nowhere.ipynb"], "nowhere.ipynb"),
        (["check", "01"], "Did you mean course/01_linear_regression/01_linear_regression.ipynb?"),
        (["check", "course/02_gradient_cheking.ipynb"], "02_gradient_checking.ipynb?"),
        (["check", "course/00_arrays_and_shapes"], "00_arrays_and_shapes.ipynb?"),
        (["check", NOTEBOOK, "mse-los"], 'Did you mean "mse-loss"?'),
        (["check", NOTEBOOK, "softmax"], "is of unit 03_softmax_classifier"),
        (["grade", "x", "--missing", "zeor"], 'Did you mean "zero"?'),
        (["grade", "x", "--unit", "01_linear_regresion"], 'Did you mean "01_linear_regression"?'),
        (["report", "nowhere"], "Grade first"),
    ],
)
def test_wrong_usage_is_one_sentence(run, arguments: list[str], said: str) -> None:
    """Is a mistake on the command line one line on stderr, nothing on stdout, and code 2?"""
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert said in err and err.startswith("autograder: ") and err.count("\n") == 1


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (UsageError("Do this."), 2, "autograder: Do this.\n"),
        (AutograderError("Ours."), 3, "autograder: Ours.\n"),
        (ZeroDivisionError("x"), 3, "This is our fault: ZeroDivisionError"),
        (KeyboardInterrupt(), 130, "Stopped."),
    ],
)
def test_exit_codes(run, monkeypatch, error: BaseException, code: int, said: str) -> None:
    """Is every kind of error its code and a sentence, and never a traceback?"""

    def fail(*_: object) -> None:
        raise error

    monkeypatch.delenv("AUTOGRADER_DEBUG", raising=False)
    monkeypatch.setattr("autograder.grading.journal.read_results", fail)
    got, out, err = run("report", "folder")
    assert (got, out) == (code, "") and said in err and "Traceback" not in err


def test_a_traceback_is_there_for_those_who_ask(run, monkeypatch) -> None:
    """Does AUTOGRADER_DEBUG show where our fault is?"""

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setenv("AUTOGRADER_DEBUG", "1")
    monkeypatch.setattr("autograder.grading.journal.read_results", fail)
    with pytest.raises(ZeroDivisionError):
        run("report", "folder")


def test_outside_a_course(run, monkeypatch, tmp_path: Path) -> None:
    """Is a teacher's command elsewhere told where to go?"""
    monkeypatch.chdir(tmp_path)
    code, _, err = run("build")
    assert code == 2 and "No course found" in err


def test_check_says_what_the_notebook_says(run, tmp_path: Path) -> None:
    """Is a wrong answer exit code 1, with its card as text and the sum below?"""
    code, out, err = run("check", str(named(tmp_path, "gradient_without_two")))
    assert (code, err) == (1, "")
    assert "mse-loss   3 / 6" in out and "factor 2" in out
    assert out.rstrip().endswith("in all   5 / 20")


def test_check_for_programs(run, tmp_path: Path) -> None:
    """Is --json a list with every exercise in course order?"""
    code, out, err = run("check", "--json", str(named(tmp_path, "all_right")))
    verdicts = json.loads(out)
    assert (code, err) == (1, "")
    assert [v["points"] for v in verdicts[:3]] == [2, 6, 0]
    assert verdicts[2]["status"] == "not-attempted"


def test_check_of_a_solved_notebook(run, tmp_path: Path) -> None:
    """Is exit code 0 for a notebook with full marks?"""
    from autograder.authoring.build import build_unit, notebook_text
    from autograder.authoring.source import read_source
    from autograder.layout import Course

    path = tmp_path / "mine.ipynb"
    instructor = build_unit(read_source(Course(ROOT).source(UNIT))).instructor
    path.write_text(notebook_text(instructor), encoding="utf-8")
    code, out, _ = run("check", str(path))
    assert code == 0 and "in all   20 / 20" in out


def test_check_needs_no_course(run, monkeypatch, tmp_path: Path) -> None:
    """Does a student's own check work where there are no solutions?"""
    monkeypatch.chdir(tmp_path)
    code, out, _ = run("check", str(named(tmp_path, "all_right")))
    assert code == 1 and "mse-loss   6 / 6" in out


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (f"{UNIT}.ipynb", "{", "not valid JSON"),
        (f"{UNIT}.txt", "hello", "is not a notebook. Did you mean"),
        ("mine.ipynb", (NOTEBOOKS / "all_right.ipynb").read_text(), "which unit"),
    ],
)
def test_check_of_what_is_no_notebook(run, tmp_path: Path, name: str, text: str, said: str) -> None:
    """Is a file that cannot be checked wrong usage, in a sentence?"""
    path = tmp_path / name
    path.write_text(text)
    code, out, err = run("check", str(path))
    assert (code, out) == (2, "") and said in err and err.count("\n") == 1


def test_report_is_written_again(run, tmp_path: Path) -> None:
    """Does the report follow from results.jsonl alone?"""
    from tests.test_results import RESULT, to_lines

    (tmp_path / "results.jsonl").write_text(to_lines(RESULT).replace('"unit"', f'"{UNIT}"', 0))
    lines = to_lines(RESULT).replace('"unit": "unit"', f'"unit": "{UNIT}"')
    (tmp_path / "results.jsonl").write_text(lines)
    code, out, err = run("report", str(tmp_path))
    assert (code, err) == (0, ""), err
    assert "ada" in (tmp_path / "report" / "index.html").read_text()
    assert "report/index.html" in out


def test_module_is_the_command() -> None:
    """Is ``python -m autograder`` the same as the console script?"""
    done = subprocess.run(
        [sys.executable, "-m", "autograder", "nothing"], capture_output=True, text=True, cwd=ROOT
    )
    assert done.returncode == 2 and "There is no command" in done.stderr


def test_a_name_cannot_command_a_terminal(run) -> None:
    """Is an escape sequence in an argument taken out of the sentence?"""
    _, _, err = run("check", "no\x1b]0;pwned\x07such.ipynb")
    assert "such.ipynb" in err and "\x1b" not in err and "\x07" not in err


@pytest.mark.parametrize(
    ("words", "is_author"),
    [
        (["build", "01_lineer"], True),
        (["verify", "01_lineer"], True),
        (["release", "01_lineer"], False),
        (["solutions", "01_lineer"], False),
        (["grade", "submitted", "--unit", "01_lineer"], False),
        (["export", "--to", "csv", "--unit", "01_lineer"], False),
    ],
)
def test_only_an_authors_command_says_how_to_write_a_unit(
    words: list[str], is_author: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    """Is a mistyped unit a new one to whoever builds, and a slip to whoever grades?"""
    assert cli.run(words) == 2
    said = capsys.readouterr().err
    assert "01_lineer" in said and ("To write it, begin with" in said) is is_author


@pytest.mark.parametrize(
    ("begin", "whole"),
    [("01", "01_linear_regression"), ("10_cap", "10_capstone"), ("1", "1"), ("", ""),
     ("0", "0"), ("01_linear_regression", "01_linear_regression"), ("nets", "nets")],
)  # fmt: skip
def test_the_beginning_of_a_units_name(begin: str, whole: str) -> None:
    """Are two digits enough where they mean one unit, and is one digit never?"""
    assert whole_name(begin) == whole


def test_a_command_takes_the_beginning_of_a_name(run) -> None:
    """Is a unit named by its number found, and another still refused with a suggestion?"""
    assert "There is no unit" not in run("grade", "--unit", "01", "/no/such")[2]
    assert 'There is no unit "1".' in run("grade", "--unit", "1", "/no/such")[2]
