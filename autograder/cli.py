"""The command ``autograder``.

Exit codes: 0 good, 1 something failed its check, 2 wrong usage or input, 3 our
fault. An error is one sentence on stderr. Each command loads its room when called.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NoReturn

import click

from autograder import __version__
from autograder.errors import AutograderError, UsageError
from autograder.exercises import load_unit
from autograder.grading.quick import leave_out_slow_imports
from autograder.layout import find_course

INTERRUPTED = 130
FOLDER = click.Path(path_type=Path)


class Commands(click.Group):
    """A group that asks "did you mean", and lists a student no command of the teacher's."""

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


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="autograder")
def cli() -> None:
    """The course Backprop by Hand, in a terminal."""


def _units(ctx: click.Context, param: click.Parameter, value: Any) -> tuple[str, ...]:
    """Units that exist; a mistyped one is refused with a suggestion."""
    named = (value,) if isinstance(value, str) else tuple(value or ())
    return tuple(load_unit(name).slug for name in named)


units_argument = click.argument("units", nargs=-1, metavar="[UNIT]...", callback=_units)


@cli.command()
@units_argument
def build(units: tuple[str, ...]) -> None:
    """Make notebooks and public keys from solutions/.

    By default of all units, and the syllabus page, course/README.md.
    """
    from autograder.authoring.build import build_course

    for path in build_course(find_course(), units):
        click.echo(f"wrote {os.path.relpath(path)}")


