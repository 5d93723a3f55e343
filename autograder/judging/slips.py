"""Slips of form that are the same in every exercise: order, lists, numpy's own complaints."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import permutations

from autograder.judging.compare import agrees
from autograder.judging.structure import Problem
from autograder.model import CaseKey, Exercise, Reply, Value

_MOST = 5
"""Outputs of which every order is tried: 120 of them."""

_COMPLAINTS = (
    (r"does not have enough dimensions", "One side of the product is a single number. np.sum "
     "without an axis adds up everything."),
    (r"can be converted to Python scalars", "A function for one number, such as math.exp or "
     "float, met an array. np.exp takes either."),
    (r"same number of dimensions|inhomogeneous shape", "Arrays of different shapes do not fit "
     "into one as they are. Flatten each of them first, then join them; or does a flat one belong "
     "beside a table as a column (np.column_stack)?"),
    (r"cannot reshape array of size", "Print the size of what you reshape: its shape must hold as "
     "many numbers. Where does the piece begin, and where must it end?"),
    (r"must return a scalar value", "The function hands back a value and a gradient. Which "
     "argument announces that to minimize?"),
    (r"high - low < 0", "The lower bound comes first, then the upper one."),
    (r"mismatch in its core dimension|not aligned", "Print the shapes on both sides of the "
     "product: the axis between them must have the same length. Is a transpose missing, or did "
     "picking by a mask, A[mask], flatten an array? Multiply by the mask to keep its shape."),
    (r"could not broadcast input array", "What you write has another shape than the place you "
     "write it to. X[0] is a row, X[:, 0] a column."),
    (r"except for the concatenation axis", "The pieces differ in length: print the shape of each. "
     "Is one of them an array of the notebook, or one number, where one a row is asked for?"),
    (r"dimensions of the array must be square", "Only a square matrix has eigenvalues or an "
     "inverse: print the shape of yours. Is it the matrix you mean?"),
    (r"non-broadcastable output operand", "An array is updated in place by one of another shape: "
     "print both. Are several results of a function taken in the order that it returns them?"),
    (r"Cannot cast ufunc", "An array of whole numbers cannot take a step that is none: let it "
     "hold floats from the start."),
    (r"high <= 0|low >= high", "rng.integers draws whole numbers; rng.uniform takes low, high and "
     "size."),
    (r"could not be broadcast", "Print the shapes on both sides. numpy pairs axes from the right; "
     "lengths must be equal, or one of them 1."),
    (r"bitwise_xor|unsupported operand type\(s\) for \^", "In Python a power is **, not ^."),
    (r"truth value of an array", "An if, max or and met a whole array. numpy has np.where, "
     "np.maximum and & for arrays."),
    (r"non-int of type|can't multiply sequence", "With a list or a tuple, * repeats and + "
     "joins: make an array of it with np.array. Several values that a function returns are a "
     "tuple too, and so is an index of np.ndindex: take out the one you mean. A list of arrays of "
     "several shapes is taken one at a time. (The imaginary unit is 1j.)"),
    (r"operand type\(s\) for .: 'list'",
     "With a list, + joins and * repeats. Make an array of it with np.array."),
    (r"non-iterable function object", "A function stands where its results belong. What makes a "
     "function out of a function takes it without its brackets; call the one that comes out."),
    (r"'(numpy\.float64|float|int)' object is not iterable", "A number stands where there should "
     "be a list: do two results stand in the wrong order? Print them."),
    (r"values to unpack", "The names on the left of = and what comes back differ in number: print "
     "it. Is it the function that you mean to call, and is their number the same in every case?"),
    (r"'generator'", "Round brackets around a for make a generator; square ones make a list."),
    (r"operand type\(s\) for .*'Input'", "An Input is a node. Its array is in its value."),
    (r"operand type\(s\) for .*'dict'", "A dict is no number. Pick one of its entries, by "
     "its key."),
    (r"'tuple' object is not callable", "A function was called where its name alone belongs: what "
     "is handed over is then its result, which nobody can call."),
    (r"has no len\(\)|len\(\) of unsized", "A single number has no length. np.squeeze drops every "
     "axis of length 1, np.ravel keeps one axis."),
    (r"too many indices", "It has fewer axes here than where you tried it: print its shape."),
    (r"'list' object has no attribute", "A Python list is no array: np.array makes one of "
     "numbers, np.column_stack one of columns."),
    (r"'(function|method|builtin_function_or_method)'", "A function stands where its value "
     "belongs: call it, with brackets and what it takes."),
    (r"'NoneType'", "A None is in the calculation: does a function of yours lack its return, or "
     "does it work in place, as rng.shuffle does, and give nothing back?"),
    (r"only integer scalar arrays|only length-1 arrays|only 0-dimensional arrays", "np.max, np.min "
     "and np.sum take one array and an axis; np.maximum and np.minimum compare two arrays, entry "
     "by entry."),
    (r"AxisError|axis \d+ is out of bounds", "The array has fewer axes than you think: print its "
     "shape. A single row has one axis, 0."),
    (r"Cannot construct a dtype", "np.array takes one thing: put its parts in one list or tuple."),
    (r"setting an array element with a sequence", "An array stands where one number belongs. Which "
     "of your names should be a number?"),
    (r"index \d+ is out of bounds", "Print the shape of what you index, and the index. Is a size "
     "typed in as a number that changes from case to case?"),
    (r"invalid index to scalar|is not subscriptable", "What you index is a number here, not an "
     "array: print it."),
    (r"Cannot interpret '-?\d+' as a data type", "A shape is one thing, with brackets of its own: "
     "np.zeros((2, 3)). What stands behind it is taken for a data type."),
    (r"Supplied output array|Cannot interpret '.*' as a data type", "rng.random draws from 0 to 1 "
     "and takes no bounds; rng.uniform takes low, high and size."),
    (r"\(\) takes no arguments", "The class has no __init__ that takes them. Is it spelt with two "
     "underscores on each side?"),
    (r"positional argument", "Compare the call with the signature: how many arguments, in which "
     "order?"),
    (r"name '.*' is not defined", "Is the name spelt as where it was made, and was that cell run?"),
)  # fmt: skip


def complaint_hint(message: str) -> str:
    """What to think about next when Python or numpy stopped with this message."""
    return next((hint for pattern, hint in _COMPLAINTS if re.search(pattern, message)), "")


def wrong_order(exercise: Exercise, pairs: Sequence[tuple[CaseKey, Reply]]) -> Problem | None:
    """The right values in another order than asked for, on every case; else None.

    Outputs of a further call have no place in the order: they follow from it.
    """
    first = [o.name for o in exercise.outputs if o.counts and not o.again]
    names = [n for n in first if all(n in case.expected for case, _ in pairs)]
    names = [n for n in names if all(n in reply.values for _, reply in pairs)]
    if not pairs or not 2 <= len(names) <= _MOST:
        return None
    for order in permutations(names):
        if list(order) != names and _fits(exercise, names, order, pairs):
            got, asked = ", ".join(order), ", ".join(names)
            said = f"The values are right, but in another order: ({got}) where ({asked}) is asked."
            return Problem("wrong-order", said, "Compare your return line with the docstring.")
    return None


def _fits(
    exercise: Exercise,
    names: Sequence[str],
    order: Sequence[str],
    pairs: Sequence[tuple[CaseKey, Reply]],
) -> bool:
    """Whether what stands in the place of each name is what belongs under ``order``."""
    return all(
        agrees(reply.values[place], case.expected[meant], exercise.output(meant))
        for place, meant in zip(names, order, strict=True)
        for case, reply in pairs
    )


def listed(exercise: Exercise, replies: Sequence[Reply]) -> tuple[str, ...]:
    """Gradients, and outputs whose option ``array`` says so, that came back as lists, each once."""
    gradients = [
        o.name for o in exercise.outputs if o.meaning == "derivative" or o.options.get("array")
    ]
    none = Value(None, "")
    found = (n for n in gradients for r in replies if r.values.get(n, none).type_name == "list")
    return tuple(dict.fromkeys(found))
