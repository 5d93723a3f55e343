"""The documentation as a site: built without a network, read without one, by everybody."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from autograder.authoring.exercises_page import reference_pages, signatures
from autograder.authoring.proofs.files import hidden_lines
from autograder.authoring.site import OUTSIDE, build_site, fenced_lines, gather, with_site_links
from autograder.authoring.source import read_source
from autograder.errors import UsageError
from autograder.exercises import load_unit, unit_slugs
from autograder.layout import Course
from tests.browser.axe import LAPTOP, PHONE, serious_faults, shown

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[2]
COURSE = Course(ROOT)
PHOTOGRAPHS = ROOT / "build" / "screenshots"
WITHOUT_NETWORK = """\
import socket
def refused(*_, **__):
    raise OSError("the build asked for a network")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = refused
"""
"""Found by every Python that the build starts: whatever asks for a network ends there."""
LOOKED_AT = ("index", "reference/05_two_layer_net")
ALSO = ("teachers", "authors", "course/syllabus", "search", "students", "reference", "security",
        "speed", "messages", "newcomers", "cluster", "contributing", "changes",
        *(f"reference/{unit}" for unit in unit_slugs() if unit[:2] != "05"),
        *(f"course/{unit}/{unit}" for unit in unit_slugs()))  # fmt: skip
"""The other pages, in make prove: all are made by the same theme."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built where nothing reaches a network."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "refused").mkdir()
    (folder / "refused" / "sitecustomize.py").write_text(WITHOUT_NETWORK)
    code = (
        "import socket; assert socket.getaddrinfo.__name__ == 'refused'\n"
        "from autograder.authoring.site import *; build_site(find_course(), Path(sys.argv[1]))"
    )
    environment = os.environ | {"PYTHONPATH": f"{folder / 'refused'}{os.pathsep}{ROOT}"}
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder / "out")],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return folder / "out" / "html"


def pages(site: Path) -> list[Path]:
    """Every page of the site."""
    return [p for p in sorted(site.rglob("*.html")) if "_static" not in p.parts]


@pytest.mark.browser
def test_every_page_is_built(site: Path) -> None:
    """Is every Markdown file of docs/, and each that stands outside, a page of the site?"""
    names = {str(path.relative_to(site).with_suffix("")) for path in pages(site)}
    wanted = {path.stem for path in (ROOT / "docs").glob("*.md")}
    wanted |= {name.removesuffix(".md") for name in OUTSIDE.values()}
    wanted |= {f"course/{unit}/{unit}" for unit in unit_slugs()}
    wanted |= {f"reference/{unit}" for unit in unit_slugs()}
    assert wanted - names == set(), "Add the page to docs/_toc.yml."


@pytest.mark.browser
def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    """Does no page name a script, style, font or picture of another place?"""
    loads = re.compile(
        r'<(?:script|img|iframe|source)[^>]*\ssrc="([^"]+)"|<link[^>]*href="([^"]+)"'
    )
    found = [
        (path, address)
        for path in pages(site)
        for pair in loads.findall(path.read_text(encoding="utf-8"))
        for address in filter(None, pair)
        if not address.startswith("data:")
    ]
    assert len(found) > 100
    for page, address in found:
        file = re.split(r"[?#]", address)[0]
        assert not re.match(r"[a-z]+:|//", address), f"{page.name}: {address}"
        assert (page.parent / file).exists(), f"{page.name}: {address}"


@pytest.mark.browser
def test_links_between_pages_lead_somewhere(site: Path) -> None:
    """Does every link inside the site lead to a page, and to a place on it that is there?"""
    texts = {path: path.read_text(encoding="utf-8") for path in pages(site)}
    broken = []
    for path, text in texts.items():
        for link in re.findall(r'<a [^>]*href="([^"]+)"', text):
            file, _, place = link.partition("#")
            target = Path(os.path.normpath(path.parent / file.partition("?")[0])) if file else path
            if re.match(r"[a-z]+:", link) or target.suffix not in ("", ".html"):
                continue
            if target not in texts or (place and f'id="{place}"' not in texts[target]):
                broken.append((path.name, link))
    assert broken == []


@pytest.mark.browser
@pytest.mark.parametrize(
    "name", [*LOOKED_AT, *(pytest.param(n, marks=pytest.mark.prove) for n in ALSO)]
)
def test_a_page_in_the_browser(site: Path, chromium: Browser, name: str) -> None:
    """Does a page ask nobody else for anything, are formulas set, and has axe nothing to say?"""
    faults: list[str] = []
    width, height = LAPTOP
    context = chromium.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    page.on("requestfailed", lambda request: faults.append(f"not loaded: {request.url}"))
    page.route(lambda url: not url.startswith(("file:", "data:")), lambda route: route.abort())
    page.goto((site / f"{name}.html").as_uri())
    formulas = page.locator(".math").count()
    if formulas:
        page.wait_for_selector("mjx-container")
        page.wait_for_function("MathJax.startup.promise.then(() => true)")
    assert page.locator("mjx-container").count() >= formulas
    assert page.locator("mjx-merror").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    PHOTOGRAPHS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PHOTOGRAPHS / f"site-{name.replace('/', '-')}.png")
    asked = list(faults)  # axe itself asks for style sheets again, which no file may
    found = serious_faults(page)
    context.close()
    assert asked + found == []


