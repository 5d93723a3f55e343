"""Gradescope's container as a folder: the zip unpacked, a submission, and what comes of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema

ROOT = Path(__file__).resolve().parents[3]
UNIT = "01_linear_regression"
SEED = "a seed for Gradescope"

MARK = {"type": "number", "minimum": 0}
WORDS = {"type": "string"}
FORMAT = {"enum": ["text", "html", "simple_format", "md", "ansi"]}
SHOWN = {"enum": ["hidden", "after_due_date", "after_published", "visible"]}
TEST = {
    "type": "object",
    "additionalProperties": False,
    "required": ["name", "score", "max_score", "status", "output", "output_format", "visibility"],
    "properties": {
        "score": MARK,
        "max_score": MARK,
        "status": {"enum": ["passed", "failed"]},
        "name": {**WORDS, "minLength": 1},
        "name_format": FORMAT,
        "number": WORDS,
        "output": WORDS,
        "output_format": FORMAT,
        "tags": {"type": "array", "items": WORDS},
        "visibility": SHOWN,
        "extra_data": {"type": "object"},
    },
}
RESULTS = {
    "type": "object",
    "additionalProperties": False,
    "required": ["output", "output_format", "stdout_visibility", "tests"],
    "properties": {
        "score": MARK,
        "execution_time": MARK,
        "output": {**WORDS, "minLength": 1},
        "output_format": FORMAT,
        "test_output_format": FORMAT,
        "test_name_format": FORMAT,
        "visibility": SHOWN,
        "stdout_visibility": SHOWN,
        "extra_data": {"type": "object"},
        "tests": {"type": "array", "items": TEST, "minItems": 1},
    },
}
"""The fields that Gradescope documents, and none besides; no leaderboard."""


@dataclass(frozen=True)
class Ran:
    """What one run left: its results, and what it printed."""

    results: dict[str, Any]
    printed: str

    @property
    def told(self) -> str:
        """What a student reads first, on one line."""
        return " ".join(self.results["output"].split())

    @property
    def marks(self) -> dict[str, float]:
        """Points by exercise."""
        return {test["tags"][1]: test["score"] for test in self.results["tests"]}

    @property
    def outputs(self) -> dict[str, str]:
        """What a student reads, by exercise."""
        return {test["tags"][1]: test["output"] for test in self.results["tests"]}


@dataclass(frozen=True)
class Container:
    """A folder laid out as Gradescope's ``/autograder``."""

    root: Path

    @classmethod
    def made(cls, root: Path, archive: Path) -> Container:
        """The folder with a zip unpacked, as Gradescope does when it builds the container."""
        for name in ("source", "submission", "results"):
            (root / name).mkdir(parents=True)
        with zipfile.ZipFile(archive) as unpacked:
            unpacked.extractall(root / "source")
            for info in unpacked.infolist():
                (root / "source" / info.filename).chmod(info.external_attr >> 16 & 0o777)
        (root / "run_autograder").write_bytes((root / "source" / "run_autograder").read_bytes())
        (root / "run_autograder").chmod(0o755)
        return cls(root)

    def hand_in(self, name: str, text: str) -> Path:
        """A file of the submission."""
        path = self.root / "submission" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def run(self, *before: str, **environment: str) -> Ran:
        """Run ``run_autograder`` as Gradescope does; ``before`` are words of a launcher."""
        known = {
            "PATH": os.environ["PATH"],
            "AUTOGRADER_ROOT": str(self.root),
            "AUTOGRADER_PYTHON": sys.executable,
        }
        done = subprocess.run(
            [*before, str(self.root / "run_autograder")],
            cwd=self.root,
            env=known | environment,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        results = json.loads(
            (self.root / "results" / "results.json").read_text(encoding="utf-8"),
            parse_constant=lambda constant: 1 / 0,
        )
        jsonschema.validate(results, RESULTS)
        left = sorted(path.name for path in (self.root / "results").iterdir())
        assert left == ["results.json"]
        return Ran(results, done.stdout + done.stderr)


def situation(name: str) -> str:
    """One of the tiny notebooks in tests/notebooks."""
    return (ROOT / "tests" / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8")


def notebook(*cells: str) -> str:
    """A notebook of code cells."""
    made = [{"cell_type": "code", "metadata": {}, "outputs": [], "source": c} for c in cells]
    for cell in made:
        cell["execution_count"] = None
    whole = {"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    return json.dumps(whole)
