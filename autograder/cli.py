"""The command ``autograder``.

Exit codes: 0 good, 1 something failed its check, 2 wrong usage or input, 3 our
fault. An error is one sentence on stderr. Each command loads its room when called.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from autograder import __version__
from autograder.commands import (
    NO_NOTEBOOKS,
    Commands,
    known_unit,
    known_units,
    no_such_notebook,
)
from autograder.errors import AutograderError, SourceError, UsageError
from autograder.grading.quick import leave_out_slow_imports
from autograder.layout import find_course

INTERRUPTED = 130
FOLDER = click.Path(path_type=Path)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="autograder")
def cli() -> None:
    """The course Backprop by Hand, in a terminal."""


units_argument = click.argument("units", nargs=-1, metavar="[UNIT]...", callback=known_units)


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
    from autograder.terminal.proofs import proof_tables
    from autograder.terminal.screen import console, is_fancy

    course = find_course()
    effort = Effort(max(seeds // 20, 1), seeds, max(seeds // 10, 1)) if is_long else None
    proof = prove(course, units, effort, jobs or os.cpu_count() or 1, _proved)
    folder = course.root / "build"
    folder.mkdir(exist_ok=True)
    (folder / "verify.json").write_text(proof.as_json() + "\n", encoding="utf-8")
    if as_json:
        click.echo(proof.as_json())
    elif is_fancy():
        console().print(proof_tables(proof))
    else:
        click.echo(proof.as_text())
    return proof.exit_code


def _proved(unit: str) -> None:
    """Tell whoever waits at a terminal."""
    if sys.stderr.isatty():
        click.echo(f"looked at {unit}", err=True)


@cli.command()
@click.argument("notebook", type=FOLDER)
@click.argument("exercises", nargs=-1, metavar="[EXERCISE]...")
@click.option(
    "--watch", is_flag=True, help="Check again whenever the notebook is saved, until Ctrl-C."
)
@click.option(
    "--json", "as_json", is_flag=True, help="Verdicts as JSON; a line a look with --watch."
)
def check(notebook: Path, exercises: tuple[str, ...], watch: bool, as_json: bool) -> int:
    """Check your own NOTEBOOK, as the checks in it do; name exercises to see only those.

    The notebook's answer cells are run in a sandbox where there is one, and asked what
    check("…") asks: a card an exercise, and your marks on the examples that came with the
    course. The teacher's grading asks other numbers. Ends with 0 if everything is right,
    with 1 if not; in an exam it says only what was received. --watch ends with 0 if
    everything was right at the last look.
    """
    from autograder.grading.own import OwnNotebook
    from autograder.terminal.checking import check_on, check_once

    if not notebook.is_file() or notebook.suffix in NO_NOTEBOOKS:
        raise UsageError(no_such_notebook(notebook))
    with OwnNotebook(notebook, exercises) as own:
        return check_on(own, as_json) if watch else check_once(own, as_json)


@cli.command()
@click.argument("submitted", type=FOLDER)
@click.option(
    "--unit", "units", multiple=True, callback=known_units, help="Only this unit; 01 is enough."
)
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
    from autograder.sandbox.doctor import as_text, examine, head, meaning
    from autograder.terminal.proofs import checkup_table
    from autograder.terminal.screen import console, is_fancy

    checkup = examine()
    if is_fancy():
        console().print(checkup_table(checkup, [*head(checkup)], meaning(checkup)))
    else:
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
@click.option(
    "--to", type=click.Choice(["canvas", "moodle", "csv"]), required=True, help="Who reads it."
)
@click.option(
    "--unit", "units", multiple=True, callback=known_units, help="Only this unit; 01 is enough."
)
@click.option(
    "--columns",
    type=click.Choice(["units", "exercises", "both"]),
    default="both",
    show_default=True,
    help="A column a unit, an exercise, or both (--to csv has all there is).",
)
@click.option("--out", type=FOLDER, metavar="FILE", help="File to write (default: print it).")
@click.option("--gradebook", default="", metavar="URL", help="nbgrader's grade book.")
@click.option(
    "--roster",
    type=FOLDER,
    metavar="FILE",
    help="The gradebook or participants that Canvas or Moodle exported; its rows are filled.",
)
@click.option("--partial", is_flag=True, help="Totals also where marks by hand are missing.")
def export(**options: Any) -> int:
    """Write final marks for Canvas, Moodle or a spreadsheet.

    From the grade book: marks by hand, extra credit and late penalties included. Work that
    nobody has marked gets no mark, not 0; stderr says whose.
    """
    from autograder.integrations.lms.export import export_command

    return export_command(find_course(), **options)


@cli.command()
@click.argument("sources", nargs=-1, required=True, type=FOLDER, metavar="ZIP|FOLDER...")
@click.option("--to", type=FOLDER, metavar="DIR", help="Where to (default: submitted/).")
@click.option(
    "--unit",
    metavar="UNIT",
    callback=known_unit,
    help="What unit everything is of (default: each notebook says it).",
)
@click.option(
    "--roster",
    type=FOLDER,
    metavar="FILE",
    help="The gradebook or participants that Canvas or Moodle exported: logins become ids.",
)
@click.option(
    "--format",
    "how",
    type=click.Choice(["auto", "canvas", "moodle", "gradescope"]),
    default="auto",
    show_default=True,
    help="Whose download it is.",
)
@click.option("--force", is_flag=True, help="Replace work that lies there and differs.")
def collect(sources: tuple[Path, ...], to: Path | None, unit: str, **options: Any) -> int:
    """Put bulk downloads of Canvas, Moodle or Gradescope where grading finds them.

    The latest notebook of each student and unit goes to DIR/<student>/<unit>/<unit>.ipynb;
    a table says what became of every other. Nothing is run, and nothing replaced unless you
    say so; twice does no harm. Ends with 2 if some work could not be put in its place.
    """
    from autograder.integrations.lms.collect import collect_command

    return collect_command(sources, to=to or find_course().root / "submitted", unit=unit, **options)


@cli.command()
@units_argument
@click.option("--out", type=FOLDER, help="Folder to write to (default: dist/release).")
@click.option("--zip", "zipped", is_flag=True, help="Also write OUT.zip, to upload anywhere.")
@click.option(
    "--repository",
    default="",
    metavar="OWNER/NAME",
    help="Where on GitHub the folder will lie: adds links to Binder and Colab.",
)
@click.option("--branch", default="", help="Branch of the repository (default: main).")
@click.option("--hub", default="", metavar="URL", help="Adds links that fetch it onto this hub.")
@click.option(
    "--wheel-url",
    default="",
    metavar="URL",
    help="Where Colab fetches the wheel, if not from the repository.",
)
def release(units: tuple[str, ...], out: Path | None, zipped: bool, **places: str) -> None:
    """Write what students get: wheel and notebooks.

    Without solutions; by default all units. A later notebook may give what an earlier
    one asks for: hand them out as the term goes. See docs/students-tools.md.
    """
    from autograder.authoring import exam
    from autograder.authoring.places import Places
    from autograder.authoring.release import bundle
    from autograder.authoring.release import release as write_release

    course = find_course()
    folder = out or course.root / "dist" / "release"
    said = exam.notes(course, folder, units)
    path = write_release(course, folder, units, Places.of(**places))
    click.echo("\n".join([f"wrote {os.path.relpath(path)}", *said]))
    if zipped:
        click.echo(f"wrote {os.path.relpath(bundle(path))}")


@cli.command()
@click.argument("units", nargs=-1, required=True, metavar="UNIT...", callback=known_units)
@click.option("--out", type=FOLDER, help="Folder to write to (default: dist/solutions).")
@click.option(
    "--with-marking-guides",
    "guides",
    is_flag=True,
    help="Also what earns the points of the questions in words.",
)
@click.option(
    "--before-the-deadline",
    "anyway",
    is_flag=True,
    help="Also while the unit is an exam, or due later by the grade book.",
)
def solutions(units: tuple[str, ...], out: Path | None, guides: bool, anyway: bool) -> None:
    """Write solved notebooks of UNIT..., to give to students after the deadline.

    They go to a folder of their own, never into a release. Who has them can hand them in:
    these units cannot be graded fairly again.
    """
    from autograder.authoring.solutions import write_solutions

    course = find_course()
    out = out or course.root / "dist" / "solutions"
    for path in write_solutions(course, out, units, guides=guides, anyway=anyway):
        click.echo(f"wrote {os.path.relpath(path)}")
    click.echo(
        f"Once students have them, {', '.join(units)} cannot be graded fairly again: grade first."
    )


@cli.command()
@click.argument("unit", callback=known_unit)
@click.option("--out", type=FOLDER, help="The zip to write (default: dist/gradescope/UNIT.zip).")
@click.option("--seed", help="Seed of the hidden cases, in place of the course's secret one.")
@click.option(
    "--visibility",
    type=click.Choice(["visible", "after_due_date", "after_published"]),
    default="visible",
    show_default=True,
    help="When students see their marks.",
)
@click.option(
    "--allow-unsandboxed",
    is_flag=True,
    help="Grade where Gradescope's container cannot confine student code fully.",
)
def gradescope(unit: str, out: Path | None, seed: str | None, **options: Any) -> None:
    """Write the autograder of UNIT for Gradescope: a zip to upload there.

    It grades a notebook as `autograder grade` does, with the same hidden cases and marks.
    It holds those cases, and neither the seed nor a solution. See docs/gradescope.md.
    """
    from autograder.grading.seed import grading_seed
    from autograder.integrations.gradescope.build import build_autograder

    course = find_course()
    place = out or course.root / "dist" / "gradescope" / f"{unit}.zip"
    try:
        path = build_autograder(course, unit, seed or grading_seed(course), place, **options)
    except SourceError as error:  # nothing is checked here: the course cannot be used
        raise UsageError(str(error)) from error
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
        _say(f"{' '.join(error.format_message().split())}{more}")
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
