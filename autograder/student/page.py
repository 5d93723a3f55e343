"""Where a result is shown: a card in Jupyter, text anywhere else."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from autograder.model import Verdict
from autograder.rendering import INFO, as_html, as_text, card_style, plain, text


class Page(Protocol):
    """Something that can be shown both ways."""

    def as_text(self) -> str: ...
    def as_html(self) -> str: ...
    @property
    def points(self) -> float: ...


@dataclass(frozen=True)
class Card:
    """A verdict on the page."""

    verdict: Verdict

    @property
    def points(self) -> float:
        return float(self.verdict.points)

    def as_text(self) -> str:
        return as_text(self.verdict)

    def as_html(self) -> str:
        return as_html(self.verdict)


@dataclass(frozen=True)
class Note:
    """A few plain sentences on the page, one a line."""

    said: str
    points: float = 0.0

    def as_text(self) -> str:
        return plain(self.said)

    def as_html(self) -> str:
        lines = "<br>".join(text(line) for line in self.said.splitlines())
        return f'<div style="{card_style(INFO)}">{lines}</div>'


@dataclass(frozen=True)
class Step:
    """One of several hints on the page."""

    slug: str
    title: str
    said: str
    number: int
    of: int
    again: bool = False
    points: float = 0.0

    def as_text(self) -> str:
        again = " (the last one, again)" if self.again else ""
        return plain(f"{self.title}, hint {self.number} of {self.of}{again}: {self.said}")

    def as_html(self) -> str:
        dots = "●" * self.number + "○" * (self.of - self.number)
        asked = f'hint("{self.slug}")'
        call = f"<code>{text(asked)}</code>"
        more = f"{call} again gives the next one." if self.number < self.of else "The last one."
        return (
            f'<div style="{card_style(INFO)}"><div style="display:flex;font-weight:600;'
            f'justify-content:space-between"><span><code>{text(self.slug)}</code>, '
            f"hint {self.number} of {self.of}</span>"
            f'<span aria-hidden="true">{dots}</span></div>'
            f'<p style="margin:.5em 0">{text(self.said)}</p>'
            f'<div style="opacity:.8">{more}</div></div>'
        )


class Shown:
    """What a cell shows. Its text is always the marks as a plain float.

    nbgrader reads a last line that is a number as partial credit, so a notebook
    graded without our configuration gives honest work the same marks.
    """

    def __init__(self, page: Page) -> None:
        self.page = page

    def __repr__(self) -> str:
        return repr(float(self.page.points))

    def __float__(self) -> float:
        return float(self.page.points)

    def _repr_html_(self) -> str:
        return self.page.as_html()


class Told(Shown):
    """Like ``Shown``, for pages that carry no marks: shows nothing as plain text."""

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/plain": self.page.as_text(), "text/html": self.page.as_html()}


def show(result: Verdict | Note) -> Shown:
    """Show a verdict, or a sentence in its place (worth 0), where the student is."""
    page = Card(result) if isinstance(result, Verdict) else result
    return _printed(Shown(page))


def tell(said: str | Page) -> Told | None:
    """Show sentences or a page; outside Jupyter they are printed and nothing is returned."""
    page = Note(said) if isinstance(said, str) else said
    if in_jupyter():
        return Told(page)
    print(page.as_text())
    return None


def in_jupyter() -> bool:
    """Whether a page that understands HTML is listening."""
    found = shell()
    return found is not None and type(found).__name__ != "TerminalInteractiveShell"


def namespace_of_caller() -> Mapping[str, Any]:
    """The notebook's names: IPython's, or the globals of whoever called ``check``."""
    found = shell()
    if found is not None:
        names: Mapping[str, Any] = found.user_ns
        return names
    frame = sys._getframe(2)
    return frame.f_globals


def _printed(result: Shown) -> Shown:
    if not in_jupyter():
        print(result.page.as_text())
    return result


def shell() -> Any:
    """The IPython shell that runs the notebook, or None."""
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython is not None else None


def announce(said: str) -> None:
    """Show sentences at once, also where the call is not the last line of its cell."""
    told = tell(said)
    if told is not None:
        from IPython.display import display

        display(told)
