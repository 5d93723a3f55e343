"""Unit 09's pictures say in words what they show, and show what they are given."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.student import plots


def test_the_strip_says_where_each_array_lies() -> None:
    """Are the places of the four arrays right?"""
    said = plots.strip([(2, 3), (3,), (3, 4), (4,)]).alt
    assert (
        said
        == "theta, 25 numbers: W1 from 0 to 5, b1 from 6 to 8, W2 from 9 to 20, b2 from 21 to 24."
    )


def test_draws_tell_a_half_range_from_a_whole_one() -> None:
    """Does the picture of draws from 0 differ in words from that of draws around 0?"""
    u = np.random.default_rng(0).random(2000)
    assert "in 20 of 30 bars" in plots.draws(0.24 * u - 0.12, 0.12).alt
    assert "from 0.000 to 0.120, in 10 of 30 bars" in plots.draws(0.12 * u, 0.12).alt


@pytest.mark.parametrize(("steepness", "descent", "conjugate"), [(1.0, 1, 1), (10.0, 35, 2)])
def test_conjugate_gradient_arrives_in_two(steepness: float, descent: int, conjugate: int) -> None:
    """Do exact searches need as many steps as the theory says?"""
    said = plots.zigzag(steepness).alt
    assert f"steepest descent needs {descent} " in said
    assert f"conjugate gradient needs {conjugate} " in said


def test_zigzag_slider_has_a_still_picture() -> None:
    """Is there a picture where widgets do not run?"""
    bundle = plots.zigzag_slider()._repr_mimebundle_()
    assert "image/png" in bundle and "2 searches" in bundle["text/plain"]


def test_every_hidden_unit_is_an_image() -> None:
    """Is each column of W1 drawn, also where the last row is not full?"""
    picture = plots.hidden_images(np.random.default_rng(0).normal(size=(16, 11)))
    assert picture.alt == "11 hidden units, each an image of 4 × 4 weights."
    images = [ax.images[0].get_array() for ax in picture.figure.axes if ax.images]
    assert len(images) == 11 and images[0].shape == (4, 4)
