"""The rules of the source format, one small function each.

A rule takes the cells of a unit and what its exercises module declares, and
yields ``(line, what is wrong and what to do)``.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from autograder import __version__
from autograder.authoring.percent import comment_lines
from autograder.authoring.source import HINTS, SLUG_ROLES, SourceCell
from autograder.errors import UsageError
from autograder.exercises import did_you_mean, find_exercise
from autograder.model import Unit

Problem = tuple[int, str]
Rule = Callable[[Sequence[SourceCell], Unit], Iterator[Problem]]

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_GIVEN = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*")
_LIKE_A_MARK = re.compile(r"(?i:#+\s*(begin|end)\s*sol)|.*(BEGIN|END) SOLUTION")
_OTHER_MARK = re.compile(r"(BEGIN|END) (HIDDEN TESTS|MARK SCHEME)|AUTOTEST")
_HEADING = re.compile(r"#\s+#{1,6}\s")
_LINK = re.compile(r"\[[^\]]+\]\([^)\s]+\)")


def find_problems(cells: Sequence[SourceCell], unit: Unit) -> Iterator[Problem]:
    """Every way in which these cells break the rules of the source format."""
    for rule in RULES:
        yield from rule(cells, unit)


def _cells_have_text(cells: Sequence[SourceCell], unit: Unit) -> Iterator[Problem]:
    for cell in cells:
        if not cell.source.strip():
            yield cell.line, "an empty cell. Remove it."


def _roles_have_their_kind(cells: Sequence[SourceCell], unit: Unit) -> Iterator[Problem]:
    for cell in cells:
        if cell.role == "question" and cell.kind == "code":
            yield cell.line, f'question "{cell.slug}" is text: write # %% [markdown] question="…".'
        code = cell.role in ("exercise", "starter", "check", "given", "demo")
        if code and cell.kind == "markdown":
            yield cell.line, f"a {cell.role} cell is code: remove [markdown]."


def _names_are_good(cells: Sequence[SourceCell], unit: Unit) -> Iterator[Problem]:
    for cell in cells:
        good = _GIVEN if cell.role == "given" else _SLUG
        if cell.role in SLUG_ROLES and not good.fullmatch(cell.slug):
            yield cell.line, f'"{cell.slug}" is not a slug: use a-z, 0-9 and single hyphens.'


def _names_are_unique(cells: Sequence[SourceCell], unit: Unit) -> Iterator[Problem]:
    """Also across roles: these names become nbgrader's grade ids and cell ids."""
    seen: dict[str, int] = {}
    for cell in cells:
        for name in grade_ids(cell):
            if name in seen:
                yield cell.line, f'the name "{name}" is taken by the cell at line {seen[name]}.'
            seen.setdefault(name, cell.line)
    starters = Counter(cell.slug for cell in cells if cell.role == "starter")
    for cell in cells:
        if cell.role == "starter" and starters.pop(cell.slug, 0) > 1:
            yield cell.line, f'"{cell.slug}" has more than one starter.'


def grade_ids(cell: SourceCell) -> tuple[str, ...]:
    """The cell ids and nbgrader grade ids that this cell takes up in the notebook."""
    if cell.role == "exercise":
        return (f"{cell.slug}-answer",)
    if cell.role == "question":
        return (cell.slug, f"{cell.slug}-question")
    return (cell.slug,) if cell.role in ("check", "given") else ()


def _points_are_numbers(cells: Sequence[SourceCell], unit: Unit) -> Iterator[Problem]:
    for cell in cells:
        if cell.role not in ("check", "question"):
            continue
        points = cell.options.get("points")
        if points is None:
            yield cell.line, f'{cell.role} "{cell.slug}" has no points. Add points=….'
        elif isinstance(points, bool) or not isinstance(points, int | float) or points <= 0:
            yield cell.line, f'points of {cell.role} "{cell.slug}" are not a number above 0.'


def _points_agree(cells: Sequence[SourceCell], unit: Unit) -> Iterator[Problem]:
    declared = {exercise.slug: exercise.max_points for exercise in unit.exercises}
    for cell in cells:
        if cell.role == "check" and cell.slug in declared:
            points, asked = cell.options.get("points"), declared[cell.slug]
            if isinstance(points, int | float) and points != asked:
                yield (
                    cell.line,
                    f'check "{cell.slug}" has points={points:g}; its aspects in '
                    f"autograder/exercises add up to {asked:g}.",
                )


def _exercises_have_hints(cells: Sequence[SourceCell], unit: Unit) -> Iterator[Problem]:
    for cell in cells:
        if cell.role != "exercise":
            continue
        hints = [cell.options.get(key) for key in HINTS]
        if hints[0] is None:
            yield cell.line, f'exercise "{cell.slug}" has no hint. Add hint="…".'
        elif hints[1] is None and hints[2] is not None:
            yield cell.line, f'exercise "{cell.slug}" has hint3 but no hint2.'
        for key, hint in zip(HINTS, hints, strict=True):
            if hint is not None and (not isinstance(hint, str) or not hint.strip()):
                yield cell.line, f'{key} of exercise "{cell.slug}" is not a text.'


def _checks_are_one_line(cells: Sequence[SourceCell], unit: Unit) -> Iterator[Problem]:
    for cell in cells:
        if cell.role == "check" and cell.source != f'check("{cell.slug}")':
            yield cell.line, f'the cell of check "{cell.slug}" must be: check("{cell.slug}")'


