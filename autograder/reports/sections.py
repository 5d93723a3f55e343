"""Where a notebook explains an exercise: the heading above its answer cell."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

_HEADING = re.compile(r"^##\s+(.+?)\s*$", re.MULTILINE)
_ANSWER = "-answer"


def sections(notebook: Path) -> Mapping[str, str]:
    """Exercise → heading of its section in a notebook of ours; nothing where it cannot be read."""
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        return _sections([("".join(c["source"]), c["metadata"], c["cell_type"]) for c in cells])
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return {}


def _sections(cells: list[tuple[str, Mapping[str, Mapping[str, str]], str]]) -> dict[str, str]:
    found, heading = {}, ""
    for source, metadata, kind in cells:
        if kind == "markdown":
            heading = next(iter(_HEADING.findall(source)), heading)
        grade_id = metadata.get("nbgrader", {}).get("grade_id", "")
        if grade_id.endswith(_ANSWER) and heading:
            found[grade_id.removesuffix(_ANSWER)] = heading
    return found
