"""Downloads as Canvas, Moodle and Gradescope name their files, made by hand."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

UNIT, OTHER = "01_linear_regression", "03_softmax_classifier"
Files = Iterable[tuple[str, bytes]]


def notebook(unit: str = UNIT, mark: str = "") -> bytes:
    """A small notebook of a unit; ``mark`` tells it from others."""
    source = f'from autograder import start\n\nstart("{unit}", version="0.1")\n# {mark}'
    cell = {"cell_type": "code", "id": "setup", "metadata": {}, "source": source,
            "outputs": [], "execution_count": None}  # fmt: skip
    whole = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole).encode()


def zipped(files: Files) -> bytes:
    """An archive; a name may stand in it twice."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 31, 12, 0, 0)), data)
    return out.getvalue()


def download(path: Path, files: Files | Mapping[str, bytes]) -> Path:
    """An archive on the disk."""
    path.write_bytes(zipped(files.items() if isinstance(files, Mapping) else files))
    return path


def moodle(name: str, number: int, file: str, plugin: str = "file") -> str:
    """A path as Moodle writes it since 3.1."""
    return f"{name}_{number}_assignsubmission_{plugin}/{file}"


def yaml_of(submitters: Mapping[str, tuple[str, list[tuple[str, str, str]]]]) -> bytes:
    """Gradescope's metadata: folder → time and submitters (name, sid, email)."""
    lines = ["---"]
    for folder, (time, people) in submitters.items():
        lines += [f"{folder}:", "  :submitters:"]
        for name, sid, email in people:
            lines += [
                f"  - :name: {json.dumps(name)}",
                f"    :sid: '{sid}'",
                f"    :email: {email}",
            ]
        lines += [f"  :created_at: {time}", "  :score: 5.0", "  :history: []"]
    return "\n".join(lines).encode()
