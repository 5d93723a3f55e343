"""The documentation as a site: ``python -m autograder.authoring.site`` (``make site``).

The pages are gathered in a folder of their own, for three reasons: some stand outside
``docs/``, the exercises' reference is made from the exercises, and a link to a file that
is no page must become plain text. Jupyter Book then builds them, every warning an error.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

from autograder.authoring.exercises_page import reference_pages
from autograder.errors import UsageError
from autograder.exercises import unit_slugs
from autograder.layout import Course, find_course

OUTSIDE = {
    "SECURITY.md": "security.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changes.md",
    "course/README.md": "course/syllabus.md",
}
"""Pages that stand outside ``docs/``, and where they are in the site."""
NAMELESS = "<summary><span", '<summary aria-label="The pages below"><span'
"""The theme's arrows in the sidebar have no name that could be read aloud."""
JUPYTER_BOOK = "from jupyter_book.cli.main import main; main()"

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_LINK = re.compile(r"(?P<mark>!?)\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\])*)\]\((?P<to>[^()\s]+)\)")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|#|\{")


def build_site(course: Course, out: Path) -> Path:
    """Build the site below ``out``; returns its first page. Raises where a page has a fault.

    out: ``out/source`` holds what Jupyter Book read, ``out/html`` the site.
    """
    source, made = out / "source", out / "book"
    for folder in (source, made, out / "html"):
        shutil.rmtree(folder, ignore_errors=True)
    gather(course, source)
    command = [sys.executable, "-c", JUPYTER_BOOK, "build", str(source)]
    command += ["--path-output", str(made), "--all", "-W", "--keep-going", "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = "\n".join(line for line in _COLOUR.sub("", done.stderr).splitlines() if line.strip())
        raise UsageError(f"The documentation has faults:\n{said}")
    shutil.move(made / "_build" / "html", out / "html")
    shutil.rmtree(made)
    for page in (out / "html").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace(*NAMELESS), encoding="utf-8")
    return out / "html" / "index.html"


def gather(course: Course, source: Path) -> None:
    """Put every page, picture and setting of the site into the folder ``source``."""
    pages = _pages(course)
    for path, name in pages.items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".md":
            text = with_site_links(path.read_text(encoding="utf-8"), path, pages)
            (source / name).write_text(text, encoding="utf-8")
        else:
            shutil.copy(path, source / name)
    for name, text in reference_pages(course).items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text(text, encoding="utf-8")


def with_site_links(text: str, path: Path, pages: Mapping[Path, str]) -> str:
    """A page's text with its links as the site needs them.

    path: where the page stands in the repository; pages: what the site holds, by path.
    """
    name = pages[path]

    def link(found: re.Match[str]) -> str:
        to, _, place = found["to"].partition("#")
        if _ELSEWHERE.match(found["to"]) or not to:
            return found[0]
        target = Path(os.path.normpath(path.parent / to))
        if target in pages:
            there = os.path.relpath(pages[target], Path(name).parent)
            return f"{found['mark']}[{found['text']}]({there}{'#' + place if place else ''})"
        # A file of the repository that is no page: its name is enough. What does not exist
        # is left as it is, for Sphinx to find.
        return found["text"] if target.exists() else found[0]

    parts = []
    for in_fence, pairs in groupby(fenced_lines(text), key=lambda pair: pair[1]):
        part = "".join(line for line, _ in pairs)
        parts.append(part if in_fence else _LINK.sub(link, part))
    return "".join(parts)


def fenced_lines(text: str) -> Iterator[tuple[str, bool]]:
    """The lines of a page, each with whether it belongs to a fenced block."""
    fence = ""
    for line in text.splitlines(keepends=True):
        mark = _FENCE.match(line)
        inside = bool(fence)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence) and not line.strip(" `~\n"):
            fence = ""
        yield line, inside or bool(mark)


def _pages(course: Course) -> dict[Path, str]:
    """Every file that the site is made of, and its name there."""
    docs = course.root / "docs"
    found = {p: str(p.relative_to(docs)) for p in sorted(docs.rglob("*")) if p.is_file()}
    found |= {course.root / path: name for path, name in OUTSIDE.items()}
    for unit in unit_slugs():
        files = (course.notebook(unit), course.picture(unit))
        found |= {path: str(path.relative_to(course.root)) for path in files if path.is_file()}
    return found


if __name__ == "__main__":
    root = find_course()
    try:
        print("wrote", os.path.relpath(build_site(root, root.root / "build" / "site")))
    except UsageError as error:
        sys.exit(str(error))