@pytest.mark.prove
@pytest.mark.browser
@pytest.mark.parametrize("name", ["index", "teachers", "reference/05_two_layer_net"])
def test_at_night_on_a_phone(site: Path, chromium: Browser, name: str) -> None:
    """Does axe find no serious fault in dark colours, on a small screen?"""
    with shown(chromium, site / f"{name}.html", size=PHONE, scheme="dark") as page:
        assert page.evaluate("document.documentElement.dataset.theme") == "dark"
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
        assert serious_faults(page) == []


@pytest.mark.browser
@pytest.mark.prove
def test_a_request_to_elsewhere_is_seen(site: Path, chromium: Browser, tmp_path: Path) -> None:
    """Would a page that asks another place for a script be found?"""
    text = (site / "index.html").read_text(encoding="utf-8")
    planted = site / "planted.html"
    planted.write_text(
        text.replace("</head>", '<script src="https://example.org/a.js"></script></head>')
    )
    try:
        with pytest.raises(AssertionError, match=r"not loaded: https://example\.org"):
            test_a_page_in_the_browser(site, chromium, "planted")
    finally:
        planted.unlink()


@pytest.mark.browser
def test_search_needs_no_server(site: Path, chromium: Browser) -> None:
    """Does the search find a page, opened from the disk?"""
    with shown(chromium, site / "search.html") as page:
        page.goto((site / "search.html").as_uri() + "?q=momentum")
        page.wait_for_selector("#search-results li a[href*='authors.html']")


# ---------------------------------------------------------------- without a browser


@pytest.mark.prove
def test_a_fault_is_an_error(tmp_path: Path) -> None:
    """Does a link to a page that is not there fail the build, with file and line?"""
    for part in ("docs", "course", "solutions"):
        shutil.copytree(ROOT / part, tmp_path / part)
    for name in ("SECURITY.md", "CONTRIBUTING.md", "CHANGELOG.md"):
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "docs" / "_toc.yml").write_text("format: jb-book\nroot: index\n")
    (tmp_path / "docs" / "index.md").write_text("# A page\n\n[nowhere](no-such-page.md)\n")
    with pytest.raises(UsageError, match=r"index\.md:3: WARNING: .*no-such-page"):
        build_site(Course(tmp_path), tmp_path / "out")


def test_links_as_the_site_needs_them() -> None:
    """Do links follow their pages, become text where there is no page, and stay in fences?"""
    path = ROOT / "docs" / "page.md"
    listed = {path: "page.md", ROOT / "SECURITY.md": "security.md"}
    text = (
        "[safe](../SECURITY.md#what) [`code`](../Makefile) [a](https://x.y) [b](#c) [d](gone.md)\n"
        "[over two\nlines](../SECURITY.md)\n```sh\n[safe](../SECURITY.md)\n```\n"
    )
    assert with_site_links(text, path, listed) == (
        "[safe](security.md#what) `code` [a](https://x.y) [b](#c) [d](gone.md)\n"
        "[over two\nlines](security.md)\n```sh\n[safe](../SECURITY.md)\n```\n"
    )


def test_fences() -> None:
    """Is a longer fence closed by none that is shorter?"""
    text = "a\n````text\n```\nb\n```\n````\nc\n"
    assert [inside for _, inside in fenced_lines(text)] == [False, *[True] * 5, False]


@pytest.fixture(scope="module")
def reference() -> Iterator[dict[str, str]]:
    """The exercises' reference."""
    yield reference_pages(COURSE)


def test_reference_is_whole(reference: dict[str, str]) -> None:
    """Is every exercise there, with its functions, aspects, points and mistakes' sentences?"""
    for slug in unit_slugs():
        page = reference[f"reference/{slug}.md"]
        assert f"(reference/{slug}.md)" in reference["reference.md"]
        for exercise in load_unit(slug).exercises:
            assert f"\n`{exercise.slug}`, " in page
            for name in exercise.needs:
                assert re.search(rf"^(def|class) {name}\b", page, re.M), name
        assert page.count("mistakes have a name here") == len(load_unit(slug).exercises)
    assert (
        "- dw is not divided by N, while db is." in reference["reference/01_linear_regression.md"]
    )


def test_reference_keeps_secrets(reference: dict[str, str]) -> None:
    """Does no line of a solution, guide or hint stand in it?"""
    looked = 0
    for slug in unit_slugs():
        source = read_source(COURSE.source(slug))
        page = reference[f"reference/{slug}.md"]
        hints = [hint for exercise in source.exercises for hint in exercise.hints]
        for secret in [*(line for line, _ in hidden_lines(source)), *hints]:
            looked += 1
            assert secret not in page, f"{slug}: {secret}"
    assert looked > 400


def test_a_signature_has_no_body() -> None:
    """Is of a cell nothing left but heads and docstrings?"""
    code = 'import os\nclass A(B):\n    """Doc."""\n    def f(self, x=1):\n        return 42\n'
    assert signatures(code) == 'class A(B):\n    """Doc."""\n\n    def f(self, x=1): ...'


def test_gathering_leaves_the_repository_alone(tmp_path: Path) -> None:
    """Are pages only copied, and the notebooks as they are?"""
    gather(COURSE, tmp_path)
    unit = unit_slugs()[0]
    made = tmp_path / "course" / unit / f"{unit}.ipynb"
    assert made.read_bytes() == COURSE.notebook(unit).read_bytes()
    assert "](course/syllabus.md)" in (tmp_path / "index.md").read_text(encoding="utf-8")
