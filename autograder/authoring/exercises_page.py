"""The exercises' reference, made from the exercises: signatures, points, named mistakes.

It reads what students are given, what the exercises module declares, and of the bank the
sentences alone: no solution, hint or hidden input can come into it.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator, Mapping

from autograder.authoring.bank import load_bank
from autograder.authoring.build import build_unit
from autograder.authoring.source import read_source
from autograder.exercises import load_unit, unit_slugs
from autograder.layout import Course
from autograder.model import Aspect, Exercise, Output, Unit
from autograder.rendering import points

INDEX = "reference.md"
OPENING = """\
# The exercises

What each exercise asks for, what its points hang on, and which mistakes it knows by name. These
pages are made from the exercises when the site is built. They hold what a student may read: no
solution, no hint, none of the hidden inputs.

**How to read a row.** An *aspect* is a named share of an exercise's points. It pays when every
value it looks at is right on every case; where it *pays only beside* others, those must be right
too. "Right" is relative to the largest entry of a value, with more allowed in float32.

| unit | exercises | points | named mistakes |
|---|---|---|---|
"""
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#$|~])")


def reference_pages(course: Course) -> dict[str, str]:
    """The reference's pages by name: an overview, and a page for each unit."""
    pages, rows = {}, []
    for slug in unit_slugs():
        unit = load_unit(slug)
        sentences = {
            exercise: [mistake.says for mistake in mistakes]
            for exercise, mistakes in load_bank(course.bank(slug)).mistakes.items()
        }
        pages[f"reference/{slug}.md"] = unit_page(unit, _given(course, slug), sentences)
        worth = points(sum(exercise.max_points for exercise in unit.exercises))
        number = sum(map(len, sentences.values()))
        link = f"[{slug[:2]} · {unit.title}](reference/{slug}.md)"
        rows.append(f"| {link} | {len(unit.exercises)} | {worth} | {number} |")
    return {INDEX: OPENING + "\n".join(rows) + "\n", **pages}


def unit_page(unit: Unit, given: Mapping[str, str], sentences: Mapping[str, list[str]]) -> str:
    """A unit's page. ``given`` is what students find in each answer cell."""
    parts = [f"# {unit.slug[:2]} · {unit.title}"]
    for exercise in unit.exercises:
        parts += _section(exercise, given[exercise.slug], sentences.get(exercise.slug, []))
    return "\n\n".join(parts) + "\n"


def signatures(code: str) -> str:
    """The functions and methods of a cell, with what their docstrings say and no body."""
    return "\n\n".join(
        "\n".join(_signature(node, "")) for node in ast.parse(code).body if _named(node)
    )


def _given(course: Course, slug: str) -> dict[str, str]:
    student = build_unit(read_source(course.source(slug))).student
    cells = {cell.id: cell.source for cell in student.cells}
    return {e.slug: cells[f"{e.slug}-answer"] for e in load_unit(slug).exercises}


def _section(exercise: Exercise, given: str, sentences: list[str]) -> Iterator[str]:
    yield f"## {exercise.title}"
    yield f"`{exercise.slug}`, {points(exercise.max_points)} points. {_files(exercise)}".rstrip()
    yield f"```python\n{signatures(given)}\n```"
    rows = ["| aspect | points | looks at | pays only beside |", "|---|---|---|---|"]
    rows += [_row(exercise, aspect) for aspect in exercise.aspects]
    yield "\n".join(rows)
    if exercise.by_hand:
        yield f"*By hand:* {_plain(exercise.by_hand)}"
    yield f"{len(sentences)} mistakes have a name here:"
    yield "\n".join(f"- {_plain(sentence)}" for sentence in sentences)


def _files(exercise: Exercise) -> str:
    names = ", ".join(f"`{slug}`" for slug in exercise.uses)
    return f"It calls the functions of {names}: mend those first." if names else ""


def _row(exercise: Exercise, aspect: Aspect) -> str:
    outputs = [exercise.output(name) for name in aspect.outputs]
    if aspect.kind == "shape":
        looks = f"the shape of {_listed([o.name for o in outputs])}"
    else:
        looks = "; ".join(_meaning(output) for output in outputs if output.counts)
    group = "" if aspect.group == "main" else f" (on cases of their own: {_plain(aspect.group)})"
    beside = _listed(list(aspect.requires))
    return f"| {_plain(aspect.name)} | {points(aspect.points)} | {looks}{group} | {beside} |"


def _meaning(output: Output) -> str:
    name = f"`{output.name}`"
    if output.meaning == "derivative":
        return f"{name}, the derivative of `{output.of}` in `{output.wrt}`"
    if output.meaning == "satisfies":
        return f"{name}, by its properties ({str(output.criterion).replace('-', ' ')})"
    return name


def _listed(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _named(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef | ast.ClassDef)


def _signature(node: ast.AST, indent: str) -> Iterator[str]:
    """The lines of a function's or class's head and docstring, then of its methods'."""
    if not isinstance(node, ast.FunctionDef | ast.ClassDef):
        return
    told = ast.get_docstring(node)
    if isinstance(node, ast.FunctionDef):
        end = ":" if told else ": ..."
        yield f"{indent}def {node.name}({ast.unparse(node.args)}){end}"
    else:
        bases = ", ".join(map(ast.unparse, node.bases))
        yield f"{indent}class {node.name}{f'({bases})' if bases else ''}:"
    if told:
        lines = inspect.cleandoc(told).splitlines()
        quoted = ['"""' + lines[0], *lines[1:]] if lines[1:] else [f'"""{lines[0]}"""']
        yield from (f"{indent}    {line}".rstrip() for line in quoted)
        if lines[1:]:
            yield f'{indent}    """'
    for inner in node.body if isinstance(node, ast.ClassDef) else []:
        if _named(inner):
            yield ""
            yield from _signature(inner, f"{indent}    ")


def _plain(text: str) -> str:
    """Text in which nothing is a mark of Markdown."""
    return _MARKDOWN.sub(r"\\\1", text)
