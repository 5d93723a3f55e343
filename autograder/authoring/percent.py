"""Cells of a py:percent file, each with the line it starts on.

jupytext reads the cells but not their lines, and accepts every mistyped option
in silence. So the ``# %%`` lines are found here with Python's own tokenizer
(one inside a string is none), read strictly, and every cell is proved to be the
one that jupytext read: each piece of the file, read alone, must give the same
cell as the file read whole.
"""

from __future__ import annotations

import ast
import io
import json
import re
import tokenize
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

from autograder.errors import SourceError
from autograder.exercises import did_you_mean

Kind = Literal["code", "markdown"]

_FORMAT = {"extension": ".py", "format_name": "percent", "comment_magics": False}
_MARKER = re.compile(r"# %%(?: |$)")
_LIKE_A_MARKER = re.compile(r"#+\s*%|#\s*\[(markdown|md)\]")
_OPTION = re.compile(r'([A-Za-z_]\w*)=("(?:[^"\\]|\\.)*"|\[[^\]]*\]|[-+\w.]+)(?:\s+|$)')
_WORDS = ("demo", "[markdown]")
_BARE_KEY = re.compile(r"([A-Za-z_]\w*)\s*=")


@dataclass(frozen=True)
class PercentCell:
    """One cell as written: its kind, options, text and first line."""

    kind: Kind
    options: Mapping[str, Any]
    demo: bool
    source: str
    line: int


def read_cells(path: Path) -> tuple[PercentCell, ...]:
    """All cells of a py:percent file; raises ``SourceError`` on what it cannot be sure of."""
    text = _read(path)
    lines = text.splitlines()
    starts = _marker_lines(path, text)
    _refuse_text_before(path, lines, starts)
    whole = _jupytext_cells("\n".join(lines) + "\n")
    cells = []
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(lines) + 1], strict=True)):
        piece = _jupytext_cells("\n".join(lines[start - 1 : end - 1]) + "\n")
        if len(piece) != 1 or number >= len(whole) or piece[0] != whole[number]:
            raise SourceError(
                shown(path), start, "jupytext does not read this cell as one cell. Is a # %% line "
                "inside a fenced block or a string, or another cell mark (# In[1]:) in use?"
            )  # fmt: skip
        cell = _cell(path, lines[start - 1], start, *piece[0])
        _refuse_half_code(path, cell)
        cells.append(cell)
    if len(whole) != len(cells):
        raise SourceError(shown(path), starts[-1], "jupytext reads more cells than # %% lines.")
    return tuple(cells)


def shown(path: Path) -> str:
    """A path as messages print it: from here if it is below, else whole."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def comment_lines(source: str) -> dict[int, str]:
    """The comments of a code text that stand on a line of their own, by 1-based line."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    comments = (token for token in tokens if token.type == tokenize.COMMENT)
    return {t.start[0]: t.string for t in comments if not t.line[: t.start[1]].strip()}


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise SourceError(shown(path), 1, "there is no such source. Write it first.") from None
    except UnicodeDecodeError as error:
        raise SourceError(shown(path), 1, f"it is not UTF-8 text: {error}.") from None


def _marker_lines(path: Path, text: str) -> list[int]:
    try:
        compile(text, str(path), "exec", dont_inherit=True)
        comments = comment_lines(text)
    except (SyntaxError, ValueError, tokenize.TokenError) as error:
        line = getattr(error, "lineno", None) or 1
        message = getattr(error, "msg", None) or error
        raise SourceError(shown(path), line, f"it is not valid Python: {message}.") from None
    for line, comment in comments.items():
        if _LIKE_A_MARKER.match(comment) and not _MARKER.match(comment):
            raise SourceError(
                shown(path), line, f'"{comment}" looks like a cell line. Did you mean "# %% …"?'
            )
    found = [line for line, comment in comments.items() if _MARKER.match(comment)]
    for line in found:
        if not text.splitlines()[line - 1].startswith("#"):
            raise SourceError(shown(path), line, "a # %% line must not be indented.")
    if not found:
        raise SourceError(shown(path), 1, "it has no cell. Begin each cell with a # %% line.")
    return sorted(found)


def _refuse_text_before(path: Path, lines: list[str], starts: list[int]) -> None:
    for line, text in enumerate(lines[: starts[0] - 1], start=1):
        if text.strip():
            raise SourceError(shown(path), line, "text before the first # %% line. Move it below.")


def _refuse_half_code(path: Path, cell: PercentCell) -> None:
    """A file may be valid Python where a cell is not: its # %% line stands in a bracket."""
    if cell.kind != "code":
        return
    try:
        ast.parse(cell.source)
    except SyntaxError as error:
        raise SourceError(
            shown(path), cell.line + (error.lineno or 0),
            f"this cell alone is not valid Python: {error.msg}. Does a bracket end below it?"
        ) from None  # fmt: skip


def _jupytext_cells(text: str) -> list[tuple[str, dict[str, Any], str]]:
    import jupytext  # it loads half of Jupyter: only where a file is read

    cells = jupytext.reads(text, fmt=dict(_FORMAT)).cells
    return [(c.cell_type, _metadata(c.metadata), c.source) for c in cells]


def _metadata(metadata: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in metadata.items() if k != "lines_to_next_cell"}


def _cell(
    path: Path, marker: str, line: int, kind: str, metadata: dict[str, Any], source: str
) -> PercentCell:
    rest = marker.removeprefix("# %%").strip()
    expected = "markdown" if rest.startswith("[markdown]") else "code"
    rest = rest.removeprefix("[markdown]").strip()
    word = "" if _BARE_KEY.match(rest) else rest.split(" ")[0]
    if word not in ("", "demo"):
        raise SourceError(
            shown(path), line, f'"{word}" means nothing here.{did_you_mean(word, _WORDS)}'
        )
    options = _options(path, line, rest.removeprefix(word).strip())
    if (kind, metadata.pop("title", ""), metadata) != (expected, word, options):
        raise SourceError(shown(path), line, f"jupytext reads this line as {kind} {metadata}.")
    return PercentCell(cast(Kind, kind), options, word == "demo", source, line)


def _options(path: Path, line: int, text: str) -> dict[str, Any]:
    options: dict[str, Any] = {}
    while text:
        match = _OPTION.match(text)
        if match is None:
            raise SourceError(
                shown(path), line, f'"{text}" is not an option. Write key="text" or key=number.'
            )
        key, value = match.groups()
        if key in options:
            raise SourceError(shown(path), line, f'key "{key}" is given twice.')
        try:
            options[key] = json.loads(value)
        except ValueError:
            raise SourceError(
                shown(path), line, f'the value of "{key}" is not a "text", a number or a list.'
            ) from None
        text = text[match.end() :]
    return options
