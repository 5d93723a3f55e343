"""The words every room shares: what is asked, what came back, what it is worth.

An exercise is *inputs*, a *probe* and what its *outputs mean*. A probe drives
the student's objects on the inputs of a case and returns named raw values. The
same probe on the reference gives the expected arrays (an answer key), and on a
mistaken reference the fingerprint of that mistake. A judge then compares arrays
with arrays. This module holds only frozen records and imports nothing of ours.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, ClassVar, Literal

import numpy as np

Array = np.ndarray[Any, Any]
Inputs = Mapping[str, Any]
"""Arguments of one case by name: float64/int64 arrays, ints or floats. Never mutated."""

# --------------------------------------------------------------------- asked


@dataclass(frozen=True)
class Case:
    """One set of inputs. ``group`` says which aspects are judged on it.

    ``withheld`` is what only the judge may see, such as the labels of a test set:
    it is never sent to the process that runs student code.
    """

    name: str
    inputs: Inputs
    group: str = "main"
    withheld: Inputs = field(default_factory=dict)


Find = Callable[[str], Any]
"""Looks up one of the student's objects by name; raises ``NotFound``."""

Probe = Callable[[Find, Inputs], Mapping[str, Any]]
"""Drives the student's objects on one case and returns named raw values: of the
exercise's outputs, those that the case's group is asked for."""


@dataclass(frozen=True)
class Output:
    """One named value a probe returns, and what it means.

    meaning:
        ``equals``      the reference's value;
        ``derivative``  the reference's value, known to be d ``of`` / d ``wrt``;
        ``satisfies``   a criterion of ``judging.criteria`` named in ``criterion``.
    rtol: error allowed relative to the largest entry of the block, for float64
        answers; float32 answers are allowed more (see ``judging.compare``).
    zero: input that, set to 0 in the reference, leaves the data term of a
        derivative (usually ``"reg"``); the rest is the regularisation term.
    absent: the label of an answer that lacks this output; ``""`` where such an answer
        may be right, so that the output is judged only where there is one.
    again: it comes from a further call, so it has no place in the order of what is returned.
    counts: marks hang on it. What student code could say without having it (that something
        was left alone, or a copy of an input) does not: it may name what is wrong beside it.
    """

    name: str
    meaning: Literal["equals", "derivative", "satisfies"] = "equals"
    of: str | None = None
    wrt: str | None = None
    zero: str | None = None
    criterion: str | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    rtol: float = 1e-5
    absent: str = "none"
    again: bool = False
    counts: bool = True


def equals(name: str, *, rtol: float = 1e-5, absent: str = "none") -> Output:
    """An output that must equal the reference's."""
    return Output(name, "equals", rtol=rtol, absent=absent)


def derivative(
    name: str,
    *,
    of: str,
    wrt: str,
    zero: str | None = None,
    rtol: float = 1e-5,
    absent: str = "none",
) -> Output:
    """An output that is the derivative of output ``of`` in input ``wrt``."""
    return Output(name, "derivative", of=of, wrt=wrt, zero=zero, rtol=rtol, absent=absent)


def satisfies(name: str, criterion: str, **options: Any) -> Output:
    """An output judged by a named property, never by a reference draw."""
    return Output(name, "satisfies", criterion=criterion, options=options)


def tells(name: str, label: str = "", note: str = "") -> Output:
    """What the probe noticed of its own call, as a truth value that should be true.

    Beside values that are wrong and have no name it gives them one, ``label``; by itself it is
    a ``note``. It decides no mark.
    """
    options = {"label": label, **({"note": note} if note else {})}
    return Output(name, "satisfies", criterion="told", options=options, absent="", counts=False)


@dataclass(frozen=True)
class Aspect:
    """A named share of an exercise's points.

    kind ``value``: every output of ``outputs`` that counts is right on every case of ``group``.
    kind ``shape``: every output of ``outputs`` has the right shape there.
    ``requires`` names aspects that must pass before this one pays. An aspect that
    shows no understanding by itself (a shape, stability) must require at least one.
    """

    name: str
    points: float
    outputs: tuple[str, ...]
    kind: Literal["value", "shape"] = "value"
    group: str = "main"
    requires: tuple[str, ...] = ()


