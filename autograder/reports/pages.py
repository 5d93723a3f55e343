"""HTML pages from templates: escaped by default, self-contained, without scripts."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from autograder.rendering import plain, points

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""What a page may load: nothing. Its styles stand in it."""


def page(template: str, **values: Any) -> str:
    """A page; values are escaped unless they are ``Markup``."""
    return _templates().get_template(template).render(policy=POLICY, **values)


@cache
def _templates() -> Environment:
    loader = PackageLoader("autograder.reports")
    made = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["points"] = points
    made.filters["plain"] = plain
    return made


def percent(part: float, whole: float) -> float:
    """``part`` of ``whole`` in percent, 0 where there is nothing."""
    return 100.0 * part / whole if whole > 0 else 0.0
