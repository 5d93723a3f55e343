"""Programs of arithmetic that the check of ``scalar-autodiff`` runs on a student's numbers.

A program is an array of rows ``(operation, i, j)``. A row works on what leaves and earlier
rows made, by number, and its result joins them; the last row is the end. An operation with a
plain number takes ``numbers[j]``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import Any

import numpy as np

from autograder.model import Case, Find, Inputs, WrongReturn

Rng = np.random.Generator
Row = tuple[int, int, int]

ADD, TIMES, EXP, LOG, RELU, ADD_NUMBER, NUMBER_ADD, TIMES_NUMBER, NUMBER_TIMES = range(9)
METHODS = {EXP: "exp", LOG: "log", RELU: "relu"}
WITH_NUMBER = (ADD_NUMBER, NUMBER_ADD, TIMES_NUMBER, NUMBER_TIMES)
NUMBER_FIRST = (NUMBER_ADD, NUMBER_TIMES)
SUMS = (ADD, ADD_NUMBER, NUMBER_ADD)
MOST_EVENTS = 600_000
"""Calls and returns that ``backward`` may make; one visit to each Var makes some thousands."""

# --------------------------------------------------------------------------- the cases


def cases(rng: Rng) -> list[Case]:
    """Trees of sums and products, functions, values that are read more than once, ladders."""
    return [
        *(_case(rng, f"a tree of {n} leaves", *_tree(rng, n)) for n in (4, 6, 5)),
        *(_case(rng, name, *program, group="functions") for name, program in FUNCTIONS.items()),
        *(_case(rng, name, *program, group="shared") for name, program in FORKS.items()),
        *(
            _case(rng, f"a random graph, {n} times two rows", *_graph(rng, 4, n), group="shared")
            for n in (6, 9)
        ),
        *(_case(rng, name, *_ladder(*rung), group="deep") for name, rung in LADDERS.items()),
    ]


def _case(rng: Rng, name: str, leaves: int, rows: Sequence[Row], group: str = "main") -> Case:
    numbers = rng.uniform(0.4, 0.6, 4) * [1, 1, 1, -1]
    inputs = {"x": rng.uniform(1.2, 1.9, leaves), "program": np.array(rows), "numbers": numbers}
    return Case(name, inputs, group)


def _tree(rng: Rng, leaves: int) -> tuple[int, list[Row]]:
    """Sums and products of which each part is read once; numbers on either side."""
    last, *pool = (int(i) for i in rng.permutation(leaves))
    rows = list[Row]()
    for number, operation in enumerate(WITH_NUMBER):
        rows.append((operation, pool.pop(0), number))
        pool.append(leaves + len(rows) - 1)
    while len(pool) > 1:
        rows.append(((TIMES, ADD)[len(rows) % 2], pool.pop(0), pool.pop(0)))
        pool.append(leaves + len(rows) - 1)
    return leaves, [*rows, (TIMES, pool[0], last)]


FUNCTIONS: Mapping[str, tuple[int, list[Row]]] = {
    "exp and log": (3, [(EXP, 0, 0), (LOG, 1, 0), (TIMES, 3, 4), (ADD, 5, 2)]),
    "the log of an exp": (
        2,
        [(TIMES, 0, 1), (TIMES_NUMBER, 2, 0), (EXP, 3, 0), (ADD_NUMBER, 4, 1), (LOG, 5, 0)],
    ),
    "relu above 0": (3, [(TIMES, 0, 1), (RELU, 3, 0), (NUMBER_TIMES, 4, 0), (TIMES, 5, 2)]),
    "exp below relu": (2, [(EXP, 0, 0), (RELU, 2, 0), (LOG, 1, 0), (TIMES, 3, 4)]),
    "relu below 0": (
        4,
        [
            (TIMES_NUMBER, 0, 3),
            (RELU, 4, 0),
            (LOG, 1, 0),
            (TIMES, 5, 6),
            (TIMES, 2, 3),
            (ADD, 7, 8),
        ],
    ),
    "relu below 0, of what was read before": (
        3,
        [
            (TIMES, 0, 1),
            (TIMES_NUMBER, 3, 3),
            (TIMES, 4, 2),
            (RELU, 4, 0),
            (TIMES, 5, 4),
            (ADD, 6, 7),
        ],
    ),
    "relu below 0, of what is read again": (
        3,
        [
            (TIMES_NUMBER, 0, 3),
            (RELU, 3, 0),
            (TIMES, 3, 1),
            (ADD, 4, 5),
            (TIMES, 6, 2),
        ],
    ),
    "relu below 0, beside exp": (
        4,
        [
            (TIMES, 0, 1),
            (NUMBER_TIMES, 4, 3),
            (RELU, 5, 0),
            (EXP, 2, 0),
            (ADD, 6, 7),
            (TIMES, 8, 3),
        ],
    ),
}
FORKS: Mapping[str, tuple[int, list[Row]]] = {
    "x * x * y": (2, [(TIMES, 0, 0), (TIMES, 2, 1)]),
    # Both sides of the diamond come back to row 3, which has a chain below it.
    "a diamond on a chain": (
        2,
        [
            (TIMES, 0, 1),
            (TIMES_NUMBER, 2, 0),
            (TIMES_NUMBER, 3, 1),
            (ADD, 3, 0),
            (TIMES, 4, 5),
        ],
    ),
    "two ways of unequal length": (
        2,
        [
            (NUMBER_TIMES, 0, 0),
            (TIMES, 2, 1),
            (ADD_NUMBER, 3, 1),
            (TIMES, 4, 1),
            (ADD, 5, 2),
        ],
    ),
    "one Var read four times, one never": (
        3,
        [(TIMES, 0, 1), (ADD, 3, 0), (TIMES, 3, 0), (ADD, 4, 5), (TIMES, 6, 3)],
    ),
    "a side that leads nowhere": (
        2,
        [(TIMES, 0, 1), (TIMES, 2, 2), (TIMES, 3, 0), (ADD, 3, 1), (TIMES, 5, 2)],
    ),
}
LADDERS = {"a ladder of 45 rungs": (45, NUMBER_TIMES), "a ladder of 40 rungs": (40, TIMES_NUMBER)}


def _graph(rng: Rng, leaves: int, count: int) -> tuple[int, list[Row]]:
    """Rows that read any of the last six, each made smaller; the end adds up what is unread."""
    rows, read = list[Row](), set[int]()
    for k in range(count):
        last = leaves + len(rows)
        i, j = (int(n) for n in rng.integers(max(0, last - 6), last, 2))
        rows += [((ADD, TIMES)[k % 2], i, j), (TIMES_NUMBER, last, k % 3)]
        read |= {i, j, last}
    end, *unread = [n for n in range(leaves + len(rows)) if n not in read]
    for n in unread:
        rows.append((ADD, end, n))
        end = leaves + len(rows) - 1
    return leaves, rows


def _ladder(rungs: int, operation: int) -> tuple[int, list[Row]]:
    """Each rung reads the one below twice: 2 to the power of ``rungs`` ways lead down."""
    rows, top = list[Row](), 0
    for _ in range(rungs):
        rows.append((operation, top, 0))
        rows.append((TIMES_NUMBER, top, 1))
        at = len(rows)
        rows.append((ADD, at - 1, at))
        top = at + 1
    return 1, rows


# --------------------------------------------------------------------------- the probe


def ask(find: Find, inputs: Inputs) -> Mapping[str, Any]:
    """Value of the end and gradient of every leaf, after one ``backward``."""
    make = find("Var")
    _whole(make)
    leaves = [make(_plain(x)) for x in inputs["x"]]
    made = _rows(leaves, inputs["program"], inputs["numbers"])
    end = made[-1]
    value = end.value  # before backward, which should leave it as it is
    try:
        with _few_steps():
            end.backward()
        return {"value": value, "grad": np.array([_gradient(leaf) for leaf in leaves])}
    except Exception:
        _well_formed(made, make)
        raise


def _whole(make: Any) -> None:
    """Whether both cells of the class are in it, the given one below the student's own."""
    if getattr(make, "__init__", None) is object.__init__:
        raise WrongReturn(
            "Var has lost its first half, __init__ and the sum: the TODO begins with "
            "class Var(Var), which builds on the given cell. Run the given cell with Var again, "
            "then your own."
        )
    if not hasattr(make, "__mul__"):
        raise WrongReturn(
            "This Var has no product: the given cell with Var was run after yours, or yours not "
            "at all. Run the cell of your TODO again."
        )


