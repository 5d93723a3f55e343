"""Two classifiers on the plane, side by side: pictures without script that need no colour.

A class has a colour, a texture, a letter and a marker of its own, those of the notebooks'
plots. Nothing here comes from a student but letters that were counted before.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from markupsafe import Markup

from autograder.exercises import load_unit
from autograder.judging.boundaries import labels_of, sizes_of
from autograder.model import Array, Boundary, Classified, Plane, Verdict
from autograder.reports.outlines import outlines, widest

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
"""Those of ``student.plots.boundary``, in the same order."""
SIDE = 288
"""Of the square in units of the picture, which has axes on the left and below."""
_LEFT, _BELOW, _GAP = 40, 40, 6
_EVERY = 3
"""A texture has a mark in every third cell of every third row."""


@dataclass(frozen=True)
class Panel:
    """One classifier: what it is called, how many points it has right, and its picture."""

    title: str
    right: str
    svg: Markup


@dataclass(frozen=True)
class Drawing:
    """What the page shows of a plane: two panels and a caption, or why there are none."""

    panels: tuple[Panel, ...] = ()
    key: tuple[tuple[str, Markup], ...] = ()
    caption: tuple[str, ...] = ()
    problem: str = ""


def drawing(unit: str, verdict: Verdict, others_wrong: bool) -> Drawing | None:
    """A verdict's plane as pictures; None where there is nothing to draw.

    others_wrong: whether another exercise of the unit has lost marks.
    """
    exercise = load_unit(unit).exercise(verdict.exercise)
    if verdict.plane is None or exercise.boundary is None:
        return None
    try:
        return _drawing(exercise.boundary, verdict, verdict.plane, others_wrong)
    except ValueError:  # of another version of the course, or of nobody's
        return None


def _drawing(boundary: Boundary, verdict: Verdict, plane: Plane, others_wrong: bool) -> Drawing:
    reference = _read(boundary, plane.reference)
    if plane.yours is None:
        alone = " Each part is right by itself; here they work together." if verdict.passed else ""
        return Drawing(problem=plane.problem.rstrip(".") + "." + alone)
    yours = _read(boundary, plane.yours)
    agreement = float(np.mean(yours[0] == reference[0]))
    same = f"It gives the class that yours gives on {_percent(agreement)} of the square."
    panels = (
        _panel(boundary, "Yours", "Your classifier", yours, ""),
        _panel(boundary, "The reference’s", "The reference’s classifier", reference, same),
    )
    caption = (
        f"On {_percent(agreement)} of the square your classifier agrees with the reference’s. "
        f"Drawn is {boundary.model}, on {len(yours[1])} points in {boundary.classes} classes. "
        "It earns no marks.",
        _remark(verdict, agreement, others_wrong),
    )
    key = tuple((f"class {_letter(k)}", _sample(k)) for k in range(boundary.classes))
    return Drawing(panels, key, tuple(filter(None, caption)))


def _remark(verdict: Verdict, agreement: float, others_wrong: bool) -> str:
    """What to think where picture and marks seem to say different things."""
    if not verdict.passed and agreement >= 0.98:
        return "What is wrong in this exercise hardly shows in the picture."
    if verdict.passed and agreement < 0.9 and others_wrong:
        return "This exercise is right. The difference comes from a part that another one asks for."
    return ""


def _read(boundary: Boundary, said: Classified) -> tuple[Array, Array]:
    """Regions (cells, cells), first row below, and the classes of the points."""
    cells, points = sizes_of(boundary)
    regions = labels_of(said.regions, cells, boundary.classes)
    square = regions.reshape(boundary.cells, boundary.cells)
    return square, labels_of(said.points, points, boundary.classes)


def _percent(share: float) -> str:
    """A share in whole percent, never rounded to all or nothing."""
    whole = round(100 * share)
    return f"{min(max(whole, int(share > 0)), 100 - int(share < 1))} %"


def _letter(k: int) -> str:
    return chr(ord("A") + k)


# --------------------------------------------------------------------------- one panel


def _panel(
    boundary: Boundary, title: str, whose: str, said: tuple[Array, Array], more: str
) -> Panel:
    regions, points = said
    y = np.asarray(boundary.inputs()["y"])
    good = int(np.sum(points == y))
    right = f"{good} of {len(y)} right ({_percent(good / len(y))})"
    shares = [(k, float(np.mean(regions == k))) for k in range(boundary.classes)]
    there = ", ".join(f"{_letter(k)} has {_percent(share)} of the square" for k, share in shares)
    alt = f"{whose}: of the points {right}. Class {there}. {more}".strip()
    svg = "".join(
        [
            f'<svg class="plane" role="img" viewBox="{-_LEFT} -4 {_LEFT + SIDE + 8} '
            f'{SIDE + _BELOW + 4}" aria-label="{alt}">',
            f'<svg width="{SIDE}" height="{SIDE}" viewBox="0 0 {SIDE} {SIDE}">',
            _regions(regions, boundary.classes),
            "</svg>",
            _marks(boundary, points),
            _letters(regions, boundary.classes),
            _axes(boundary.edge),
            "</svg>",
        ]
    )
    return Panel(title, right, Markup(svg))


def _regions(regions: Array, classes: int) -> str:
    """The square in the colour of its most frequent class, and the others upon it."""
    counts = [int(np.sum(regions == k)) for k in range(classes)]
    most, cell = int(np.argmax(counts)), SIDE / len(regions)
    drawn = [f'<rect width="{SIDE}" height="{SIDE}" fill="{_tint(most)}"/>']
    padded = np.pad(regions, 1, mode="edge")  # so that no corner of the square is cut
    for k in range(classes):
        if k != most and counts[k]:
            path = "".join(_outline(loop, cell) for loop in outlines(padded == k))
            drawn.append(
                f'<path d="{path}" fill="{_tint(k)}" fill-rule="evenodd" stroke="#000" '
                'stroke-width="1.3"/>'
            )
    drawn += [_texture(regions == k, k, cell) for k in range(classes)]
    return "".join(drawn)


def _outline(loop: list[tuple[int, int]], cell: float) -> str:
    """A closed outline as moves from point to point; rows are counted from below."""
    half, size = cell / 2, SIDE + 2 * cell
    places = [(x * half - cell, size - y * half - cell) for x, y in loop]
    (x0, y0), parts = places[0], []
    for (x, y), (left, above) in zip(places[1:], places, strict=False):
        parts.append(f"{x - left:g} {y - above:g}")
    return f"M{x0:g} {y0:g}l{' '.join(parts)}z"


def _texture(inside: Array, k: int, cell: float) -> str:
    """Small marks all over a class: none, strokes, dots, other strokes, dashes, crosses."""
    half = cell / 2
    mark = (
        "",
        f"m-{half:g} {half:g}l{cell:g}-{cell:g}",
        "h.01",
        f"m-{half:g}-{half:g}l{cell:g} {cell:g}",
        f"m-{half:g} 0h{cell:g}",
        f"m-{half:g} 0h{cell:g}m-{half:g}-{half:g}v{cell:g}",
    )[k]
    if not mark:
        return ""
    height = cell * len(inside)
    places = [
        (cell * (column + 0.5), height - cell * (row + 0.5))
        for row, column in np.argwhere(inside).tolist()
        if row % _EVERY == 1 and column % _EVERY == 1
    ]
    path = "".join(f"M{x:g} {y:g}{mark}" for x, y in places)
    width = 2.4 if k == 2 else 0.9
    return (
        f'<path d="{path}" fill="none" stroke="#555" stroke-width="{width}" '
        'stroke-linecap="round"/>'
    )


def _marks(boundary: Boundary, found: Array) -> str:
    """The points by the marker of their class: filled where it was found, white where not."""
    X, y = boundary.inputs()["X"], boundary.inputs()["y"]
    drawn = []
    for k in range(boundary.classes):
        for hit in (True, False):
            at = X[(y == k) & ((found == k) == hit)]
            if len(at):
                scale = SIDE / (2 * boundary.edge)
                places = (at * [1, -1] + boundary.edge) * scale
                path = "".join(_marker(k, x, up) for x, up in places.tolist())
                fill = COLOURS[k] if hit else "#fff"
                drawn.append(f'<path d="{path}" fill="{fill}" stroke="#000" stroke-width=".9"/>')
    return "".join(drawn)


def _marker(k: int, x: float, y: float) -> str:
    """A circle, square, triangle, diamond, triangle upside down or plus around a point."""
    shapes = (
        (-3.6, 0, "a3.6 3.6 0 1 0 7.2 0a3.6 3.6 0 1 0-7.2 0z"),
        (-3.3, -3.3, "h6.6v6.6h-6.6z"),
        (0, -4.4, "l4.2 7.4h-8.4z"),
        (0, -4.6, "l4.6 4.6-4.6 4.6-4.6-4.6z"),
        (0, 4.4, "l4.2-7.4h-8.4z"),
        (-1.4, -4.2, "h2.8v2.8h2.8v2.8h-2.8v2.8h-2.8v-2.8h-2.8v-2.8h2.8z"),
    )
    dx, dy, path = shapes[k]
    return f"M{round(x + dx, 1):g} {round(y + dy, 1):g}{path}"


def _letters(regions: Array, classes: int) -> str:
    """A class's letter where it has most room."""
    cell = SIDE / len(regions)
    drawn = []
    for k in range(classes):
        if (regions == k).any():
            row, column = widest(regions == k)
            x, y = cell * (column + 0.5), SIDE - cell * (row + 0.5)
            drawn.append(f'<text x="{x:g}" y="{y + 7:g}">{_letter(k)}</text>')
    return f'<g class="letters">{"".join(drawn)}</g>'


