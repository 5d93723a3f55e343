"""The notebooks run: the teacher's to its end, the student's up to its own stubs."""

from __future__ import annotations

import base64
import contextlib
import io
import resource
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode

from autograder.authoring.build import build_unit
from autograder.authoring.source import UnitSource, read_source

SOURCES = sorted((Path(__file__).parents[2] / "solutions").glob("[0-9][0-9]_*.py"))
UNITS = [path.stem for path in SOURCES]
SECONDS = 60

each_unit = pytest.mark.parametrize("slug", UNITS)


def source_of(slug: str) -> UnitSource:
    """The source of a unit."""
    return read_source(SOURCES[UNITS.index(slug)])


def run(notebook: NotebookNode, folder: Path) -> float:
    """Execute every cell, going on after errors; the processor seconds it took."""
    client = NotebookClient(
        notebook,
        timeout=5 * SECONDS,
        kernel_name="python3",
        allow_errors=True,
        store_widget_state=False,
        resources={"metadata": {"path": str(folder)}},
    )
    start = processor_seconds()
    client.execute()
    return processor_seconds() - start


def processor_seconds() -> float:
    """What this process's children have used, once they have ended: no neighbour changes it."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def outputs(notebook: NotebookNode) -> Iterator[tuple[NotebookNode, NotebookNode]]:
    """Every output, with its cell."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            yield cell, output


def errors(notebook: NotebookNode) -> list[str]:
    """Every error in the outputs, as ``name: message``."""
    return [f"{o.ename}: {o.evalue}" for _, o in outputs(notebook) if o.output_type == "error"]


def stderr(notebook: NotebookNode) -> list[str]:
    """Everything that was written to stderr."""
    return [o.text for _, o in outputs(notebook) if o.get("name") == "stderr"]


@pytest.mark.notebooks
@each_unit
def test_solution_runs_clean_within_a_minute(slug: str, tmp_path: Path) -> None:
    """Does the solution run without an error or a word on stderr, in 60 s of processor time?"""
    notebook = build_unit(source_of(slug)).instructor
    seconds = run(notebook, tmp_path)
    assert errors(notebook) == [] and stderr(notebook) == []
    assert seconds < SECONDS
    pictures = [o.data for _, o in outputs(notebook) if "image/png" in o.get("data", {})]
    assert len(pictures) >= 2
    for data in pictures:
        assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")
        assert 'alt="' in data["text/html"] and len(data["text/plain"]) > 20
    assert len(nbformat.writes(notebook)) < 2_000_000


FRESH = [
    pytest.param(slug, marks=[pytest.mark.prove] if number % 2 else [])
    for number, slug in enumerate(UNITS)
]
"""Every second unit every day, all of them in make prove."""


@pytest.mark.notebooks
@pytest.mark.parametrize("slug", FRESH)
def test_fresh_notebook_stops_only_at_its_stubs(slug: str, tmp_path: Path) -> None:
    """Does a student who runs all cells at once read of unwritten functions, and nothing else?"""
    notebook = build_unit(source_of(slug)).student
    run(notebook, tmp_path)
    found = errors(notebook)
    assert found and all(
        text.startswith("NotImplementedError: ") and text.endswith(" is not written yet")
        for text in found
    )
    assert stderr(notebook) == []


def half_done(slug: str, written: int) -> Iterator[str]:
    """The student's code with the first ``written`` exercises solved, cell by cell."""
    source = source_of(slug)
    answers = {f"{e.slug}-answer": e.answer.source for e in source.exercises[:written]}
    for cell in build_unit(source).student.cells:
        if cell.cell_type == "code":
            yield answers.get(cell.id, cell.source)


def states() -> Iterator[Any]:
    """Each unit with one to four exercises done: every day one of them, the rest in make prove."""
    for number, slug in enumerate(UNITS):
        for written in range(1, 5):
            marks = () if written == number % 4 + 1 else (pytest.mark.prove,)
            yield pytest.param(slug, written, marks=marks)


@pytest.mark.parametrize(("slug", "written"), list(states()))
def test_half_done_notebook_stops_only_at_its_stubs(slug: str, written: int) -> None:
    """Does each demo that fails say which function is not written, whatever is done already?"""
    namespace: dict[str, Any] = {}
    worked, stopped = 0, []
    for code in half_done(slug, written):
        with contextlib.redirect_stdout(io.StringIO()):
            try:
                exec(code, namespace)
                worked += 1
            except NotImplementedError as stub:
                stopped.append(str(stub))
    assert worked > len(stopped)
    assert all(said.endswith(" is not written yet") for said in stopped)