def _well_formed(made: Sequence[Any], make: Any) -> None:
    """Say which Var has no tuple of Vars and no tuple of numbers, as the page's sort needs."""
    for var in made:
        nodes, slopes = getattr(var, "inbound_nodes", ()), getattr(var, "slopes", ())
        if isinstance(nodes, make):
            said = "inbound_nodes of a Var is a Var, where a tuple of Vars is asked for"
            raise WrongReturn(f"{said}: a tuple of one thing needs its comma.")
        if np.isscalar(slopes):
            said = "slopes of a Var is a number, where a tuple of numbers is asked for"
            raise WrongReturn(f"{said}: a tuple of one thing needs its comma.")
        if isinstance(slopes, (tuple, list)) and any(isinstance(s, make) for s in slopes):
            raise WrongReturn("The slopes of a Var hold Vars: a slope is a number, their value.")


def run(leaves: Sequence[Any], program: Any, numbers: Any) -> Any:
    """The end of a program on these leaves."""
    return _rows(leaves, program, numbers)[-1]


def _rows(leaves: Sequence[Any], program: Any, numbers: Any) -> list[Any]:
    """The leaves, and what each row makes of them."""
    made = list(leaves)
    for operation, i, j in program:
        made.append(_made(int(operation), made, int(i), int(j), numbers))
        if made[-1] is not None and not hasattr(made[-1], "value"):
            name = METHODS.get(int(operation), "a sum" if operation in SUMS else "a product")
            said = f"{name} of a Var gives a plain number ({type(made[-1]).__name__})"
            raise WrongReturn(f"{said}: the way back ends there. Return a Var made from self.")
    return made