def _axes(edge: float) -> str:
    """The frame, a few numbers along it, and what the axes are."""
    scale, middle = SIDE / (2 * edge), SIDE / 2
    drawn = [f'<rect width="{SIDE}" height="{SIDE}" fill="none" stroke="#000"/>']
    for number in (-1, 0, 1):
        at = round(middle + number * scale, 1)
        up = round(middle - number * scale, 1)
        said = str(number).replace("-", "−")
        drawn.append(f'<path d="M{at:g} {SIDE}v4M0 {up:g}h-4" stroke="#000"/>')
        drawn.append(f'<text x="{at:g}" y="{SIDE + 16}">{said}</text>')
        drawn.append(f'<text x="-8" y="{up + 4:g}" class="end">{said}</text>')
    drawn.append(f'<text x="{middle:g}" y="{SIDE + 32}">first feature</text>')
    turned = f'transform="translate(-28 {middle:g}) rotate(-90)"'
    drawn.append(f"<text {turned}>second feature</text>")
    return f'<g class="axes" fill="#000">{"".join(drawn)}</g>'


def _sample(k: int) -> Markup:
    """A patch of a class with its marker, for the key."""
    texture = _texture(np.ones((3, 6), dtype=bool), k, 6)
    return Markup(
        '<svg class="sample" viewBox="0 0 36 18" aria-hidden="true">'
        f'<rect x=".5" y=".5" width="35" height="17" fill="{_tint(k)}" stroke="#000"/>{texture}'
        f'<path d="{_marker(k, 18, 9)}" fill="{COLOURS[k]}" stroke="#000"/></svg>'
    )


def _tint(k: int) -> str:
    """A class's colour, three quarters white, so that points stand out on it."""
    parts = (int(COLOURS[k][i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(255 * 0.72 + 0.28 * part):02x}" for part in parts)
