"""Run the solution of a unit, or a mistaken version of it, in the trusted process.

Only the author's own code runs here, never a student's.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Mapping
from typing import Any

from autograder.authoring.bank import Mistake, Style, apply
from autograder.authoring.source import SourceCell, UnitSource
from autograder.errors import SourceError

_RUN = ("exercise", "given")


class Reference:
    """The names that the solution defines, exercise by exercise.

    ``before[slug]`` are the names just before its answer cell; replacing that
    cell and running on to a check gives any mistaken or alternative notebook.
    """

    def __init__(self, source: UnitSource) -> None:
        self.source = source
        self._cells = [cell for cell in source.cells if cell.role in (*_RUN, "check")]
        self._before: dict[str, dict[str, Any]] = {}
        self._at_check: dict[str, dict[str, Any]] = {}
        names: dict[str, Any] = {"__name__": "__main__"}
        for cell in self._cells:
            if cell.role == "exercise":
                self._before[cell.slug] = dict(names)
            if cell.role == "check":
                self._at_check[cell.slug] = dict(names)
            else:
                self._run(cell, cell.source, names)

    def namespace(self, slug: str) -> Mapping[str, Any]:
        """The names where the check of ``slug`` stands."""
        return self._at_check[slug]

    def mistaken(self, slug: str, mistake: Mistake, at: str = "") -> Mapping[str, Any]:
        """The names at the check of ``at`` (default: ``slug``) with a mistake in ``slug``."""
        return self.replaced(slug, apply(mistake, self._answer(slug).source), at)

    def styled(self, slug: str, style: Style) -> Mapping[str, Any]:
        """The names at the check of ``slug`` with the answer written another way."""
        return self.replaced(slug, style.code)

    def replaced(self, slug: str, code: str, at: str = "") -> Mapping[str, Any]:
        """The names at a check with other code in the answer cell of ``slug``."""
        names = dict(self._before[slug])
        answer = self._answer(slug)
        self._run(answer, code, names)
        for cell in self._cells[self._cells.index(answer) + 1 :]:
            if cell.role == "check":
                if cell.slug == (at or slug):
                    break
            else:
                self._run(cell, cell.source, names)
        return names

    def _answer(self, slug: str) -> SourceCell:
        return next(c for c in self._cells if c.role == "exercise" and c.slug == slug)

    def _run(self, cell: SourceCell, code: str, names: dict[str, Any]) -> None:
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile(code, f"<{cell.slug}>", "exec", dont_inherit=True), names)
        except Exception as error:
            said = f"this cell does not run: {type(error).__name__}: {error}"
            raise SourceError(str(self.source.path), cell.line, said) from error