def _made(operation: int, made: Sequence[Any], i: int, j: int, numbers: Any) -> Any:
    if operation in METHODS:
        return getattr(made[i], METHODS[operation])()
    one, other = made[i], float(numbers[j]) if operation in WITH_NUMBER else made[j]
    if operation in NUMBER_FIRST:
        one, other = other, one
    return one + other if operation in SUMS else one * other


def _plain(x: Any) -> Any:
    """A Python float, as a student would write it; a complex number stays numpy's."""
    return x if np.iscomplexobj(x) else float(x)


def _gradient(leaf: Any) -> Any:
    """What backward left in ``grad``, if it is a number."""
    grad = getattr(leaf, "grad", None)
    if grad is None:
        raise WrongReturn("After backward, grad of a Var is None; where nothing came back it is 0.")
    if np.size(grad) != 1 or np.asarray(grad).dtype.kind not in "biufc":
        raise WrongReturn(f"After backward, grad of a Var should be a number; it is {grad!r:.60}.")
    return np.reshape(grad, ())


@contextmanager
def _few_steps() -> Iterator[None]:
    """While this lasts, calls are counted, and too many of them are said to be too many."""
    before, calls = sys.getprofile(), 0

    def count(frame: FrameType, event: str, arg: Any) -> None:
        nonlocal calls
        calls += 1
        if calls > MOST_EVENTS:
            raise WrongReturn(
                "backward goes down every way through the graph, and their number doubles with "
                "each fork: visit each Var once, after all that read it."
            )

    sys.setprofile(count)
    try:
        yield
    finally:
        sys.setprofile(before)
