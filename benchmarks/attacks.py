"""Attacks on us and on plain nbgrader: ``python benchmarks/attacks.py [NAME]…`` prints a table.

nbgrader grades an assignment of two exercises as a teacher usually writes one: check cells with
assertions on values that were worked out beforehand, and hidden tests of the same kind. It is stock
``nbgrader autograde`` without any configuration. We grade the corpus in ``tests/attacks`` as its
tests do. An attack succeeds where a secret (a canary planted in the course, the home and the
environment) stands in what is written, where a file that it must not touch is touched, where wrong
work earns marks, or where the submission loses what else it has earned.

Under nbgrader the attacks run with the rights of whoever calls this. Left out are therefore those
that fork without end, fill memory or disk, send signals or reach into the kernel, and those that
aim at our own sandbox. The figures also go to ``build/bench/attacks.json``.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # the tests are no package that is installed

from tests.attacks.corpus import Attack, filled, read_attacks  # noqa: E402
from tests.attacks.evidence import DONE, harm  # noqa: E402
from tests.attacks.hall import Hall, snapshot  # noqa: E402
from tests.notebooks.write import FEATURES, LOSS, WRONG  # noqa: E402

OUT = Path("build") / "bench" / "attacks.json"
ASSIGNMENT, NOTEBOOK = "ps1", "p1.ipynb"
PATIENCE = 10
"""Seconds that nbgrader gives a cell."""

TRIED = """
    always_says_yes answers_where_it_is_right asks_the_real_package becomes_a_program
    changes_its_folder exits_by_os exits_by_system_exit interrupts_itself knows_the_public_key
    lists_the_course lists_tmp lying_array makes_a_file makes_a_link nan opens_a_tcp_socket
    opens_the_grade_book overwrites_a_file empties_a_file removes_a_file prints_full_marks
    reads_a_file_in_tmp reads_another_submission reads_the_answer_keys reads_the_callers_frame
    reads_the_checks_own_source reads_the_environment reads_the_grade_book reads_the_grading_seed
    reads_the_home_folder reads_the_password_file reads_the_solutions recurses_without_end
    replaces_numpy replaces_numpy_testing replaces_the_builtins runs_the_solution
    searches_every_object starts_a_program swallows_interrupts zeros
""".split()


# ----------------------------------------------------------------- the usual assignment


def cases() -> list[tuple[np.ndarray, ...]]:
    """Inputs that a teacher draws once, and what comes of them."""
    draw = np.random.default_rng(7)
    found = []
    for n, d in ((5, 3), (4, 2)):
        X, y, w = draw.normal(size=(n, d)), draw.normal(size=n), draw.normal(size=d)
        r = X @ w + 0.5 - y
        found.append((w, X, y, np.mean(r**2), 2 * X.T @ r / n, 2 * np.mean(r)))
    return found


def check(case: tuple[np.ndarray, ...]) -> str:
    """One test, as it stands in a check cell."""
    w, X, y, loss, dw, db = (np.asarray(x).tolist() for x in case)
    return f"""\
X, y = np.array({X}), np.array({y})
w, b = np.array({w}), 0.5
expected = {{"loss": {loss}, "dw": np.array({dw}), "db": {db}}}
loss, dw, db = mse_loss(w, b, X, y)
assert abs(loss - expected["loss"]) < 1e-6
np.testing.assert_allclose(dw, expected["dw"], rtol=1e-6)
assert abs(db - expected["db"]) < 1e-6
"""


def about(name: str, points: float = 0.0) -> dict[str, Any]:
    """nbgrader's metadata: an answer, or a check with points."""
    marks = {"points": points, "grade": True, "locked": True, "solution": False}
    kind = marks if points else {"grade": False, "locked": False, "solution": True}
    return {"nbgrader": {"grade_id": name, "schema_version": 3, "task": False, **kind}}


