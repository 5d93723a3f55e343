"""Faults of accessibility that axe finds on a page, without network.

axe-core comes with the package ``axe-playwright-python``. Our pages forbid all script,
so that axe can run only where the browser is told to overlook their policy: open them
with ``shown``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

GRAVE = ("serious", "critical")
LAPTOP, PHONE, A4 = (1366, 768), (390, 844), (794, 1123)
"""Sizes of a window in CSS pixels; a sheet of A4 has 794 from edge to edge."""


@contextmanager
def shown(
    chromium: Browser,
    path: Path,
    *,
    size: tuple[int, int] = LAPTOP,
    scheme: Literal["light", "dark"] = "light",
    media: Literal["screen", "print"] = "screen",
) -> Iterator[Page]:
    """A page of the disk in a browser without network, as ``serious_faults`` takes it.

    Args:
        path: an HTML file.
        size: width and height of the window in CSS pixels.
        scheme: the colours that the reader prefers.
        media: as on the screen or as on paper.
    """
    width, height = size
    context = chromium.new_context(
        bypass_csp=True,
        offline=True,
        color_scheme=scheme,
        viewport={"width": width, "height": height},
    )
    try:
        page = context.new_page()
        page.emulate_media(media=media, color_scheme=scheme)
        page.goto(path.resolve().as_uri())
        yield page
    finally:
        context.close()


def serious_faults(page: Page) -> list[str]:
    """What axe calls serious or critical on a page as it is shown now; empty where it is fine.

    One line a fault and place: the rule, how grave it is, the CSS selector, what is wrong.
    """
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = axe.run(page, options={"resultTypes": ["violations"]}).response
    if not found["passes"]:
        raise AssertionError(f"axe has looked at nothing on {page.url}")
    return [
        _line(fault, node)
        for fault in found["violations"]
        if fault["impact"] in GRAVE
        for node in fault["nodes"]
    ]


def _line(fault: dict[str, Any], node: dict[str, Any]) -> str:
    where = " ".join(str(part) for part in node["target"])
    why = " ".join(node["failureSummary"].split())
    return f"{fault['id']} ({fault['impact']}) at {where}: {why}"