@dataclass(frozen=True)
class Boundary:
    """A classifier to be drawn over a square of the plane: for the eye, never for marks.

    The probe trains the student's classifier on points that everybody may know, always the
    same ones, and returns the classes ``0 .. classes-1`` that it gives to the cells of a grid
    (``regions``, row by row from below) and to the points themselves (``points``).

    model: what is drawn, as the end of a sentence; inputs: ``X (N, 2)``, ``y (N,)`` and
    whatever the probe needs; edge: the square reaches from ``-edge`` to ``edge``; cells: of
    the grid along an axis; seconds: how long it may take.
    """

    OUTPUTS: ClassVar[tuple[str, str]] = ("regions", "points")

    model: str
    probe: Probe
    inputs: Callable[[], Inputs]
    edge: float
    cells: int
    classes: int
    seconds: float = 2.0


@dataclass(frozen=True)
class Exercise:
    """What is asked of a student, without the answer.

    ``needs`` are the names looked up in the notebook; ``cases(rng)`` draws
    inputs (with ``N, D, H, C`` all different, weights of order 1);
    ``seconds`` is the time all its cases may take together.

    An exercise whose code calls the answer to another one brings a stand-in for
    that function in ``cases``, so that one slip costs one exercise. ``own_cases``
    then draws cases without a stand-in, for students who wrote it all in one
    function: it is enough to be right on one of the two readings.
    """

    slug: str
    title: str
    needs: tuple[str, ...]
    probe: Probe
    cases: Callable[[np.random.Generator], Sequence[Case]]
    outputs: tuple[Output, ...]
    aspects: tuple[Aspect, ...]
    own_cases: Callable[[np.random.Generator], Sequence[Case]] | None = None
    uses: tuple[str, ...] = ()
    """Exercises whose functions this one calls without a stand-in: mend those first."""
    by_hand: str = ""
    """What to try by hand, with its answer: said where no mistake is recognised."""
    seconds: float = 10.0
    boundary: Boundary | None = None
    """What its classifier makes of the plane, for the feedback page."""

    @property
    def max_points(self) -> float:
        return float(sum(aspect.points for aspect in self.aspects))

    def asked(self, group: str) -> tuple[str, ...]:
        """The outputs that the aspects of a group need, each once."""
        names = (name for a in self.aspects if a.group == group for name in a.outputs)
        return tuple(name for name in dict.fromkeys(names) if self.output(name).counts)

    def output(self, name: str) -> Output:
        return next(output for output in self.outputs if output.name == name)


@dataclass(frozen=True)
class Unit:
    """One notebook: its exercises and what its code may import."""

    slug: str
    title: str
    exercises: tuple[Exercise, ...]
    packages: tuple[str, ...] = ("numpy",)

    def exercise(self, slug: str) -> Exercise:
        return next(exercise for exercise in self.exercises if exercise.slug == slug)


# ------------------------------------------------------------------ answered


@dataclass(frozen=True)
class Value:
    """A returned value as an array, or the name of the type that was none."""

    array: Array | None
    type_name: str = "ndarray"


FailureKind = Literal[
    "not-found",  # the notebook defines no such name
    "not-written",  # NotImplementedError, or the stub is still there
    "wrong-return",  # not the number or kind of things asked for
    "raised",  # the student's code raised
    "no-answer",  # killed, crashed, out of time or memory
]


@dataclass(frozen=True)
class Failure:
    """Why a case has no values. ``message`` may hold the student's own text."""

    kind: FailureKind
    message: str
    line: int | None = None
    """The line that stopped, counted in its own cell."""
    function: str = ""
    """The student's function that holds this line."""
    code: str = ""
    """The text of this line."""


@dataclass(frozen=True)
class Reply:
    """What came back for one case: values or a failure, and facts for notes."""

    values: Mapping[str, Value] = field(default_factory=dict)
    failure: Failure | None = None
    changed: tuple[str, ...] = ()
    """Arguments that the student's code overwrote."""
    calls: tuple[int, int] = (0, 0)
    """How often the busiest function of the student's was called, and how often with complex
    numbers; counted on the first case of an exercise that asks for derivatives."""


class NotFound(Exception):
    """The notebook defines no object of that name (``str(error)``)."""


class WrongReturn(Exception):
    """A student's function returned another number or kind of things than asked."""


# ------------------------------------------------------------------- the key

AND = " + "
"""Joins the names of two mistakes that one answer makes at once."""
WAY = "~"
"""Stands between a mistake's label and the number of the way in which it is made."""
SINGLE = "~single"
"""Ends the name of a fingerprint made in float32, where other numbers overflow."""


def label_of(fingerprint: str) -> str:
    """The label of the mistake that a fingerprint belongs to: ``sign`` for ``sign~2``."""
    return fingerprint.partition(WAY)[0]


@dataclass(frozen=True)
class MistakeWords:
    """What may be said of a named mistake. Never code."""

    label: str
    says: str
    hint: str
    carries: bool = False
    """Its consistent gradient earns the gradient's points (error carried forward)."""


