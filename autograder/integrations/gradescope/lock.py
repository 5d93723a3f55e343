"""The part of ``requirements.lock`` that a unit's grading needs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, packages_distributions, requires

from autograder.errors import UsageError

_PIN = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_OF_AN_EXTRA = re.compile(r";.*\bextra\b")


def part_of_lock(lock: str, packages: Iterable[str]) -> str:
    """The pins, with hashes, of the distributions that hold these packages, and of all they need.

    Args:
        lock: the text of the whole lock.
        packages: names as they are imported, e.g. ``"scipy.optimize"``.

    Raises:
        UsageError: a distribution is not in the lock, or not installed.
    """
    pins = dict(_pins(lock))
    wanted = sorted(_with_needs(packages))
    for name in wanted:
        if name not in pins:
            raise UsageError(f"requirements.lock has no line for {name}. Run: make lock")
    return "".join(pins[name] for name in wanted)


def _pins(lock: str) -> Iterator[tuple[str, str]]:
    """Each distribution with its entries; there may be one for each version of Python."""
    found = list(_PIN.finditer(lock))
    ends = [*(pin.start() for pin in found[1:]), len(lock)]
    entries: dict[str, str] = {}
    for pin, end in zip(found, ends, strict=False):
        name = _canonical(pin[1])
        entries[name] = entries.get(name, "") + lock[pin.start() : end]
    yield from entries.items()


def _with_needs(packages: Iterable[str]) -> set[str]:
    """The distributions of packages, and those that they need, as installed here."""
    owners = packages_distributions()
    tops = {package.partition(".")[0] for package in packages}
    left = [_canonical(owners.get(top, [top])[0]) for top in tops]
    found: set[str] = set()
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left += _needs(name)
    return found


def _needs(name: str) -> list[str]:
    try:
        lines = requires(name) or []
    except PackageNotFoundError:
        raise UsageError(f"{name} is not installed here. Run: make set-up") from None
    plain = (line for line in lines if not _OF_AN_EXTRA.search(line))
    return [_canonical(found[0]) for line in plain if (found := _NAME.match(line))]


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
