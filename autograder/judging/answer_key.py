"""Answer keys as readable JSON: arrays, names and words. Never code.

A float64 array is a nested list; anything else says its ``dtype`` (and, where a
list cannot tell, its ``shape``). nan and the infinities are the strings
``"nan"``, ``"inf"``, ``"-inf"``; ``"="`` is what is expected in this place.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import numpy as np

from autograder.model import Case, CaseKey, ExerciseKey, MistakeWords, UnitKey

SAME = "="
_NO_KEY = (LookupError, TypeError, AttributeError, ArithmeticError, RecursionError, MemoryError)
"""What reading anything else stumbles over; ``ValueError`` besides."""


def to_json(key: UnitKey) -> str:
    """The key as text: one line an array, the same text for the same key."""
    return _pretty(_unit(key)) + "\n"


def from_json(text: str) -> UnitKey:
    """The key that ``to_json`` wrote; raises ``ValueError`` for anything else."""
    try:
        raw = json.loads(text)
        exercises = {slug: _read_exercise(slug, part) for slug, part in raw["exercises"].items()}
        return UnitKey(raw["unit"], raw["version"], exercises)
    except _NO_KEY as error:
        raise ValueError(f"This is no answer key: {type(error).__name__}: {error}.") from error


def _unit(key: UnitKey) -> dict[str, Any]:
    return {
        "unit": key.unit,
        "version": key.version,
        "exercises": {slug: _exercise(part) for slug, part in key.exercises.items()},
    }


def _exercise(key: ExerciseKey) -> dict[str, Any]:
    mistakes = {}
    for label, words in key.mistakes.items():
        mistakes[label] = {k: v for k, v in asdict(words).items() if k != "label"}
    return {
        "hints": list(key.hints),
        "mistakes": mistakes,
        "cases": [_case(case) for case in key.cases],
        "own": [_case(case) for case in key.own],
        **({"boundary": _values(key.boundary)} if key.boundary else {}),
    }


def _case(key: CaseKey) -> dict[str, Any]:
    return {
        "name": key.case.name,
        "group": key.case.group,
        "inputs": _values(key.case.inputs),
        "withheld": _values(key.case.withheld),
        "expected": _values(key.expected),
        "terms": {name: _values(terms) for name, terms in key.terms.items()},
        "mistakes": {name: _print(prints, key) for name, prints in key.mistakes.items()},
    }


def _print(prints: Mapping[str, Any], key: CaseKey) -> dict[str, Any]:
    """A fingerprint; most mistakes leave most outputs as they are."""
    return {
        name: SAME if _is_same(array, key.expected.get(name)) else encode(array)
        for name, array in prints.items()
    }


def _is_same(array: Any, expected: Any) -> bool:
    if expected is None or array.dtype != expected.dtype:
        return False
    return bool(np.array_equal(array, expected, equal_nan=array.dtype.kind in "fc"))


def _values(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: encode(value) for name, value in values.items()}


def encode(value: Any) -> Any:
    """A number, string or array in the words of JSON."""
    if isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return _float(value)
    array = np.asarray(value)
    listed = _listed(array)
    if array.dtype == np.float64 and array.ndim and array.size:
        return listed
    described = {"dtype": array.dtype.name, "array": listed}
    return described if array.ndim and array.size else {**described, "shape": list(array.shape)}


_NUMBERS = re.compile("bool|u?int(8|16|32|64)|float(16|32|64)|complex(64|128)")


def decode(value: Any) -> Any:
    """The number, string or array that ``encode`` wrote."""
    if isinstance(value, list):
        return np.array(value, dtype=np.float64)
    if isinstance(value, dict):
        if not _NUMBERS.fullmatch(value["dtype"]):  # numpy reads a language of its own there
            raise ValueError(f"{value['dtype']!r:.40} is no type of numbers.")
        array = np.array(value["array"], dtype=value["dtype"])
        return array.reshape(value["shape"]) if "shape" in value else array
    if value in ("nan", "inf", "-inf"):
        return float(value)
    return value


def _listed(array: Any) -> Any:
    if array.dtype.kind == "c":
        return np.vectorize(str, otypes=[object])(array).tolist()
    if array.dtype.kind == "f":
        return _floats(array.astype(np.float64).tolist())
    return array.tolist()


def _floats(nested: Any) -> Any:
    return [_floats(part) for part in nested] if isinstance(nested, list) else _float(nested)


def _float(number: float) -> Any:
    return number if np.isfinite(number) else str(number)


def _read_exercise(slug: str, raw: Mapping[str, Any]) -> ExerciseKey:
    words = {label: MistakeWords(label, **said) for label, said in raw["mistakes"].items()}
    cases, own = (tuple(map(_read_case, raw[part])) for part in ("cases", "own"))
    boundary = _arrays(raw.get("boundary", {}), {})
    return ExerciseKey(slug, cases, words, tuple(raw["hints"]), own, boundary)


def _read_case(raw: Mapping[str, Any]) -> CaseKey:
    inputs, withheld = (
        {name: decode(value) for name, value in raw[part].items()}
        for part in ("inputs", "withheld")
    )
    expected = _arrays(raw["expected"], {})
    return CaseKey(
        Case(raw["name"], inputs, raw["group"], withheld),
        expected,
        {name: _arrays(terms, {}) for name, terms in raw["terms"].items()},
        {name: _arrays(prints, expected) for name, prints in raw["mistakes"].items()},
    )


def _arrays(raw: Mapping[str, Any], expected: Mapping[str, Any]) -> dict[str, Any]:
    """Arrays by name; those that are as expected are the very same array."""
    return {
        name: expected[name] if value == SAME else np.asarray(decode(value))
        for name, value in raw.items()
    }


def _pretty(value: Any, indent: str = "") -> str:
    """Objects indented, arrays and anything inside them on one line."""
    if isinstance(value, dict) and value and "array" not in value:
        inner = indent + "  "
        rows = (f"{inner}{json.dumps(k)}: {_pretty(v, inner)}" for k, v in value.items())
        return "{\n" + ",\n".join(rows) + f"\n{indent}}}"
    if isinstance(value, list) and any(isinstance(part, dict) for part in value):
        inner = indent + "  "
        parts = (f"{inner}{_pretty(part, inner)}" for part in value)
        return "[\n" + ",\n".join(parts) + f"\n{indent}]"
    return json.dumps(value, allow_nan=False, ensure_ascii=False)