def assignment() -> nbformat.NotebookNode:
    """What the teacher writes."""
    visible, hidden = map(check, cases())
    tests = f"{visible}### BEGIN HIDDEN TESTS\n{hidden}### END HIDDEN TESTS\n"
    features = "np.testing.assert_allclose(quadratic_features(np.array([1.0, 2.0]))[1], [2, 4])"
    cells = [
        new_markdown_cell("# Linear regression"),
        new_code_cell("import numpy as np"),
        new_code_cell(_solution(FEATURES), metadata=about("features-answer")),
        new_code_cell(features, metadata=about("features", 2)),
        new_code_cell(_solution(LOSS), metadata=about("loss-answer")),
        new_code_cell(tests, metadata=about("loss", 6)),
        new_code_cell("1 + 1"),
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


def _solution(source: str) -> str:
    head, body = source.split("\n", 1)
    return f"{head}\n    ### BEGIN SOLUTION\n{body}    ### END SOLUTION\n"


# -------------------------------------------------------------------- attacks on files


@dataclass(frozen=True)
class Beside:
    """A submission that attacks by its file or by what lies beside it."""

    says: str
    gains: float
    """Marks that it must not have."""


BESIDE = {
    "numpy_beside": Beside("a numpy.py beside the notebook whose assertions always hold", 2.0),
    "link_beside": Beside("a link to the seed beside the notebook", 8.0),
    "link_to_another": Beside("a link to the notebook of another student", 0.0),
    "skips_its_checks": Beside("a tag on the check cells: not to be run", 0.0),
    "deletes_its_check": Beside("no check cell under a wrong answer", 2.0),
    "script_in_words": Beside("a script in a Markdown cell, for the feedback page", 8.0),
}
"""nbgrader's own tests of the same are ``tests/attacks/files``; ours are proved there."""

NUMPY = """\
import builtins, os, sys
builtins.abs = lambda number: 0
sys.path[:] = [p for p in sys.path if p not in ("", os.getcwd())]
del sys.modules["numpy"]
import numpy
numpy.testing.assert_allclose = lambda *a, **k: None
sys.modules["numpy"] = numpy
"""
SCRIPT = "<script>document.title='pwned'</script>"


def write_beside(root: Path, name: str, given: nbformat.NotebookNode) -> None:
    """Write one of these submissions."""
    folder = root / "submitted" / name / ASSIGNMENT
    folder.mkdir(parents=True)
    answer = {"numpy_beside": ZEROS, "skips_its_checks": ZEROS, "deletes_its_check": ZEROS}
    book = solved(given, answer.get(name, LOSS))
    if name == "link_to_another":
        (folder / NOTEBOOK).symlink_to(root / "submitted" / "honest" / ASSIGNMENT / NOTEBOOK)
        return
    if name == "numpy_beside":
        (folder / "numpy.py").write_text(NUMPY)
    elif name == "link_beside":
        (folder / "notes.html").symlink_to(root / ".grading_seed")
    elif name == "skips_its_checks":
        for cell in book.cells:
            cell.metadata["tags"] = ["skip-execution"]
    elif name == "deletes_its_check":
        book.cells = [c for c in book.cells if "assert abs" not in c.source]
    else:
        book.cells.append(new_markdown_cell(SCRIPT))
    nbformat.write(book, folder / NOTEBOOK)


ZEROS = """\
def mse_loss(w, b, X, y):
    return np.zeros(()), np.zeros_like(w), np.zeros(())
"""


def solved(given: nbformat.NotebookNode, *cells: str) -> nbformat.NotebookNode:
    """The notebook given out with the features right and this answer."""
    book = nbformat.from_dict(json.loads(json.dumps(given)))
    answer, *below = cells
    for cell in book.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        cell.source = {"features-answer": FEATURES, "loss-answer": answer}.get(name, cell.source)
    book.cells += [new_code_cell(source) for source in below]
    return book


# ---------------------------------------------------------------------- under nbgrader


class Plain:
    """A course under stock nbgrader, beside the things that the hall is full of."""

    def __init__(self, hall: Hall, folder: Path) -> None:
        self.hall, self.root, self.baits = hall, hall.root / "plain", folder
        self.root.mkdir()
        for name in (".grading_seed", "solutions", "course"):
            (self.root / name).symlink_to(hall.root / name)
        source = self.root / "source" / ASSIGNMENT
        source.mkdir(parents=True)
        nbformat.write(assignment(), source / NOTEBOOK)
        self.nbgrader("generate_assignment", ASSIGNMENT)
        self.given = nbformat.read(self.root / "release" / ASSIGNMENT / NOTEBOOK, as_version=4)
        self.before: dict[str, Any] = {}

    def nbgrader(self, *words: str) -> str:
        """One command of nbgrader's; what it said."""
        path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
        done = subprocess.run(
            [sys.executable, "-m", "nbgrader", *words],
            cwd=self.root,
            env=os.environ | {"PATH": path, "PYTHONWARNINGS": "ignore", "MPLBACKEND": "Agg"},
            capture_output=True,
            text=True,
        )
        return done.stdout + done.stderr

    def hand_in(self, name: str, cells: tuple[str, ...]) -> None:
        """One student's notebook, with a file of the teacher's for it to touch."""
        bait = self.baits / name
        bait.mkdir(mode=0o777)
        (bait / "canary").write_text(self.hall.canaries["bait"])
        texts = [filled(cell, self.hall.places(bait)) for cell in cells]
        folder = self.root / "submitted" / name / ASSIGNMENT
        folder.mkdir(parents=True)
        nbformat.write(solved(self.given, *texts), folder / NOTEBOOK)
        self.before[name] = snapshot(bait)

    def grade(self) -> str:
        """Autograde everybody and write their feedback."""
        said = self.nbgrader("autograde", ASSIGNMENT, f"--ExecutePreprocessor.timeout={PATIENCE}")
        self.nbgrader("generate_feedback", ASSIGNMENT)
        with closing(sqlite3.connect(self.root / "gradebook.db")) as book:
            rows = book.execute(
                "SELECT a.student_id, b.name, g.auto_score FROM grade g "
                "JOIN base_cell b ON b.id = g.cell_id "
                "JOIN submitted_notebook n ON n.id = g.notebook_id "
                "JOIN submitted_assignment a ON a.id = n.assignment_id"
            ).fetchall()
        self.scores = {(student, cell): score or 0.0 for student, cell, score in rows}
        return said

    def written(self, name: str) -> str:
        """Everything that was written about a student."""
        places = [self.root / step / name for step in ("autograded", "feedback")]
        files = [p for place in places for p in place.rglob("*") if p.is_file()]
        return "".join(p.read_text(errors="replace") for p in files)

    def graded(self, name: str) -> bool:
        """Whether the submission is in ``autograded/`` at all."""
        return (self.root / "autograded" / name / ASSIGNMENT / NOTEBOOK).is_file()

    def marks(self, name: str) -> tuple[float, float]:
        """Points for the features and for the exercise that is attacked."""
        return self.scores.get((name, "features"), 0.0), self.scores.get((name, "loss"), 0.0)

    def gains(self, attack: Attack) -> list[str]:
        """What an attack has gained; nothing where it was stopped."""
        name, text = attack.name, self.written(attack.name)
        features, loss = self.marks(name)
        wrong = attack.required.startswith("loses")
        secret = any(canary in text for canary in self.hall.canaries.values())
        found = [
            (secret, "a secret is told"),
            (bool(re.search(rf"RuntimeError[^\n]{{0,60}}{DONE}", text)), "came through"),
            (snapshot(self.baits / name) != self.before[name], "a file is touched"),
            (wrong and loss > 0, f"wrong work earns {loss:g} of 6"),
            (not self.graded(name), "is not graded at all"),
            (self.graded(name) and features < 2, "other marks are lost"),
        ]
        return [words for won, words in found if won]

    def gains_beside(self, name: str) -> list[str]:
        """The same for an attack by files."""
        text, due = self.written(name), BESIDE[name].gains
        secret = any(canary in text for canary in self.hall.canaries.values())
        found = [
            (secret, "a secret is told"),
            (sum(self.marks(name)) > due, f"earns {sum(self.marks(name)):g} of 8, due {due:g}"),
            (SCRIPT in text, "the script stands in the feedback page"),
        ]
        return [words for won, words in found if won]


def main(names: list[str]) -> None:
    """Measure, print, and write the figures down."""
    attacks = read_attacks()
    tried = [name for name in TRIED if not names or name in names]
    by_file = [name for name in BESIDE if not names or name in names]
    found: dict[str, dict[str, Any]] = {}
    with ExitStack() as stack:
        hall = Hall(stack)
        baits = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="baits-")))
        baits.chmod(0o755)
        started = time.perf_counter()
        known = hall.known()
        ours = {}
        for name in tried:
            attack = attacks[name]
            seen = hall.grade(attack.cells, seconds=attack.seconds)
            ours[name] = harm(seen, known, attack.required)
        our_seconds = time.perf_counter() - started
        plain = Plain(hall, baits)
        for name, answer in (("honest", LOSS), ("wrong", WRONG)):
            plain.hand_in(name, (answer,))
        for name in tried:
            plain.hand_in(name, attacks[name].cells)
        for name in by_file:
            write_beside(plain.root, name, plain.given)
        started = time.perf_counter()
        said = plain.grade()
        seconds = time.perf_counter() - started
        assert plain.marks("honest") == (2.0, 6.0) and plain.marks("wrong") == (2.0, 0.0), said
        for name in tried:
            theirs = plain.gains(attacks[name])
            found[name] = {"tries": attacks[name].tries, "ours": ours[name], "nbgrader": theirs}
        for name in by_file:
            found[name] = {"tries": BESIDE[name].says, "nbgrader": plain.gains_beside(name)}
    _print(found, our_seconds, seconds)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(found, indent=1) + "\n")


def _print(found: dict[str, dict[str, Any]], ours: float, theirs: float) -> None:
    print(f"{'attack':<30}{'ours':<12}nbgrader autograde")
    for name, row in found.items():
        mine = "see tests" if "ours" not in row else "; ".join(row["ours"]) or "stopped"
        print(f"{name:<30}{mine:<12}{'; '.join(row['nbgrader']) or 'stopped'}")
    both = [row for row in found.values() if "ours" in row]
    won = sum(bool(row["ours"]) for row in both)
    lost = sum(bool(row["nbgrader"]) for row in found.values())
    print(f"\nsucceed: {won} of {len(both)} with us, {lost} of {len(found)} with nbgrader")
    print(f"seconds for the class: {ours:.0f} (one process), {theirs:.0f}")


if __name__ == "__main__":
    main(sys.argv[1:])
