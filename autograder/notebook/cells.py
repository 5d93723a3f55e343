"""The cells of a submission: kind and source, and nothing else of what a student sent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["code", "markdown", "raw"]

_CHECK = re.compile(r"""(?<![\w"'])check\(\s*(?:slug\s*=\s*)?(["'])([A-Za-z0-9_-]+)\1""")
_CODE = re.compile(r"""^((?:[^#"']|"[^"]*"|'[^']*')*)#""")


@dataclass(frozen=True)
class Cell:
    """One cell. Line ends are ``\\n``; metadata, outputs and attachments are gone."""

    kind: Kind
    source: str


@dataclass(frozen=True)
class Submission:
    """What was handed in. ``digest`` is the SHA-256 of the file's bytes, in hex."""

    cells: tuple[Cell, ...]
    digest: str


def asked_slugs(source: str) -> tuple[str, ...]:
    """The exercises that a code cell checks, in order: ``check("mse-loss")`` asks for one.

    Works on text, so that a cell that does not parse still says where it stands.
    """
    lines = map(_without_comment, source.split("\n"))
    found = (match[2] for line in lines for match in _CHECK.finditer(line))
    return tuple(dict.fromkeys(found))


def _without_comment(line: str) -> str:
    code = _CODE.match(line)
    return code[1] if code else line
