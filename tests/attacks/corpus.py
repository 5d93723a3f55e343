"""The corpus of attacks: one file of ``code/`` each, read into a record.

A file is what a student writes into the answer cell of ``mse-loss``; what follows a line
``# %%`` stands in cells below its check. The docstring says what is tried, and then:

    Rule: what stops it (a name in ``rules.RULES``; ``kernel`` where nothing of ours does,
        ``nothing`` where it gains nothing in the first place: neither counts)
    Behind: further rules that stop it by themselves (it counts where each of them does)
    Required: what it must earn (a name in ``REQUIRED``)
    Needs: what the machine must have for it to succeed (a name in ``NEEDS``)
    Seconds: how long a cell and an exercise may take, where that matters
    Wins: how it shows that it succeeds without the rule (a name in ``evidence.WINS``)
"""

from __future__ import annotations

import ast
import os
import re
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).with_name("code")
REQUIRED = {
    "same-marks": "all marks, as the same work without the attack",
    "same-marks-and-a-remark": "all marks, and a remark for the teacher",
    "loses-the-exercise": "nothing for mse-loss, all marks for the rest",
    "loses-a-part": "some marks of mse-loss, all marks for the rest",
}
PATIENCE = 10.0
UNCOUNTED = ("kernel", "nothing")


def has_user_attributes() -> bool:
    """Whether a temporary file takes attributes of its owner's."""
    with tempfile.NamedTemporaryFile() as file:
        try:
            os.setxattr(file.name, "user.x", b"1")
        except OSError:
            return False
    return True


NEEDS: dict[str, Callable[[], bool]] = {
    "x86_64": lambda: os.uname().machine == "x86_64",
    "32-bit-calls": lambda: Path("/proc/sys/abi/vsyscall32").exists(),
    "user-attributes": has_user_attributes,
}

_FIELD = re.compile(r"^(Rule|Behind|Required|Needs|Seconds|Wins): (.+)$", re.MULTILINE)
_PLACE = re.compile(r"\{(\w+)\}")


class BadFile(Exception):
    """A file of the corpus does not say what it must."""


@dataclass(frozen=True)
class Attack:
    """What is tried, what stops it, what it must earn, and how it would show that it succeeds."""

    name: str
    tries: str
    rule: str
    required: str
    wins: str
    behind: tuple[str, ...]
    needs: str
    seconds: float
    cells: tuple[str, ...]

    @property
    def walls(self) -> tuple[str, ...]:
        """Every rule that stops it; none where nothing of ours does."""
        return () if self.rule in UNCOUNTED else (self.rule, *self.behind)


def read_attacks(folder: Path = FOLDER) -> dict[str, Attack]:
    """Every attack of a folder, by the name of its file."""
    paths = sorted(folder.glob("*.py"))
    return {path.stem: read_attack(path.stem, path.read_text(encoding="utf-8")) for path in paths}


def read_attack(name: str, text: str) -> Attack:
    """One file; raises ``BadFile`` where its docstring lacks a field or has a strange one."""
    said = ast.get_docstring(ast.parse(text)) or ""
    fields = dict(_FIELD.findall(said))
    if missing := {"Rule", "Required"} - fields.keys():
        raise BadFile(f"{name}.py does not say {' and '.join(sorted(missing))}")
    if fields["Required"] not in REQUIRED:
        raise BadFile(f"{name}.py requires {fields['Required']!r}, one of: {', '.join(REQUIRED)}")
    if fields.get("Needs", "x86_64") not in NEEDS:
        raise BadFile(f"{name}.py needs {fields['Needs']!r}, one of: {', '.join(NEEDS)}")
    if (fields["Rule"] in UNCOUNTED) == ("Wins" in fields):
        raise BadFile(f"{name}.py must say how it wins if, and only if, a rule of ours stops it")
    return Attack(
        name=name,
        tries=said.splitlines()[0],
        rule=fields["Rule"],
        required=fields["Required"],
        wins=fields.get("Wins", ""),
        behind=tuple(fields.get("Behind", "").split()),
        needs=fields.get("Needs", ""),
        seconds=float(fields.get("Seconds", PATIENCE)),
        cells=tuple(part.strip() for part in text.split("\n# %%\n")),
    )


def filled(text: str, places: Mapping[str, str]) -> str:
    """A text with its {placeholders} filled in; other braces stay."""
    return _PLACE.sub(lambda found: places.get(found[1], found[0]), text)
