"""The style of formgrader's page, without a browser."""

from __future__ import annotations

import copy

import pytest
from nbconvert.exporters import HTMLExporter
from traitlets.config import Config

from autograder.integrations.formgrader import CSS, PageStyle
from tests.integrations.making import ROOT, notebook_of, released, result

pytestmark = pytest.mark.filterwarnings("ignore")  # nbconvert's own


def page(notebook: object) -> str:
    """What nbconvert makes of a notebook with our configuration of it."""
    config = Config({"HTMLExporter": {"preprocessors": [PageStyle]}})
    html, _ = HTMLExporter(config=config).from_notebook_node(notebook)
    return str(html)


def test_a_units_page_has_the_style_and_its_notebook_does_not() -> None:
    """Is the style in the page whole, and the notebook what it was?"""
    notebook = notebook_of(result())
    before = copy.deepcopy(notebook)
    assert f"<style>{CSS}</style>" in page(notebook)
    assert notebook == before


def test_other_notebooks_keep_nbgraders_look() -> None:
    """Is a notebook that this course did not grade left alone?"""
    assert CSS not in page(released())


def test_the_configuration_names_it() -> None:
    """Does nbgrader_config.py name the class by where it is?"""
    name = f"{PageStyle.__module__}.{PageStyle.__qualname__}"
    assert f'"{name}"' in (ROOT / "nbgrader_config.py").read_text()