def _exercises_pair_with_checks(cells: Sequence[SourceCell], unit: Unit) -> Iterator[Problem]:
    lines = {cell.slug: cell.line for cell in cells if cell.role == "exercise"}
    checks = {cell.slug: cell.line for cell in cells if cell.role == "check"}
    for cell in cells:
        if cell.role == "exercise" and cell.slug not in checks:
            yield cell.line, f'exercise "{cell.slug}" has no check.{_mistyped(cell.slug, checks)}'
        if cell.role == "check" and cell.slug not in lines:
            yield cell.line, f'check "{cell.slug}" has no exercise.{_mistyped(cell.slug, lines)}'
        if cell.role == "check" and cell.line < lines.get(cell.slug, 0):
            yield cell.line, f'check "{cell.slug}" stands before its exercise. Move it below.'


def _mistyped(slug: str, known: dict[str, int]) -> str:
    text = did_you_mean(slug, known)
    return text if "Did you mean" in text else ""


def _starters_follow_exercises(cells: Sequence[SourceCell], unit: Unit) -> Iterator[Problem]:
    before: Sequence[SourceCell | None] = (None, *cells)
    for previous, cell in zip(before, cells, strict=False):
        if cell.role == "starter" and (
            previous is None or (previous.role, previous.slug) != ("exercise", cell.slug)
        ):
            yield cell.line, f'starter "{cell.slug}" must stand directly below its exercise.'


def _exercises_are_registered(cells: Sequence[SourceCell], unit: Unit) -> Iterator[Problem]:
    declared = [exercise.slug for exercise in unit.exercises]
    written = {cell.slug: cell for cell in cells if cell.role == "exercise"}
    for slug, cell in written.items():
        if slug not in declared:
            yield cell.line, f'exercise "{slug}" {_elsewhere(slug, unit, declared)}'
    for slug in declared:
        if slug not in written:
            yield 1, f'exercise "{slug}" of autograder/exercises is missing in this source.'


def _elsewhere(slug: str, unit: Unit, declared: Sequence[str]) -> str:
    try:
        other, _ = find_exercise(slug)
    except UsageError:
        module = f"autograder/exercises/unit_{unit.slug}.py"
        return f"is not in {module}.{did_you_mean(slug, declared)}"
    return f"belongs to the unit {other.slug}."


def _marks_stand_in_pairs(cells: Sequence[SourceCell], unit: Unit) -> Iterator[Problem]:
    """Solution marks: exact, paired, and only where a solution may stand."""
    for cell in cells:
        inside, regions, begun = False, 0, cell.line
        for line, text in _numbered(cell):
            mark = text.strip()
            if _OTHER_MARK.search(text):
                yield line, f'"{mark}" is a mark of nbgrader that this course does not use.'
            if mark not in (BEGIN, END):
                if _LIKE_A_MARK.match(mark):
                    yield line, f'"{mark}" is not a mark. Did you mean "{BEGIN}" or "{END}"?'
                continue
            if cell.role not in ("exercise", "question"):
                yield line, f'"{mark}" in a cell of role "{cell.role}": it has no meaning here.'
            if inside == (mark == BEGIN):
                yield line, f'"{mark}" without its partner: regions stand in pairs, never nested.'
            inside = mark == BEGIN
            if inside:
                regions, begun = regions + 1, line
        if inside:
            yield begun, f'this "{BEGIN}" has no "{END}".'
        if cell.role in ("exercise", "question") and not regions:
            yield cell.line, f'{cell.role} "{cell.slug}" has no "{BEGIN}" … "{END}".'


def _numbered(cell: SourceCell) -> Iterator[Problem]:
    return ((cell.line + n, text) for n, text in enumerate(cell.source.split("\n"), start=1))


def _code_holds_no_prose(cells: Sequence[SourceCell], unit: Unit) -> Iterator[Problem]:
    for cell in cells:
        if cell.kind != "code":
            continue
        if not ast.parse(cell.source).body:
            yield cell.line, "a code cell of comments only. Add [markdown], or write code."
        for line, comment in comment_lines(cell.source).items():
            if _HEADING.match(comment) or _LINK.search(comment):
                yield (
                    cell.line + line,
                    f'"{comment}" is prose in code. Is [markdown] missing above?',
                )


def _start_names_this_version(cells: Sequence[SourceCell], unit: Unit) -> Iterator[Problem]:
    calls = [(cell, call) for cell in cells if cell.kind == "code" for call in _starts(cell)]
    if not calls:
        yield 1, f'no given cell calls start("{unit.slug}", version="{_short_version()}").'
    for cell, call in calls:
        named = [ast.literal_eval(a) for a in call.args if isinstance(a, ast.Constant)]
        version = [k.value for k in call.keywords if k.arg == "version"]
        versions = [ast.literal_eval(v) for v in version if isinstance(v, ast.Constant)]
        line = cell.line + call.lineno
        if cell.role != "given":
            yield line, "start(…) must stand in a given cell."
        if named != [unit.slug]:
            yield line, f'start(…) must name this unit: start("{unit.slug}", …).'
        if versions != [_short_version()]:
            yield line, f'start(…) must say version="{_short_version()}", as the package does.'


def _starts(cell: SourceCell) -> Iterator[ast.Call]:
    calls = (node for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.Call))
    return (c for c in calls if isinstance(c.func, ast.Name) and c.func.id == "start")


def _short_version() -> str:
    return ".".join(__version__.split(".")[:2])


RULES: tuple[Rule, ...] = (
    _cells_have_text,
    _roles_have_their_kind,
    _names_are_good,
    _names_are_unique,
    _points_are_numbers,
    _points_agree,
    _exercises_have_hints,
    _checks_are_one_line,
    _exercises_pair_with_checks,
    _starters_follow_exercises,
    _exercises_are_registered,
    _marks_stand_in_pairs,
    _code_holds_no_prose,
    _start_names_this_version,
)
