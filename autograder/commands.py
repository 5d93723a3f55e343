"""How every command asks and answers: examples in its help, "did you mean" for each word.

A command of the group below has all of this for nothing; its examples stand in ``EXAMPLES``,
or in ``@cli.command(examples={"autograder report marks/": "the report in marks/, again"})``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from autograder.errors import UsageError
from autograder.exercises import did_you_mean, load_unit, unit_slugs

EXAMPLES: Mapping[str, Mapping[str, str]] = {
    "build": {
        "autograder build": "every notebook and key",
        "autograder build 03_softmax_classifier": "those of one unit",
    },
    "check": {
        "autograder check 01_linear_regression.ipynb": "a card for every exercise",
        "autograder check 01_linear_regression.ipynb mse-loss": "one exercise only",
        "autograder check 01_linear_regression.ipynb --watch": "again whenever you save it",
        "autograder check 01_linear_regression.ipynb --json": "for programs",
    },
    "collect": {
        "autograder collect submissions.zip": "a bulk download, into submitted/",
        "autograder collect submissions.zip --roster gradebook.csv": (
            "the same, under the logins that the roster has"
        ),
    },
    "doctor": {"autograder doctor": "before a machine grades its first class"},
    "export": {
        "autograder export --to csv --out marks.csv": "all there is, for a spreadsheet",
        "autograder export --to canvas --columns units --roster gradebook.csv --out canvas.csv": (
            "the rows that Canvas exported, with a mark a unit"
        ),
    },
    "grade": {
        "autograder grade submitted/": "what is new or changed, on every core",
        "autograder grade submitted/ --unit 01_linear_regression --student ada --regrade": (
            "one notebook, again"
        ),
        "autograder grade submitted/ --out /tmp/trial --results-only": (
            "marks alone, beside the course, to see what would come of it"
        ),
    },
    "gradescope": {
        "autograder gradescope 03_softmax_classifier": "dist/gradescope/03_softmax_classifier.zip",
    },
    "release": {
        "autograder release": "all units, in dist/release",
        "autograder release 00_arrays_and_shapes 01_linear_regression --out ../for-students": (
            "the first two units, in a repository of the students'"
        ),
        "autograder release --zip": "and dist/release.zip, to upload anywhere",
        "autograder release --repository ada/nets --hub https://hub.example.edu": (
            "with links that open it in Binder, in Colab and on your hub"
        ),
    },
    "report": {"autograder report .": "where the class was graded without --out"},
    "solutions": {
        "autograder solutions 01_linear_regression": "once its deadline is over",
    },
    "verify": {
        "autograder verify": "the whole course, in three minutes",
        "autograder verify 03_softmax_classifier --long": (
            "one unit, with pairs of mistakes, strangers and many seeds"
        ),
    },
}
"""For each command, lines as one types them, and what they are for."""


AUTHORS = ("build", "verify")
"""The commands that whoever writes a unit begins with."""


class Choice(click.Choice):  # type: ignore[type-arg]  # generic since click 8.2
    """One of a few words; a mistyped one is refused with a suggestion."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            words = ", ".join(f'"{word}"' for word in self.choices)
            close = get_close_matches(str(value), list(map(str, self.choices)), n=1)
            hint = f' Did you mean "{close[0]}"?' if close else ""
            self.fail(f'"{value}" is none of {words}.{hint}', param, ctx)


class Command(click.Command):
    """A command whose help ends with examples, and whose choices suggest.

    examples: command lines, each with what it does.
    """

    def __init__(
        self, *args: Any, examples: Mapping[str, str] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.examples = dict(examples or EXAMPLES.get(self.name or "", {}))
        for parameter in self.params:
            if type(parameter.type) is click.Choice:
                known = parameter.type
                parameter.type = Choice(known.choices, case_sensitive=known.case_sensitive)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_epilog(ctx, formatter)
        if not self.examples:
            return
        with formatter.section("Examples"):
            for line, said in self.examples.items():
                formatter.write(f"{'':>{formatter.current_indent}}{line}\n")
                with formatter.indentation(), formatter.indentation():
                    formatter.write_text(said)


class Commands(click.Group):
    """A group that asks "did you mean", and lists a student no command of the teacher's."""

    command_class = Command

    def list_commands(self, ctx: click.Context) -> list[str]:
        every = super().list_commands(ctx)
        return every if find_spec("autograder.authoring") else ["check"]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        if name in self.commands or name.startswith("-"):
            return super().resolve_command(ctx, args)
        close = get_close_matches(name, self.commands, n=1)
        known = ", ".join(self.list_commands(ctx))
        hint = f'Did you mean "{close[0]}"?' if close else f"There are: {known}."
        raise click.UsageError(f'There is no command "{name}". {hint}', ctx)


def whole_name(begin: str) -> str:
    """The one unit whose name begins so, with both digits at least; else what was given."""
    found = [slug for slug in unit_slugs() if len(begin) >= 2 and slug.startswith(begin)]
    return found[0] if len(found) == 1 else begin


def known_units(ctx: click.Context, param: click.Parameter, value: Any) -> tuple[str, ...]:
    """A callback: units that exist; a mistyped one is refused with a suggestion.

    ``01`` is enough of ``01_linear_regression``. Commands with which a unit is written say how
    to begin one.
    """
    named = tuple(map(whole_name, (value,) if isinstance(value, str) else value or ()))
    for name in set(named) - set(unit_slugs()):
        if ctx.info_name in AUTHORS and re.fullmatch(r"[0-9]{2}_[a-z0-9_]+", name):
            begin = f"To write it, begin with autograder/exercises/unit_{name}.py."
            meant = did_you_mean(name, unit_slugs())
            raise UsageError(f'There is no unit "{name}".{meant} {begin}')
    return tuple(load_unit(name).slug for name in named)


def known_unit(ctx: click.Context, param: click.Parameter, value: str | None) -> str:
    """A callback: the same for one unit; ``""`` where none is named."""
    return next(iter(known_units(ctx, param, value)), "")


NO_NOTEBOOKS = (".csv", ".html", ".md", ".pdf", ".py", ".toml", ".txt", ".zip")
"""Ends of names that lie beside a notebook and are none."""


def no_such_notebook(path: Path) -> str:
    """What to say where a notebook should be and is none: what is there, and what was meant."""
    what = "does not exist"
    if path.exists():
        what = "is a folder, not a notebook" if path.is_dir() else "is not a notebook"
    return f"{path} {what}.{did_you_mean_path(path, _notebooks(path))}"


def did_you_mean_path(path: Path, others: Iterable[Path]) -> str:
    """`` Did you mean …?`` for a mistyped path, or a sentence about where to look."""
    every = list(dict.fromkeys(others))
    named = [other for other in every if path.name and other.name.startswith(path.name)]
    by_name = {other.stem: other for other in reversed(every)}
    if len(named) == 1 or (path.is_dir() and len(every) == 1):
        return f" Did you mean {(named or every)[0]}?"
    close = get_close_matches(path.stem, by_name, n=1)
    if close:
        return f" Did you mean {by_name[close[0]]}?"
    return " Name the file of a notebook, which ends in .ipynb."


_PATTERNS = ("*.ipynb", "*/*.ipynb", "course/*/*.ipynb")


def _notebooks(path: Path) -> list[Path]:
    """The course's notebooks near a path that is no file: in it, beside it, or below here."""
    folders = [path] if path.is_dir() else [path.parent, Path()]
    found = (p for folder in folders for pattern in _PATTERNS for p in folder.glob(pattern))
    units = set(unit_slugs())
    return sorted((p for p in found if p.is_file()), key=lambda p: (p.stem not in units, p))
