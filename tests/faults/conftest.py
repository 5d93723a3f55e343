"""What tests of faults share: a grade book, a small class, what an undisturbed run makes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from autograder import cli
from tests.faults.classes import ROOT, arguments, class_of, copied
from tests.faults.state import difference, state

FEW = 5


@dataclass(frozen=True)
class Done:
    """What a command returned and said."""

    code: int
    out: str
    err: str


Grade = Callable[..., Done]


@pytest.fixture
def grade(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Grade:
    """Runs ``autograder grade`` here, its workers as processes; a traceback fails the test."""
    monkeypatch.chdir(ROOT)

    def grade(submitted: Path, out: Path, *more: str) -> Done:
        code = cli.run([*arguments(submitted, out, jobs=1), *more])
        done = Done(code, *capsys.readouterr())
        assert "Traceback" not in done.err and "our fault" not in done.err, done.err
        return done

    return grade


@dataclass(frozen=True)
class Few:
    """A class of a few: its folder, an output folder to begin with, and what must come out."""

    submitted: Path
    begin: Path
    expected: dict[str, Any]

    def fresh(self, folder: Path) -> Path:
        """A copy of the output folder to begin with."""
        return copied(self.begin, folder)

    def difference(self, out: Path) -> str:
        """What in ``out`` is not as an undisturbed run leaves it."""
        return difference(state(out), self.expected)


@pytest.fixture(scope="session")
def few(tmp_path_factory: pytest.TempPathFactory, empty_book: Path) -> Few:
    """A class of a few, graded once without any fault."""
    folder = tmp_path_factory.mktemp("few")
    submitted = class_of(folder / "submitted", FEW)
    begin = folder / "begin"
    copied(empty_book.parent, begin)
    out = copied(begin, folder / "undisturbed")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        assert cli.run(arguments(submitted, out, jobs=1)) == 0
    return Few(submitted, begin, state(out))
