"""The pictures of the syllabus page: the last one that each solved notebook draws.

Run ``python -m autograder.authoring.pictures [UNIT]…`` (``make pictures``): it executes
the solutions, so it takes a minute, and a picture is as fresh as its last run.
"""

from __future__ import annotations

import base64
import io
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from nbconvert.preprocessors import ExecutePreprocessor
from nbformat import NotebookNode
from PIL import Image, PngImagePlugin

from autograder.authoring.build import build_unit
from autograder.authoring.percent import shown
from autograder.authoring.source import read_source
from autograder.authoring.syllabus import WIDTH, WORDS
from autograder.exercises import unit_slugs
from autograder.layout import Course, find_course

SECONDS = 120
COLOURS = 64


def write_picture(course: Course, unit: str) -> Path:
    """Execute a unit's solution and write its last picture, with its words, as a small PNG."""
    notebook = build_unit(read_source(course.source(unit))).instructor
    with tempfile.TemporaryDirectory() as folder:
        run = ExecutePreprocessor(timeout=SECONDS, kernel_name="python3")
        run.preprocess(notebook, {"metadata": {"path": folder}})
    data = _last_picture(notebook)
    path = course.picture(unit)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(thumbnail(base64.b64decode(data["image/png"]), data["text/plain"]))
    return path


def thumbnail(png: bytes, words: str) -> bytes:
    """A PNG of twice the page's width, for sharp screens, that carries its own words."""
    with Image.open(io.BytesIO(png)) as opened:
        picture = opened.convert("RGB")
    width = 2 * WIDTH
    picture = picture.resize((width, round(picture.height * width / picture.width)))
    told = PngImagePlugin.PngInfo()
    told.add_itxt(WORDS, words)
    with io.BytesIO() as file:
        picture.quantize(COLOURS).save(file, "png", optimize=True, pnginfo=told)
        return file.getvalue()


def _last_picture(notebook: NotebookNode) -> NotebookNode:
    shows = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    pictures: list[NotebookNode] = [o.data for o in shows if "image/png" in o.get("data", {})]
    return pictures[-1]


def main(units: Sequence[str]) -> None:
    """Write the pictures of ``units``, by default of all."""
    course = find_course()
    for unit in units or unit_slugs():
        print("wrote", shown(write_picture(course, unit)))


if __name__ == "__main__":
    main(sys.argv[1:])
