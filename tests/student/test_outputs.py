"""What a notebook shows works where no script runs and nothing may be fetched.

VS Code, Colab and GitHub show a cell's HTML in frames of their own, with rules of their own.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

SETUP = """\
import numpy as np
from autograder import check, hint, plots, progress, start
start("01_linear_regression", version="{version}")
def mse_loss(w, b, X, y):
    r = X @ w + b - y
    return np.mean(r**2), X.T @ r / len(y), np.mean(r)
"""
SHOWN = {
    "a card": 'check("mse-loss")',
    "a hint": 'hint("mse-loss")',
    "progress": "progress()",
    "a mismatch": 'start("01_linear_regression", version="0.7")',
    "a picture": "plots.bowls(0.5)",
    "a slider's still": "plots.rate_slider(0.5)",
}
FETCHING = {"script", "link", "iframe", "object", "embed", "base", "meta", "form"}


class Seen(HTMLParser):
    """Every tag with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes a tag."""
        self.tags.append((tag, dict(attrs)))


@pytest.fixture
def colab(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """An IPython that is no terminal, with a made-up google.colab beside it."""
    for name in ("google", "google.colab"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    shell = InteractiveShell.instance()
    shell.run_cell(SETUP.format(version="0.1")).raise_error()
    yield shell
    shell.history_manager.end_session()
    InteractiveShell.clear_instance()


@pytest.mark.parametrize("name", SHOWN)
def test_html_needs_no_script_and_no_network(colab: Any, name: str) -> None:
    """Is all that is shown a page's own text, style and inline pictures?"""
    with capture_output() as shown:
        result = colab.run_cell(SHOWN[name], silent=False)
    result.raise_error()
    formatted, _ = colab.display_formatter.format(result.result)
    displayed = [output.data for output in shown.outputs if "text/html" in output.data]
    seen = Seen()
    seen.feed((displayed or [formatted])[0]["text/html"])
    assert seen.tags
    for tag, attributes in seen.tags:
        assert tag not in FETCHING
        assert not [key for key in attributes if key.startswith("on")]
        assert all("url(" not in (value or "") for value in attributes.values())
        if "src" in attributes:
            assert str(attributes["src"]).startswith("data:image/png;base64,")
            assert attributes.get("alt")
        where = urlsplit(attributes.get("href") or "")
        assert not where.scheme and not where.netloc  # a notebook of the course, beside this one


def test_marks_are_a_plain_number_there_too(colab: Any) -> None:
    """Is the text of a card, which plain nbgrader reads, still the marks?"""
    result = colab.run_cell('check("mse-loss")')
    formatted, _ = colab.display_formatter.format(result.result)
    assert formatted["text/plain"] == "3.0"
