"""The notebooks themselves get the marks they should: solved all, untouched none."""

from __future__ import annotations

import contextlib
import copy
import io
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from autograder.authoring.build import notebook_text
from autograder.authoring.passes import role
from autograder.authoring.proofs.answers import judged
from autograder.authoring.proofs.subject import FRESH_SEEDS, Count, Subject, Yield
from autograder.exercises import unit_slugs
from autograder.model import Verdict

Grade = Callable[[str, NotebookNode], Sequence[Verdict]]


def notebooks_get_their_marks(subject: Subject) -> Yield:
    """The student notebook earns nothing as released, and everything once solved.

    Registered units go through the sandbox, as submissions do; any other unit
    is run in this process. Both hold only our own code.
    """
    registered = subject.unit.slug in unit_slugs()
    with (in_the_sandbox if registered else in_this_process)(subject) as grade:
        yield from _solved(subject, grade("solved", solved_notebook(subject)))
        yield from _untouched(subject, grade("untouched", subject.built.student))
    if registered:
        yield Count("notebooks graded in the sandbox", 2)


def solved_notebook(subject: Subject) -> NotebookNode:
    """The student notebook with the reference in every answer cell."""
    notebook = copy.deepcopy(subject.built.student)
    answers = {f"{e.slug}-answer": e.answer.source for e in subject.maker.source.exercises}
    for cell in notebook.cells:
        cell.source = answers.get(cell.id, cell.source)
    return notebook


def _solved(subject: Subject, verdicts: Sequence[Verdict]) -> Yield:
    for verdict in verdicts:
        yield Count("answers in solved notebooks")
        if verdict.points != verdict.max_points:
            said = (
                f"the solved notebook gets {verdict.points:g} of {verdict.max_points:g} for "
                f"{verdict.exercise} ({verdict.status}): {verdict.message}"
            )
            yield subject.at_source(verdict.exercise, said)


def _untouched(subject: Subject, verdicts: Sequence[Verdict]) -> Yield:
    starters = {e.slug for e in subject.maker.source.exercises if e.starter}
    for verdict in verdicts:
        yield Count("answers in untouched notebooks")
        slug = verdict.exercise
        if verdict.points != 0 or verdict.passed:
            said = f"the untouched notebook earns {verdict.points:g} for {slug}."
            yield subject.at_source(slug, said)
        elif slug not in starters and (
            verdict.status != "not-attempted" or "not written yet" not in verdict.message
        ):
            said = f'the untouched {slug} does not say "not written yet" but: {verdict.message}'
            yield subject.at_source(slug, f"{said} ({verdict.status})")


@contextlib.contextmanager
def in_the_sandbox(subject: Subject) -> Iterator[Grade]:
    """Grade as submissions are graded, with a key that nobody keeps."""
    from autograder.grading.grade import Grader
    from autograder.grading.released import released
    from autograder.grading.rules import Rules

    maker, seed = subject.maker, FRESH_SEEDS[0]
    given_out = released(subject.built.student)
    rules = Rules(
        subject.unit.slug,
        maker.key(seed),
        maker.key("public"),
        given_out,
        maker.version,
        seed,
        settings=subject.settings,
    )
    grader = Grader(
        subject.course, rules.slug, seed, allow_unsandboxed=True, rules=lambda level: rules
    )
    with grader, tempfile.TemporaryDirectory() as folder:

        def grade(name: str, notebook: NotebookNode) -> Sequence[Verdict]:
            path = Path(folder) / f"{name}.ipynb"
            path.write_text(notebook_text(notebook), encoding="utf-8")
            return grader.grade(name, path).result.verdicts

        yield grade


@contextlib.contextmanager
def in_this_process(subject: Subject) -> Iterator[Grade]:
    """Run the cells here, one by one, and ask at the end."""

    def grade(name: str, notebook: NotebookNode) -> Sequence[Verdict]:
        names: dict[str, Any] = {"__name__": "__main__"}
        with contextlib.redirect_stdout(io.StringIO()):
            for cell in notebook.cells:
                if role(cell) in ("given", "exercise"):
                    exec(compile(cell.source, f"<{cell.id}>", "exec", dont_inherit=True), names)
        return [
            judged(exercise, names, subject.key(exercise, FRESH_SEEDS[0]))
            for exercise in subject.unit.exercises
        ]

    yield grade
