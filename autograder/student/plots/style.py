"""The look of every picture: no line needs colour, every picture has words.

Colours are Okabe and Ito's; every line has a marker and a line style of its own.
matplotlib is imported when the first picture is drawn.
"""

from __future__ import annotations

import base64
import html
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
P = ParamSpec("P")

# Okabe and Ito's colours, told apart by people who see red and green alike.
LOOKS = (
    {"color": "#0072B2", "marker": "o", "linestyle": "-"},
    {"color": "#D55E00", "marker": "s", "linestyle": "--"},
    {"color": "#009E73", "marker": "^", "linestyle": "-."},
    {"color": "#CC79A7", "marker": "D", "linestyle": ":"},
)
HATCHES = ("", "///", "..", "xx")
"""Fillings of bars, in the order of ``LOOKS``."""
_STYLE: Any = {
    "font.size": 11,
    "axes.titlesize": 11,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.alpha": 0.35,
    "lines.linewidth": 1.8,
    "lines.markersize": 6,
    "figure.facecolor": "white",
}
_DPI = 144
_CSS_DPI = 96


@dataclass(frozen=True)
class Picture:
    """A matplotlib figure and the sentence that says the same in words."""

    figure: Any
    alt: str

    def png(self) -> bytes:
        """The picture as PNG of 64 colours, which keeps saved notebooks small."""
        from PIL import Image

        with io.BytesIO() as drawn, io.BytesIO() as file:
            self.figure.savefig(drawn, format="png", dpi=_DPI)
            Image.open(drawn).convert("RGB").quantize(64).save(file, "png", optimize=True)
            return file.getvalue()

    def html(self) -> str:
        """The picture as an ``img`` with alternative text, which JupyterLab's PNGs lack."""
        data = base64.b64encode(self.png()).decode("ascii")
        width = round(self.figure.get_size_inches()[0] * _CSS_DPI)
        return (
            f'<img alt="{html.escape(self.alt)}" width="{width}" style="max-width: 100%" '
            f'src="data:image/png;base64,{data}">'
        )

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {"text/html": self.html(), "image/png": self.png(), "text/plain": self.alt}


def styled(draw: Callable[P, Picture]) -> Callable[P, Picture]:
    """Draw in the course's style, and leave the student's own settings alone."""

    @wraps(draw)
    def styled(*args: P.args, **kwargs: P.kwargs) -> Picture:
        import matplotlib as mpl

        with mpl.rc_context(_STYLE):
            return draw(*args, **kwargs)

    return styled


def figure(panels: int, width: float, height: float, rows: int = 1) -> tuple[Any, Sequence[Any]]:
    """A figure that belongs to no global state, and its axes, ``panels`` side by side a row."""
    from matplotlib.figure import Figure

    drawn = Figure(figsize=(width, height), layout="constrained")
    return drawn, list(drawn.subplots(rows, panels, squeeze=False).flat)


@dataclass(frozen=True)
class Slider:
    """A widget, and the still picture that programs without widgets show instead."""

    widget: Any
    still: Picture

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {**(self.widget._repr_mimebundle_() or {}), **self.still._repr_mimebundle_()}


def slider(widgets: Any, name: str, value: float, step: float, top: float) -> Any:
    """A labelled slider from ``step`` to ``top``."""
    style = {"description_width": "5em"}
    return widgets.FloatSlider(value, min=step, max=top, step=step, description=name, style=style)


def played(
    still: Picture,
    knobs: Callable[[Any], Sequence[Any]],
    draw: Callable[..., Picture],
    words: Callable[..., str] | None = None,
) -> Any:
    """Knobs above a picture that follows them; the still picture where there are no widgets.

    knobs: makes the widgets, from ipywidgets; draw: the picture for their values;
    words: the sentence above it (default: what the picture says).
    """
    try:
        import ipywidgets as widgets
    except ImportError:
        return still
    made = list(knobs(widgets))
    view, said = widgets.HTML(), widgets.HTML()

    def follow(_: Any = None) -> None:
        values = [knob.value for knob in made]
        picture = draw(*values)
        said.value = f"<b>{html.escape(words(*values) if words else picture.alt)}</b>"
        view.value = picture.html()

    for knob in made:
        knob.observe(follow, "value")
    follow()
    return Slider(widgets.VBox([*made, said, view]), still)
