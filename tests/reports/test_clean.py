"""Student text on its way to a browser."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.reports.clean import (
    MAX_ANSWER,
    MAX_CODE,
    answer_cell,
    answer_html,
    code_html,
    comment_html,
    tidy,
)

ALLOWED = re.compile(
    r"</?(?:a|b|blockquote|br|code|dd|del|dl|dt|em|h[1-6]|hr|i|li|ol|p|pre|s|span|strong|sub|sup"
    r'|table|tbody|td|th|thead|tr|u|ul)(?: (?:href="(?:https?://|mailto:|[^":]*")[^"]*"?'
    r'|rel="noopener noreferrer nofollow"|start="[^"<>]*"))* ?/?>'
)
PIECES = st.sampled_from(
    ["<script>", "</div>", "<img src=x onerror=1>", "[a](javascript:b)", "<!--", "-->", "```\n",
     "`", "$", "$$", "\n\n", "    ", "&#10;", "&lt;", '"', "'", "<a href='", "<", ">", "&", "a",
     "javascript:", "<svg/onload=1>", "- ", "> ", "| a |\n|--|\n", "\x00", "‮", "]]>", "<b ",
     "[x]: javascript:1\n", "[x]", "![y](http://z/p.png)", "<style>", "\r", "é"]
)  # fmt: skip


def without_allowed_tags(html: str) -> str:
    return ALLOWED.sub("", html)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_only_allowed_tags_survive(text: str) -> None:
    """Whatever is put together: is every tag on the short list, and nothing else a tag?"""
    assert "<" not in without_allowed_tags(answer_html(text))
    assert "<" not in without_allowed_tags(comment_html(text))


@given(st.lists(PIECES, max_size=30).map("".join))
def test_answer_is_one_line_for_markdown(text: str) -> None:
    """Is the cell's source one HTML block without a line end, so that Markdown passes it on?"""
    source = answer_cell(text)
    assert len(source.splitlines()) == 1
    assert source.startswith('<div class="student-answer">')
    assert source.endswith("</div>")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a < b **c**", "a &lt; b <strong>c</strong>"),
        ("`x < y`", "<code>x &lt; y</code>"),
        ("$a_1 * b_1 * c<d$", "<span>$a_1 * b_1 * c&lt;d$</span>"),
        ("![the loss](http://x/p.png)", "<em>[picture: the loss]</em>"),
        ("[a](https://x.org)", '<a href="https://x.org" rel="noopener noreferrer nofollow">a</a>'),
        ("[a](JaVaScRiPt:alert(1))", "[a](JaVaScRiPt:alert(1))"),
        ('<a href="javascript:1">a</a>', '<a rel="noopener noreferrer nofollow">a</a>'),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "<td>1</td>"),
    ],
)
def test_answers_keep_what_is_meant(text: str, shown: str) -> None:
    """Do words, code, mathematics, tables and links survive the cleaning?"""
    assert shown in answer_html(text)


@given(st.text())
def test_code_is_escaped(source: str) -> None:
    """Is there no tag in shown code but pygments' own spans?"""
    left = re.sub(r'<span class="[a-z0-9]+">|</span>', "", code_html(source))
    assert "<" not in left


@given(
    st.text(st.sampled_from("a =\t\n\r\x0b\x0c\x00\x1b\x7f\x85\u200f\u202eé\ud800"), max_size=12)
)
def test_what_is_not_shown_goes_and_all_else_stays(source: str) -> None:
    """Is code of plain characters left alone, and of other code every control character gone?"""
    assert tidy(source) == "".join(c for c in source if c in "a =\t\né")


def test_long_text_is_cut_and_says_so() -> None:
    """Are huge cells and answers capped?"""
    assert len(tidy("x" * (2 * MAX_CODE))) < MAX_CODE + 100
    assert "cut here" in tidy("x" * (2 * MAX_CODE))
    assert "cut here" in answer_html("x " * MAX_ANSWER)


@pytest.mark.parametrize(
    "piece", ["[", "*a ", ">", "**a", "[a](b", "$", "<!--", "_a_", "<div>", "`a "]
)
def test_no_text_takes_long(piece: str) -> None:
    """Does text made to stall a Markdown parser stall nothing?"""
    started = time.monotonic()
    answer_html(piece * MAX_ANSWER)
    assert time.monotonic() - started < 5


def test_code_that_nobody_wrote_by_hand_is_not_highlighted() -> None:
    """Is a line on which the highlighter would spend minutes shown plain, at once?"""
    line = '"%' + "0" * 22_000
    started = time.perf_counter()
    assert code_html(line) == line.replace('"', "&quot;")
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize("address", ["//evil.example", "/api/shutdown", "?a=1", "javascript:x"])
def test_links_lead_to_the_web_or_nowhere(address: str) -> None:
    """Is a link into the server that shows the page taken out?"""
    assert "href" not in answer_html(f"[here]({address})")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Say <why>, *too*.", "<p>Say &lt;why&gt;, <em>too</em>.</p>"),
        ("`dW <- x` <b>no</b>", "<p><code>dW &lt;- x</code> &lt;b&gt;no&lt;/b&gt;</p>"),
        ("- one\n- two", "<li>one</li>"),
        ("$x_1 * x_2$", "<span>$x_1 * x_2$</span>"),
        ("", ""),
    ],
)
def test_comment_is_markdown_without_tags(typed: str, shown: str) -> None:
    """Is a teacher's comment the Markdown that formgrader's box asks for, each tag as typed?"""
    assert shown in comment_html(typed) and bool(comment_html(typed)) == bool(typed)
