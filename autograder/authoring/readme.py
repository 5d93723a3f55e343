"""The ``README.md`` of a release: how to start, and links to where it lies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

import autograder
from autograder.authoring.places import Places
from autograder.exercises import load_unit

BINDER_BADGE = "https://mybinder.org/badge_logo.svg"
COLAB_BADGE = "https://colab.research.google.com/assets/colab-badge.svg"


def readme(
    units: Sequence[str], project: Mapping[str, Any], places: Places, notes: Sequence[str] = ()
) -> str:
    """The page of the units handed out so far, with lines on what is special just now."""
    return "\n".join(
        [
            "# Backprop by Hand",
            "",
            f"Version {autograder.__version__}. Python {project['requires-python']}.",
            "",
            *_badges(units, places),
            "```",
            "pip install -r requirements.txt",
            "jupyter lab course",
            "```",
            "",
            "(or `conda env create -f environment.yml`, then `conda activate backprop-by-hand`)",
            "",
            "Fill the cells marked TODO and run the check below each: it says what is right,",
            'and where and why something is not. `hint("…")` helps, `progress()` counts, and',
            '`example("…")` gives you the inputs of a check to try by hand. In a terminal,',
            "`autograder check NOTEBOOK` says the same; with `--watch`, again whenever you save.",
            "Run the first cell first. A cell that stays at `[*]` is stopped by the square button.",
            *notes,
            "",
            "Units with pictures, times and points: [course/README.md](course/README.md)",
            "(in JupyterLab: right-click, Open With, Markdown Preview).",
            "",
            *_units(units, places),
            "",
        ]
    )


def path_of(unit: str) -> str:
    """Where a unit's notebook lies in a release."""
    return f"course/{unit}/{unit}.ipynb"


def _badges(units: Sequence[str], places: Places) -> Iterator[str]:
    """Links to the whole course, where its repository is known."""
    if not places.repository:
        return
    yield f"[![Launch on Binder]({BINDER_BADGE})]({places.binder('course')})"
    if units:
        yield f"[![Open in Colab]({COLAB_BADGE})]({places.colab(path_of(units[0]))})"
    if places.hub:
        host = urlsplit(places.hub).netloc
        yield f"[Open on {host}]({places.nbgitpuller('course')})"
    yield ""


def _units(units: Sequence[str], places: Places) -> Iterator[str]:
    if not places.repository:
        yield from (f"- `{path_of(unit)}`" for unit in units)
        return
    yield "| unit | open it |"
    yield "|---|---|"
    for unit in units:
        path = path_of(unit)
        links = [f"[Binder]({places.binder(path)})", f"[Colab]({places.colab(path)})"]
        links += [f"[hub]({places.nbgitpuller(path)})"] if places.hub else []
        title = load_unit(unit).title.replace("|", "&#124;")
        yield f"| [{unit[:2]} · {title}]({path}) | {' · '.join(links)} |"
