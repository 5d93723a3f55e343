"""What every test run shares: a quiet home for Jupyter, and the seconds by room at the end."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Container, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.browser.chromium import chromium as chromium

# Two cores and small matrices: threads of the linear algebra cost more than they bring.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

ROOT = Path(__file__).resolve().parents[1]
BUDGETS = {"set-up": 60, "notebooks": 130, "browser": 180, "nbgrader": 90, "rest": 700}
"""Seconds of all processes together: two cores give 1160 in under ten minutes."""
NEVER_SKIPPED_IN_CI = ("browser", "nbgrader", "notebooks")
NEEDS_ROOT = "only root can become other users"
"""Why a test may skip also in CI, where that is run by somebody else."""

NOTE = "at the end"
NOTES = pytest.StashKey[list[str]]()
SECONDS = pytest.StashKey[dict[str, float]]()

settings.register_profile("ours", deadline=None, print_blob=True)
settings.register_profile("long", deadline=None, print_blob=True, max_examples=1000)
settings.load_profile("ours")


def pytest_configure(config: pytest.Config) -> None:
    """Opens the books: notes for the end, and seconds by room."""
    if (ROOT / "course.toml").exists():
        raise pytest.UsageError(
            "The tests prove the course as it comes. Move course.toml away, run `autograder "
            "build`, and test again; `autograder verify` proves the course as you set it."
        )
    config.stash[NOTES] = []
    config.stash[SECONDS] = dict.fromkeys(BUDGETS, 0.0)
    config.stash[SECONDS]["set-up"] = set_up_seconds()
    config.pluginmanager.register(Books(config), "books")


def set_up_seconds() -> float:
    """What make wrote when it made the environment; 0 where something else made it."""
    stamp = ROOT / ".venv" / "set-up.seconds"
    return float(stamp.read_text()) if stamp.exists() else 0.0


@pytest.fixture(scope="session", autouse=True)
def quiet_home() -> Iterator[None]:
    """Jupyter and IPython read and write in a folder of their own, never in the tester's."""
    with tempfile.TemporaryDirectory(prefix="backprop-tests-") as home:
        places = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
        with pytest.MonkeyPatch.context() as patch:
            for place in places:
                patch.setenv(place, os.path.join(home, place.lower()))
            patch.setenv("JUPYTER_PLATFORM_DIRS", "1")
            patch.setenv("PYDEVD_DISABLE_FILE_VALIDATION", "1")
            patch.setenv("MPLBACKEND", "Agg")
            yield


@pytest.fixture(scope="session")
def empty_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A grade book without students: nbgrader takes seconds to make one."""
    from autograder.integrations.database import open_gradebook

    path = tmp_path_factory.mktemp("book") / "gradebook.db"
    with open_gradebook(f"sqlite:///{path}", "course"):
        pass
    return path


@pytest.fixture(autouse=True)
def same_main() -> Iterator[None]:
    """A shell in a test puts a module of its own in place of ``__main__``, which spawning reads."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture
def at_the_end(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Prints a paragraph below the results, where a table may be read."""

    def note(paragraph: str) -> None:
        request.node.user_properties.append((NOTE, paragraph))

    return note


def room(marked: Container[str]) -> str:
    """The room whose budget a test uses, by its markers."""
    return next((name for name in BUDGETS if name in marked), "rest")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Iterator[pytest.TestReport]:
    """In CI a test of a room that must run is not allowed to skip."""
    report = yield
    name = room([marker.name for marker in item.iter_markers()])
    excused = os.geteuid() != 0 and NEEDS_ROOT in str(report.longrepr)
    if report.skipped and not excused and os.environ.get("CI") and name in NEVER_SKIPPED_IN_CI:
        report.outcome = "failed"
        report.longrepr = f"A {name} test must not be skipped in CI: {report.longrepr}"
    return report


class Books:
    """Adds up seconds and notes where all reports arrive, also those of other processes."""

    def __init__(self, config: pytest.Config) -> None:
        self.notes, self.seconds = config.stash[NOTES], config.stash[SECONDS]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Called for set-up, call and tear-down of each test."""
        self.seconds[room(report.keywords)] += report.duration
        if report.when == "teardown":
            self.notes += [str(said) for name, said in report.user_properties if name == NOTE]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Prints the notes, and the seconds by room beside their budgets."""
    config = terminalreporter.config
    for note in config.stash[NOTES]:
        terminalreporter.write_line("")
        terminalreporter.write_line(note)
    terminalreporter.write_line("")
    terminalreporter.write_line("seconds by room    used  budget")
    for name, budget in BUDGETS.items():
        used = config.stash[SECONDS][name]
        over = "  over budget" if used > budget else ""
        terminalreporter.write_line(f"  {name:<14} {used:6.1f}  {budget:6d}{over}")
