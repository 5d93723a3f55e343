"""Unit 10's pictures say in words what they show, and show what they are given."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.student import plots
from autograder.student.plots.galaxy import MEASURED, NOISES


def test_skies_draw_every_star_in_the_look_of_its_arm() -> None:
    """Has each arm a marker and a colour of its own, and is no star left out?"""
    stars, y = np.random.default_rng(0).normal(size=(40, 2)), np.arange(40) % 4
    picture = plots.skies({"two features": stars, "the plane": stars[:, ::-1]}, y)
    assert picture.alt == "40 stars of 4 arms, seen in two features and in the plane."
    for ax in picture.figure.axes:
        assert sum(len(drawn.get_offsets()) for drawn in ax.collections) == 40
    (legend,) = picture.figure.legends
    assert len({h.get_marker() for h in legend.legend_handles}) == 4


@pytest.mark.parametrize("size", [0.25, 1.0])
def test_noise_says_who_stands_it(size: float) -> None:
    """Are the accuracies at this noise said, those of the curves and of the stars drawn?"""
    said = plots.noise(size).alt
    at = NOISES.index(size)
    for name, shares in MEASURED.items():
        assert f"{name} {shares[at]:.2f}" in said
    voted = float(said.split("neighbours are right for ")[1][:4])
    assert voted == pytest.approx(MEASURED["15 neighbours"][at], abs=0.06)


def test_curves_have_a_value_for_every_noise() -> None:
    """Are all curves as long as the list of noises, and does the net stand noise best?"""
    assert {len(shares) for shares in MEASURED.values()} == {len(NOISES)}
    assert all(MEASURED["net of 64 units"][4] > s[4] + 0.3 for s in list(MEASURED.values())[1:])


def test_noise_slider_has_a_still_picture() -> None:
    """Is there a picture where widgets do not run?"""
    bundle = plots.noise_slider()._repr_mimebundle_()
    assert "image/png" in bundle and bundle["text/plain"].startswith("Noise 1:")


def test_trials_tell_means_and_ranges() -> None:
    """Are starts, range and mean of each candidate said and drawn?"""
    picture = plots.trials({"64 units": [0.9, 0.94], "8 units": [0.8, 0.7, 0.9]})
    assert "64 units: 2 starts from 0.900 to 0.940, mean 0.920" in picture.alt
    assert "8 units: 3 starts from 0.700 to 0.900, mean 0.800" in picture.alt
    (ax,) = picture.figure.axes
    assert [len(line.get_xdata()) for line in ax.lines] == [2, 2, 3, 2]