@cli.command()
@units_argument
@click.option(
    "--long",
    "is_long",
    is_flag=True,
    help="Also pairs of mistakes, strangers' mistakes, a thousand seeds: half an hour and more.",
)
@click.option(
    "--seeds", type=click.IntRange(1), default=1000, help="Seeds of --long's right answers."
)
@click.option("--jobs", type=click.IntRange(1), help="Processes (default: one a core).")
@click.option("--json", "as_json", is_flag=True, help="Print JSON in place of the text.")
def verify(
    units: tuple[str, ...], is_long: bool, seeds: int, jobs: int | None, as_json: bool
) -> int:
    """Prove the course, and say what was looked at.

    Solutions pass, stubs fail, mistakes are named, nothing is stale. The same as JSON is
    written to build/verify.json.
    """
    from autograder.authoring.verify import Effort, prove

    course = find_course()
    effort = Effort(max(seeds // 20, 1), seeds, max(seeds // 10, 1)) if is_long else None
    proof = prove(course, units, effort, jobs or os.cpu_count() or 1, _proved)
    folder = course.root / "build"
    folder.mkdir(exist_ok=True)
    (folder / "verify.json").write_text(proof.as_json() + "\n", encoding="utf-8")
    click.echo(proof.as_json() if as_json else proof.as_text())
    return proof.exit_code


def _proved(unit: str) -> None:
    """Tell whoever waits at a terminal."""
    if sys.stderr.isatty():
        click.echo(f"looked at {unit}", err=True)


@cli.command()
@click.argument("notebook", type=FOLDER)
@click.option("--json", "as_json", is_flag=True, help="Verdicts as JSON.")
def check(notebook: Path, as_json: bool) -> int:
    """Check your own NOTEBOOK, as the checks in it do.

    The notebook's answer cells are run in a sandbox where there is one, and asked what
    check("…") asks: a card an exercise, and your marks on the examples that came with the
    course. The teacher's grading asks other numbers. Ends with 0 if everything is right.
    """
    from autograder.grading.own import check_notebook
    from autograder.rendering import as_text, points
    from autograder.results import verdict_line

    verdicts = check_notebook(notebook)
    if as_json:
        click.echo(json.dumps([verdict_line(verdict) for verdict in verdicts], indent=2))
    else:
        got, most = sum(v.points for v in verdicts), sum(v.max_points for v in verdicts)
        click.echo("\n\n".join(map(as_text, verdicts)))
        click.echo(f"\nin all   {points(got)} / {points(most)}")
    return 0 if all(verdict.passed for verdict in verdicts) else 1


@cli.command()
@click.argument("submitted", type=FOLDER)
@click.option("--unit", "units", multiple=True, callback=_units, help="Only this unit.")
@click.option("--student", "students", multiple=True, metavar="ID", help="Only this student.")
@click.option("--out", type=FOLDER, help="Folder for everything written (default: the course).")
@click.option("--gradebook", default="", metavar="URL", help="nbgrader's grade book.")
@click.option("--jobs", type=click.IntRange(1), help="Processes (default: one a core).")
@click.option(
    "--scheduler",
    default="",
    metavar="ADDRESS",
    help="Grade on the workers of this Dask scheduler, in place of processes here.",
)
@click.option("--seed", help="Seed of the hidden cases, in place of the course's secret one.")
@click.option("--new-seed", is_flag=True, help="Draw a new secret seed; all is graded again.")
@click.option("--regrade", is_flag=True, help="Grade again what has not changed, too.")
@click.option(
    "--missing",
    type=click.Choice(["zero", "blank"]),
    default="zero",
    show_default=True,
    help="What students without work get in the grade book.",
)
@click.option(
    "--allow-unsandboxed", is_flag=True, help="Grade where student code cannot be confined."
)
@click.option(
    "--results-only",
    is_flag=True,
    help="Write results.jsonl alone: no grade book, pages or report.",
)
@click.option("--json", "as_json", is_flag=True, help="The summary as JSON.")
def grade(submitted: Path, **options: Any) -> int:
    """Grade a class: SUBMITTED/<student>/<unit>/<unit>.ipynb."""
    from autograder.grading.command import grade_command

    if options["seed"] is not None and options["new_seed"]:
        raise UsageError("Give --seed or --new-seed, not both.")
    return grade_command(find_course(), submitted, **options)


@cli.command()
def doctor() -> int:
    """Say how well this machine confines students' code, and try it.

    A handful of attacks run in the sandbox. Ends with 0 if it is complete and all were
    stopped, with 1 if not.
    """
    from autograder.sandbox.doctor import as_text, examine

    checkup = examine()
    click.echo(as_text(checkup))
    return 0 if checkup.holds else 1


@cli.command()
@click.argument("folder", type=FOLDER, metavar="DIR")
def report(folder: Path) -> None:
    """Write the class report again from DIR/results.jsonl."""
    from autograder.grading.books import gradebook_address, write_report
    from autograder.grading.journal import read_results

    results = read_results(folder / "results.jsonl")
    try:
        course = find_course()
    except UsageError:  # without one it has fewer suggestions
        problems = write_report(folder, results)
    else:
        problems = write_report(folder, results, course, gradebook_address(course, ""))
    if problems:
        raise UsageError(problems[0])
    click.echo(f"wrote {folder / 'report' / 'index.html'}")


@cli.command()
@units_argument
@click.option("--out", type=FOLDER, help="Folder to write to (default: dist/release).")
def release(units: tuple[str, ...], out: Path | None) -> None:
    """Write what students get: wheel and notebooks.

    Without solutions; by default all units. A later notebook may give what an earlier
    one asks for: hand them out as the term goes.
    """
    from autograder.authoring.release import release as write_release

    course = find_course()
    path = write_release(course, out or course.root / "dist" / "release", units)
    click.echo(f"wrote {os.path.relpath(path)}")


def run(args: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code."""
    leave_out_slow_imports()
    try:
        code = cli.main(args=args, prog_name="autograder", standalone_mode=False)
    except click.exceptions.Abort:
        _say("Stopped. What was done is kept; run the same command to go on.")
        return INTERRUPTED
    except KeyboardInterrupt:
        _say("Stopped. What was done is kept; run the same command to go on.")
        return INTERRUPTED
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return 2
    except click.ClickException as error:
        command = (
            error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else ""
        )
        more = f" See: {command or 'autograder'} --help"
        _say(f"{error.format_message()}{more}")
        return 2
    except AutograderError as error:
        _say(str(error))
        return error.exit_code
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith(("autograder.", "jupytext", "nbgrader")):
            return _our_fault(error)
        _say(
            "This command is the teacher's: it needs the course repository and the extra "
            '"teacher". A student has `autograder check NOTEBOOK`.'
        )
        return 2
    except BrokenPipeError:
        sys.stdout = None
        return 0
    except Exception as error:
        return _our_fault(error)
    return code if isinstance(code, int) else 0


def main() -> NoReturn:
    """Entry point of the console script."""
    sys.exit(run())


def _say(sentence: str) -> None:
    from autograder.rendering import plain

    click.echo(plain(f"autograder: {sentence}"), err=True)


def _our_fault(error: Exception) -> int:
    """A sentence for what we did not foresee; the traceback only where it is asked for."""
    if os.environ.get("AUTOGRADER_DEBUG"):
        raise error
    _say(
        f"This is our fault: {type(error).__name__}: {error} "
        "Please report it, with what AUTOGRADER_DEBUG=1 shows."
    )
    return 3
