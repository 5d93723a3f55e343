"""Run the solution of a unit, or a mistaken version of it, in the trusted process.

Only the author's own code runs here, never a student's.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Mapping
from types import CodeType
from typing import Any

from autograder.authoring.bank import Mistake, Style, apply
from autograder.authoring.percent import shown
from autograder.authoring.source import SourceCell, UnitSource
from autograder.errors import SourceError

_RUN = ("exercise", "given")


class Reference:
    """The names that the solution defines, exercise by exercise.

    Replacing an answer cell and running on to a check gives any mistaken or alternative
    notebook. It is run from its first cell: an answer may change a class that cells
    above have made, and must not change it for others.
    """

    def __init__(self, source: UnitSource) -> None:
        self.source = source
        self._cells = [cell for cell in source.cells if cell.role in (*_RUN, "check")]
        self._compiled: dict[int, CodeType] = {}
        self._at_check: dict[str, dict[str, Any]] = {}
        names = _fresh()
        for cell in self._cells:
            if cell.role == "check":
                self._at_check[cell.slug] = dict(names)
            else:
                self._run(cell, names)

    def namespace(self, slug: str) -> Mapping[str, Any]:
        """The names where the check of ``slug`` stands."""
        return self._at_check[slug]

    def mistaken(self, slug: str, mistake: Mistake, at: str = "") -> Mapping[str, Any]:
        """The names at the check of ``at`` (default: ``slug``) with a mistake in ``slug``."""
        return self.replaced(slug, apply(mistake, self.answer(slug)), at)

    def styled(self, slug: str, style: Style) -> Mapping[str, Any]:
        """The names at the check of ``slug`` with the answer written another way."""
        return self.replaced(slug, style.code)

    def replaced(self, slug: str, code: str, at: str = "") -> Mapping[str, Any]:
        """The names at a check with other code in the answer cell of ``slug``."""
        names = _fresh()
        for cell in self._cells:
            if cell.role == "check" and cell.slug == (at or slug):
                break
            if cell.role == "exercise" and cell.slug == slug:
                self._run(cell, names, code)
            elif cell.role != "check":
                self._run(cell, names)
        return names

    def answer(self, slug: str) -> str:
        """The answer cell of an exercise."""
        cells = (c for c in self._cells if c.role == "exercise" and c.slug == slug)
        return next(cells).source

    def _run(self, cell: SourceCell, names: dict[str, Any], code: str | None = None) -> None:
        """Run a cell as it stands, or with other code in it."""
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                exec(self._code(cell) if code is None else _code_of(cell, code), names)
        except Exception as error:
            said = f"this cell does not run: {type(error).__name__}: {error}"
            raise SourceError(shown(self.source.path), cell.line, said) from error

    def _code(self, cell: SourceCell) -> CodeType:
        if cell.line not in self._compiled:
            self._compiled[cell.line] = _code_of(cell, cell.source)
        return self._compiled[cell.line]


def _fresh() -> dict[str, Any]:
    return {"__name__": "__main__"}


def _code_of(cell: SourceCell, code: str) -> CodeType:
    return compile(code, f"<{cell.slug}>", "exec", dont_inherit=True)
