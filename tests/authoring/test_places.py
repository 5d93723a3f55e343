"""Links to a release: the formats that Binder, Colab and nbgitpuller document."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from autograder.authoring.places import Places
from autograder.errors import UsageError

PLACES = Places.of("ada/nets", "term/1 ö".replace(" ", "-"), "https://hub.example.edu/base/", "")
PATH = "course/01_linear regression&more/a?b#c.ipynb"


def test_binder() -> None:
    """Does a Binder link name repository, branch and file, each encoded once?"""
    link = urlsplit(PLACES.binder(PATH))
    assert (link.scheme, link.netloc, link.fragment) == ("https", "mybinder.org", "")
    assert unquote(link.path) == "/v2/gh/ada/nets/term/1-ö"
    assert parse_qs(link.query, strict_parsing=True) == {"labpath": [PATH]}


def test_colab() -> None:
    """Does a Colab link lead to the notebook in the branch, with nothing read as a query?"""
    link = urlsplit(PLACES.colab(PATH))
    assert (link.netloc, link.query, link.fragment) == ("colab.research.google.com", "", "")
    assert unquote(link.path) == f"/github/ada/nets/blob/term/1-ö/{PATH}"


def test_nbgitpuller() -> None:
    """Does an nbgitpuller link carry repository, branch, and the file below its own folder?"""
    link = urlsplit(PLACES.nbgitpuller(PATH))
    assert link.netloc == "hub.example.edu" and link.fragment == ""
    assert link.path == "/base/hub/user-redirect/git-pull"
    assert parse_qs(link.query, strict_parsing=True) == {
        "repo": ["https://github.com/ada/nets"],
        "branch": ["term/1-ö"],
        "urlpath": [f"lab/tree/nets/{PATH}"],
    }


def test_the_wheel_is_in_the_repository_or_where_it_is_said() -> None:
    """Is the wheel's address that of the repository, or the one given, or none?"""
    wheel = "backprop_by_hand-0.1.0-py3-none-any.whl"
    there = "https://raw.githubusercontent.com/ada/nets/main/" + wheel
    assert Places.of("ada/nets", "", "", "").wheel(wheel) == there
    other = f"https://files.example.edu/x/{wheel}?download=1"
    assert Places.of("", "", "", other).wheel(wheel) == other
    assert Places().wheel(wheel) == ""


def test_another_wheel_is_refused() -> None:
    """Is the address of another version's wheel a sentence that names both?"""
    places = Places.of("", "", "", "https://example.edu/backprop_by_hand-0.0.9-py3-none-any.whl")
    with pytest.raises(UsageError, match=r"leads to backprop_by_hand-0\.0\.9.*wheel of this"):
        places.wheel("backprop_by_hand-0.1.0-py3-none-any.whl")


@pytest.mark.parametrize(
    "said", ["ada/nets", "https://github.com/ada/nets", "https://github.com/ada/nets.git"]
)
def test_a_repository_as_people_write_it(said: str) -> None:
    """Is a repository taken by its name, and by its address?"""
    assert Places.of(said, "", "", "").repository == "ada/nets"


@pytest.mark.parametrize(
    "given",
    [
        ("ada", "", "", ""),
        ("https://gitlab.com/ada/nets", "", "", ""),
        ("ada/nets(1)", "", "", ""),
        ("", "main", "", ""),
        ("", "", "https://hub.example.edu", ""),
        ("ada/nets", "a b", "", ""),
        ("ada/nets", "-x", "", ""),
        ("ada/nets", "a..b", "", ""),
        ("ada/nets", "", "hub.example.edu", ""),
        ("ada/nets", "", "javascript:alert(1)", ""),
        ("", "", "", "file:///x.whl"),
        ("", "", "", "https://example.edu/x'; rm -rf /"),
        ("", "", "", "https://example.edu/$HOME/x.whl"),
        ("", "", "", "https://example.edu/{x}.whl"),
    ],
)
def test_what_cannot_be(given: tuple[str, str, str, str]) -> None:
    """Is each wrong place refused in a sentence, before anything is written?"""
    with pytest.raises(UsageError):
        Places.of(*given)
