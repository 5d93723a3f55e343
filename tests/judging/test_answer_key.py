"""Keys as readable JSON."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.judging.answer_key import decode, encode, from_json, to_json
from autograder.model import UnitKey
from tests.judging.toys import MISTAKES, MSE, RIGHT, make_key

DTYPES = st.sampled_from(["f8", "f4", "i8", "i4", "b1", "c16"])
SHAPES = hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4)


@given(hnp.arrays(DTYPES, SHAPES))
def test_every_array_comes_back_with_its_shape_dtype_and_bits(array):
    """Does an array survive, nan, inf, 0-d and empty ones too?"""
    back = decode(encode(array))
    assert back.dtype == array.dtype and back.shape == array.shape
    assert np.array_equal(back, array, equal_nan=array.dtype.kind in "fc")


@pytest.mark.parametrize("value", [3, 0.1, True, "spiral", float("inf")])
def test_plain_numbers_stay_plain(value):
    """Do python numbers keep their type?"""
    assert decode(encode(value)) == value and type(decode(encode(value))) is type(value)


def test_a_key_comes_back_equal_and_as_the_same_text():
    """Is reading a key the inverse of writing it?"""
    key = UnitKey("01", "v", {"mse-loss": make_key(MSE, RIGHT, MISTAKES)})
    text = to_json(key)
    back = from_json(text)
    assert to_json(back) == text
    old, new = key.exercises["mse-loss"].cases[0], back.exercises["mse-loss"].cases[0]
    assert np.array_equal(old.expected["dw"], new.expected["dw"])
    assert back.exercises["mse-loss"].mistakes["sum"].carries


def test_a_key_is_readable():
    """Is an array one line, or "=" where a mistake leaves it as it is, and is there no code?"""
    text = to_json(UnitKey("01", "v", {"mse-loss": make_key(MSE, RIGHT, MISTAKES)}))
    lines = text.splitlines()
    arrays = sum(line.strip().startswith('"dw": [') for line in lines)
    same = sum(line.strip().startswith('"dw": "="') for line in lines)
    assert arrays + same == 4 * (1 + len(MISTAKES))
    assert same == 4 + 1  # db-not-summed leaves dw alone, and a sum over one is a mean
    assert "def " not in text and "return" not in text


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"unit": 1, "exercises": []}', "null"])
def test_what_is_no_key_is_refused(text):
    """Is anything else a ValueError?"""
    with pytest.raises(ValueError):
        from_json(text)


@pytest.mark.parametrize("dtype", ["(2+,f8", "O", "f8,f8", "M8[s]", "S4", "V8", "", 3, None])
def test_what_is_no_type_of_numbers_is_refused(dtype):
    """Does numpy never read a type that we do not write? It has a grammar of its own."""
    text = to_json(UnitKey("01", "v", {"mse-loss": make_key(MSE, RIGHT, MISTAKES)}))
    raw = json.loads(text)
    case = raw["exercises"]["mse-loss"]["cases"][0]
    case["expected"]["dw"] = {"dtype": dtype, "array": [1.0]}
    with pytest.raises(ValueError):
        from_json(json.dumps(raw))