@dataclass(frozen=True)
class CaseKey:
    """The answers to one case."""

    case: Case
    expected: Mapping[str, Array]
    terms: Mapping[str, Mapping[str, Array]] = field(default_factory=dict)
    """Per derivative output: its additive parts, e.g. ``data`` and ``regularisation``."""
    mistakes: Mapping[str, Mapping[str, Array]] = field(default_factory=dict)
    """Per fingerprint: the outputs of the mistaken reference (only those it could compute).

    A mistake has a fingerprint for each way in which it is made: ``label``, ``label~2`` …
    Where float32 gives other numbers, as it overflows earlier, there is ``label~single`` too.
    """


@dataclass(frozen=True, eq=False)
class ExerciseKey:
    """The answers to one exercise, and the words for its mistakes and hints.

    Two keys are never compared: a judge keeps what it has made of one beside it.
    """

    exercise: str
    cases: tuple[CaseKey, ...]
    mistakes: Mapping[str, MistakeWords] = field(default_factory=dict)
    hints: tuple[str, ...] = ()
    own: tuple[CaseKey, ...] = ()
    """The answers to the exercise's ``own_cases``."""
    boundary: Mapping[str, Array] = field(default_factory=dict)
    """What the reference's classifier says, in the public key of an exercise that is drawn."""

    @cached_property
    def fingerprints(self) -> tuple[str, ...]:
        """The names of all ways to make a mistake, the first ways before all others."""
        found = dict.fromkeys(name for case in self.cases for name in case.mistakes)
        return tuple(sorted((n for n in found if not n.endswith(SINGLE)), key=lambda n: WAY in n))

    @cached_property
    def readings(self) -> tuple[ExerciseKey, ...]:
        """Each set of cases as a key of its own: being right on one of them is enough."""
        first = replace(self, own=())
        return (first, replace(first, cases=self.own)) if self.own else (first,)


@dataclass(frozen=True)
class UnitKey:
    """An answer key: arrays only. Made from a seed by running the reference."""

    unit: str
    version: str
    exercises: Mapping[str, ExerciseKey]


# ------------------------------------------------------------------- verdict

Status = Literal[
    "graded",
    "not-attempted",
    "syntax-error",
    "error",
    "timeout",
    "crashed",
    "out-of-memory",
    "sandbox-broken",
    "unreadable",
]


@dataclass(frozen=True)
class AspectResult:
    """What one aspect earned; ``label`` names the mistake, or several joined by ``AND``."""

    name: str
    points: float
    max_points: float
    passed: bool
    label: str = ""
    message: str = ""

    @property
    def labels(self) -> tuple[str, ...]:
        """The names in ``label``, one by one."""
        return tuple(self.label.split(AND)) if self.label else ()


@dataclass(frozen=True)
class Location:
    """The worst entry of the worst output, with at most three numbers."""

    output: str
    index: tuple[int, ...]
    yours: float
    expected: float
    case: str
    numerical: float | None = None
    error_map: tuple[tuple[float, ...], ...] = ()
    """Relative error entry by entry, at most 12 × 12, for the picture."""
    map_start: tuple[int, int] = (0, 0)
    """Row and column of the map's first entry: a large array is shown where it is worst."""
    map_whole: bool = True
    """Whether the map shows every entry."""


@dataclass(frozen=True)
class Classified:
    """The classes that a classifier gives, as run lengths of letters: ``12A3B``, A for class 0."""

    regions: str
    points: str


@dataclass(frozen=True)
class Plane:
    """A student's classifier beside the reference's; ``problem`` says why there is none of theirs.

    It belongs to an exercise with a ``Boundary`` and decides nothing.
    """

    reference: Classified
    yours: Classified | None = None
    problem: str = ""


@dataclass(frozen=True)
class Verdict:
    """The judgement of one exercise. ``message`` is the one sentence said first."""

    exercise: str
    status: Status
    points: float
    max_points: float
    aspects: tuple[AspectResult, ...]
    message: str = ""
    hint: str = ""
    more: tuple[str, ...] = ()
    location: Location | None = None
    notes: tuple[str, ...] = ()
    for_teacher: tuple[str, ...] = ()
    """Remarks that no student is shown and that cost nothing."""
    plane: Plane | None = None
    """What the classifier makes of the plane, where that was asked."""

    @property
    def labels(self) -> tuple[str, ...]:
        """The names of everything found, each once."""
        return tuple(dict.fromkeys(name for a in self.aspects for name in a.labels))

    @property
    def passed(self) -> bool:
        return bool(self.aspects) and all(aspect.passed for aspect in self.aspects)
