"""Student text made safe to show: code, Markdown answers, names.

Nothing here trusts its input: it is capped in length, stripped of control
characters, and either escaped or cleaned by nh3 to a short list of tags.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import MutableMapping, Sequence
from functools import cache
from html import escape
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from autograder.rendering import plain
from autograder.reports.maths import readable

MAX_CODE = 60_000
MAX_ANSWER = 20_000
CUT = "… cut here: the rest is in the submission."

_TAGS = set(
    "a b blockquote br code dd del dl dt em h1 h2 h3 h4 h5 h6 hr i li ol p pre s span strong "
    "sub sup table tbody td th thead tr u ul".split()
)


def tidy(source: str, limit: int = MAX_CODE) -> str:
    """Source text as it was written, without control characters and never longer than a cap.

    Tabs stay. What would turn the order of letters around (bidirectional marks) goes:
    code must be read as it runs.
    """
    kept = source[: limit + 1]
    if not _PLAIN.fullmatch(kept):
        kept = "".join(c for c in kept if c in "\n\t" or _shown(c))
    return kept if len(source) <= limit else f"{kept[:limit]}\n# {CUT}"


_PLAIN = re.compile(r"[\n\t\x20-\x7e]*")
"""What most code is made of, and all of which is shown."""


def _shown(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs")


_HIGHLIGHTED, _LONG_LINE = 20_000, 400
"""Characters of a cell, and of a line, beyond which code is not highlighted."""


def code_html(source: str) -> str:
    """Python source as escaped HTML, its parts marked with the classes of pygments.

    What nobody wrote by hand is shown plain: patterns of the highlighter take time in
    the square of a line's length, and a minute for one cell is an attack.
    """
    text = tidy(source.expandtabs(4)).strip("\n").rstrip()
    if not written_by_hand(text):
        return escape(text)
    return str(highlight(text, *_highlighter())).rstrip("\n")


@cache
def _highlighter() -> tuple[PythonLexer, HtmlFormatter[str]]:
    return PythonLexer(), HtmlFormatter(nowrap=True)


def written_by_hand(text: str) -> bool:
    """Whether code is short enough, line by line too, for a highlighter."""
    lines = text.split("\n")
    return len(text) <= _HIGHLIGHTED and all(len(line) <= _LONG_LINE for line in lines)


def answer_html(markdown: str) -> str:
    """A student's Markdown as clean HTML: no scripts, styles, pictures or odd links."""
    return _clean_html(markdown, html=True)


def question_html(markdown: str) -> str:
    """The same of a question, its formulas as text that can be read without a script."""
    return _clean_html(markdown, html=True, formulas=True)


def comment_html(markdown: str) -> str:
    """A teacher's comment as clean HTML: Markdown, as formgrader's box promises, in which a tag
    is what was typed and no tag."""
    return _clean_html(markdown, html=False)


def _clean_html(markdown: str, *, html: bool, formulas: bool = False) -> str:
    text = plain(markdown[:MAX_ANSWER].expandtabs(4))
    if len(markdown) > MAX_ANSWER:
        text += f"\n\n{CUT}"
    return nh3.clean(
        _markdown(html, formulas).render(text),
        tags=_TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
        url_relative="deny",
    )


def answer_cell(markdown: str) -> str:
    """A student's Markdown as the source of a Markdown cell that no renderer reads anew.

    One HTML block on one line: Markdown hands it on as it is, so that nothing in it
    becomes a tag, a link or an attribute later (nbconvert passes ``javascript:`` links).
    """
    block = answer_html(markdown).strip().replace("\r", "").replace("\n", "&#10;")
    return f'<div class="student-answer">{block}</div>'


@cache
def _markdown(html: bool, formulas: bool) -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": html}).enable("table").enable("strikethrough")
    md.use(dollarmath_plugin, double_inline=True, allow_labels=False)
    for rule, mark in (("math_inline", "$"), ("math_inline_double", "$$"), ("math_block", "$$")):
        md.add_render_rule(rule, _in_words if formulas else _as_written(mark))
    md.add_render_rule("image", _alternative)
    return md


def _as_written(mark: str) -> Any:
    def rule(
        self: RendererHTML,
        tokens: Sequence[Token],
        place: int,
        options: Any,
        env: MutableMapping[str, Any],
    ) -> str:
        text = escape(f"{mark}{tokens[place].content.strip()}{mark}")
        return f"<p>{text}</p>" if tokens[place].type == "math_block" else f"<span>{text}</span>"

    return rule


def _in_words(
    self: RendererHTML,
    tokens: Sequence[Token],
    place: int,
    options: Any,
    env: MutableMapping[str, Any],
) -> str:
    text = f"<code>{readable(tokens[place].content.strip())}</code>"
    return f"<p>{text}</p>" if tokens[place].type == "math_block" else text


def _alternative(
    self: RendererHTML,
    tokens: Sequence[Token],
    place: int,
    options: Any,
    env: MutableMapping[str, Any],
) -> str:
    """A picture is shown as its alternative text: loading it could tell who is marking."""
    return f"<em>[picture: {escape(tokens[place].content or 'without a description')}]</em>"
