"""``submission_metadata.yml`` of Gradescope's export: who handed in which folder, and when.

Per folder ``:submitters`` (each with ``:name``, ``:sid`` and ``:email``) and ``:created_at``;
what else stands there (scores, tests, history) is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import yaml

from autograder.errors import UsageError
from autograder.integrations.lms.downloads import Told, Who
from autograder.integrations.lms.names import nfc

LARGEST_METADATA = 20_000_000
LONGEST_TEXT = 1_000
"""Letters of a name: to bring more into one spelling takes time that grows with the square."""


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Plain values, also where Ruby says of what class they are; no merging of mappings."""

    def flatten_mapping(self, node: Any) -> None:
        """Leave ``<<`` alone: a few lines of it can swell without end."""


def _plain(loader: Any, node: yaml.Node) -> Any:
    """What stands there, whatever class it is said to be of."""
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return node.value


_Loader.add_constructor(None, _plain)


def read_metadata(data: bytes, source: str) -> dict[str, Told]:
    """What is told of each folder; raises ``UsageError`` where it is no such file."""
    try:
        found = yaml.load(data, Loader=_Loader)
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        reason = str(error).splitlines()[0]
        raise UsageError(f"{source} cannot be read ({reason}). Export it again.") from None
    if not isinstance(found, dict):
        raise UsageError(f"{source} names no submissions. Export it again.")
    return {str(folder): _told(about) for folder, about in found.items()}


def _told(about: Any) -> Told:
    about = about if isinstance(about, dict) else {}
    return Told(tuple(_submitters(about.get(":submitters"))), _time(about.get(":created_at")))


def _submitters(found: Any) -> Iterator[Who]:
    for one in found if isinstance(found, list) else []:
        if isinstance(one, Mapping):
            name, sid, email = (_text(one.get(key)) for key in (":name", ":sid", ":email"))
            if name or sid or email:
                yield Who(name, sid or email or name, sid, email)


def _text(value: Any) -> str:
    return nfc(str(value)[:LONGEST_TEXT]).strip() if isinstance(value, str | int) else ""


def _time(value: Any) -> datetime | None:
    """A time as Gradescope writes it, with its zone; one without counts as UTC."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return None
    if not isinstance(value, datetime):
        return None
    try:
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    except OverflowError:  # before the year 1, or after 9999
        return None
