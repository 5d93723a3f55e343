"""Where a release will lie, and the links that open it there.

Formats: Binder https://mybinder.org/v2/gh/OWNER/NAME/REF?labpath=PATH (binderhub), Colab
https://colab.research.google.com/github/OWNER/NAME/blob/BRANCH/PATH (its GitHub demo notebook),
nbgitpuller HUB/hub/user-redirect/git-pull?repo=…&branch=…&urlpath=… (its link generator).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlencode, urlsplit

from autograder.errors import UsageError

_REPOSITORY = re.compile(
    r"(?:https://github\.com/)?([A-Za-z0-9][A-Za-z0-9-]*)/([A-Za-z0-9._-]+?)(?:\.git)?/?"
)
_NO_BRANCH = re.compile(r"[\s\x00-\x20~^:?*\[\\\x7f]|\.\.|@\{|//|^[-/]|[/.]$")

_UNSAFE = " '\"\\<>`{}$()"
"""Rightly encoded addresses lack these; Markdown, a shell or IPython would read them otherwise."""


@dataclass(frozen=True)
class Places:
    """What the teacher knows of a release's places; empty where it is not known.

    repository: ``OWNER/NAME`` on GitHub; branch: of that repository;
    hub: the address of a JupyterHub whose image has the wheel and nbgitpuller;
    wheel_url: where the wheel can be fetched, if not from the repository.
    """

    repository: str = ""
    branch: str = "main"
    hub: str = ""
    wheel_url: str = ""

    @classmethod
    def of(cls, repository: str, branch: str, hub: str, wheel_url: str) -> Places:
        """Places as a teacher writes them; raises ``UsageError`` where one cannot be."""
        if not repository and (hub or branch):
            raise UsageError("A --branch or --hub is of a repository: give --repository, too.")
        return cls(
            _repository(repository) if repository else "",
            _branch(branch or "main"),
            _address(hub, "--hub").rstrip("/") if hub else "",
            _address(wheel_url, "--wheel-url") if wheel_url else "",
        )

    def binder(self, path: str) -> str:
        """The link that opens a file or folder of the repository on mybinder.org."""
        ref = quote(self.branch, safe="/")
        return f"https://mybinder.org/v2/gh/{self.repository}/{ref}?labpath={quote(path, safe='')}"

    def colab(self, path: str) -> str:
        """The link that opens a notebook of the repository in Google Colab."""
        place = f"{self.repository}/blob/{quote(self.branch)}/{quote(path)}"
        return f"https://colab.research.google.com/github/{place}"

    def nbgitpuller(self, path: str) -> str:
        """The link that fetches the repository onto the hub, and opens a file there."""
        name = self.repository.partition("/")[2]
        asked = {
            "repo": f"https://github.com/{self.repository}",
            "branch": self.branch,
            "urlpath": f"lab/tree/{name}/{path}",
        }
        words = urlencode(asked, quote_via=quote, safe="")
        return f"{self.hub}/hub/user-redirect/git-pull?{words}"

    def wheel(self, name: str) -> str:
        """The address of the wheel of this name; empty where none is known.

        Raises:
            UsageError: the address given is of another file.
        """
        if self.wheel_url:
            there = unquote(urlsplit(self.wheel_url).path).rpartition("/")[2]
            if there != name:
                raise UsageError(
                    f"--wheel-url leads to {there or 'no file'}, but the wheel of this release is "
                    f"{name}: pip goes by that name. Give the address where it will lie."
                )
            return self.wheel_url
        if not self.repository:
            return ""
        place = f"{self.repository}/{quote(self.branch)}/{quote(name)}"
        return f"https://raw.githubusercontent.com/{place}"


def _repository(said: str) -> str:
    found = _REPOSITORY.fullmatch(said)
    if not found:
        raise UsageError(
            f'--repository "{said}" is not OWNER/NAME of a repository on GitHub. Colab and these '
            "links know no other host."
        )
    return f"{found[1]}/{found[2]}"


def _branch(said: str) -> str:
    if _NO_BRANCH.search(said):
        raise UsageError(f'--branch "{said}" cannot be the name of a branch.')
    return said


def _address(said: str, option: str) -> str:
    parts = urlsplit(said)
    plain = parts.scheme in ("http", "https") and parts.hostname and said.isprintable()
    if not plain or any(c in said for c in _UNSAFE) or parts.fragment:
        raise UsageError(f'{option} "{said}" is not an address such as https://example.org/…')
    return said
