"""The helper that looks for faults of accessibility."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.axe import serious_faults, shown

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A page</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>
.pale {{ color: #ccc; background: #fff; }}
@media (prefers-color-scheme: dark) {{ .dark {{ color: #444; background: #222; }} }}
@media print {{ .print {{ color: #ddd; background: #fff; }} }}
</style></head><body><main><h1>A page</h1>{0}</main></body></html>"""


@pytest.mark.parametrize(
    ("body", "how", "rules"),
    [
        ("<p>All is well.</p>", {}, []),
        ('<p class="pale">Hardly there.</p>', {}, ["color-contrast (serious)"]),
        ('<img src="data:,">', {}, ["image-alt (critical)"]),
        ('<p class="dark">By night.</p>', {}, []),
        ('<p class="dark">By night.</p>', {"scheme": "dark"}, ["color-contrast (serious)"]),
        ('<p class="print">On paper.</p>', {}, []),
        ('<p class="print">On paper.</p>', {"media": "print"}, ["color-contrast (serious)"]),
    ],
)
def test_faults_are_found(
    body: str, how: dict[str, str], rules: list[str], chromium: Browser, tmp_path: Path
) -> None:
    """Is a grave fault found under a policy that forbids scripts, in each light, and no other?"""
    path = tmp_path / "page.html"
    path.write_text(PAGE.format(body))
    with shown(chromium, path, **how) as page:  # type: ignore[arg-type]
        found = serious_faults(page)
    assert [line.split(" at ")[0] for line in found] == rules, found
    assert all(": " in line for line in found)
