"""The cell that makes a released notebook run in Google Colab.

Colab opens a notebook alone, without the files beside it, so it must know where the wheel
lies. What Colab brings itself is left as it is: its own server does not bear another
``jupyter`` or ``ipywidgets``.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

CELL_ID = "colab"
_COLABS_OWN = ("ipywidgets", "jupyter")
_NAME = re.compile(r"[A-Za-z0-9._-]+")


def with_colab_cell(nb: NotebookNode, wheel: str, dependencies: Sequence[str]) -> NotebookNode:
    """A notebook with a first code cell that, in Colab, installs what the notebook imports.

    It is no cell of nbgrader's (grade book and instructor's notebook lack it), and cannot be
    edited or deleted by mistake. Grading runs it like any cell, and there it does nothing.

    Args:
        wheel: the address of the student's wheel.
        dependencies: what that needs, as in ``pyproject.toml``.
    """
    nb = copy.deepcopy(nb)
    first = next(i for i, cell in enumerate(nb.cells) if cell.cell_type == "code")
    metadata = {"autograder": {"role": "install"}, "deletable": False, "editable": False}
    cell = new_code_cell(source_of(wheel, dependencies), id=CELL_ID, metadata=metadata)
    nb.cells.insert(first, cell)
    return nb


def source_of(wheel: str, dependencies: Sequence[str]) -> str:
    """The text of the cell: plain Python, so that it parses where there is no IPython."""
    needed = [line for line in dependencies if _NAME.match(line)[0] not in _COLABS_OWN]  # type: ignore[index]
    listed = " ".join(f"'{line}'" for line in needed)
    return "\n".join(
        [
            "# For Google Colab: fetches what this notebook imports. Elsewhere it does nothing.",
            "import sys",
            "",
            'if "google.colab" in sys.modules:',
            '    pip = get_ipython().find_line_magic("pip")',
            f'    pip("install --quiet {listed}")',
            f"    pip(\"install --quiet --no-deps '{wheel}'\")",
        ]
    )
