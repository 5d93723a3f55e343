"""Ours beside nbgrader and otter-grader: ``python benchmarks/peers.py [UNIT]…`` prints two tables.

One class of honest work is handed in, no two notebooks the same. Then, in rounds and in changing
order, it is graded by ``nbgrader autograde`` and ``generate_feedback`` (stock configuration, its
kernels run the same check cells; with the cells that only train and plot emptied, and once a round
as it was handed in), by ``otter run`` on an equivalent assignment, by ``autograder grade`` (all
that it writes, and results alone) and by the floor: fork, and call the student's functions on the
same cases. The peers have an environment of their own, made from ``benchmarks/peers.lock``.

The peers grade a sample, we the whole class, start-up included; nbgrader's start-up is left out
(a run on one submission is taken from the run on the sample), so a small sample does not flatter
us. Where marks disagree no ratio is printed and the exit code is 1. The figures also go to
``build/bench/peers.json``.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # the benchmarks are no package that is installed

from autograder.errors import UsageError  # noqa: E402
from autograder.exercises import load_unit  # noqa: E402
from autograder.layout import Course  # noqa: E402
from benchmarks.rivals import environment, otter, ours, stock  # noqa: E402
from benchmarks.rivals.classroom import deed, sample, write_class  # noqa: E402
from benchmarks.rivals.environment import Environment, Ran, Refused  # noqa: E402
from benchmarks.rivals.table import (  # noqa: E402
    ALL_IN,
    AUTOGRADE,
    FLOOR,
    GOALS,
    NBGRADER,
    OTTER,
    RELEASED,
    RESULTS,
    Marks,
    Take,
    disagreements,
    marginal,
    ratios,
    report,
    with_start_ups,
)

UNITS = ("03_softmax_classifier", "05_two_layer_net")
OUT = ROOT / "build" / "bench"


@dataclass(frozen=True)
class Sizes:
    """How many submissions of a unit each grades in a round."""

    ours: int = 100
    nbgrader: int = 10
    otter: int = 3
    released: int = 1


@dataclass
class Ring:
    """One unit, everything prepared; each method is one contestant in one round."""

    course: Course
    unit: str
    sizes: Sizes
    folder: Path
    bare: stock.Stock
    whole: stock.Stock
    otter: otter.Otter
    marks: dict[str, Marks] = field(default_factory=dict)
    kinds: list[dict[str, float]] = field(default_factory=list)

    @property
    def submitted(self) -> Path:
        return self.folder / "submitted"

    def contestants(self) -> list[Callable[[int], Iterator[Take]]]:
        """Everybody who takes part in a round."""
        own = (partial(self.by_us, ALL_IN), partial(self.by_us, RESULTS))
        return [self.by_nbgrader, self.as_handed_in, self.by_otter, *own, self.at_best]

    def by_nbgrader(self, turn: int) -> Iterator[Take]:
        """Without demonstrations: for one student, and for the sample."""
        numbers = sample(self.sizes.ours, self.sizes.nbgrader, turn)
        one = self._stock(self.bare, numbers[:1], turn)
        many = self._stock(self.bare, numbers, turn)
        for contestant in (AUTOGRADE, NBGRADER):
            yield marginal(one[contestant], many[contestant])

    def as_handed_in(self, turn: int) -> Iterator[Take]:
        """By nbgrader, with every cell."""
        numbers = sample(self.sizes.ours, self.sizes.released, turn)
        take = self._stock(self.whole, numbers, turn)[NBGRADER]
        yield Take(**{**asdict(take), "contestant": RELEASED, "fixed": None})

    def _stock(self, how: stock.Stock, numbers: list[int], turn: int) -> dict[str, Take]:
        with tempfile.TemporaryDirectory(dir=self.folder) as name:
            graded = how.grade(self.submitted, numbers, Path(name) / "course")
        self._keep(f"nbgrader ({how.prepared.name})", graded.marks)
        taken = {AUTOGRADE: [graded.autograde], NBGRADER: [graded.autograde, graded.feedback]}
        return {c: self._take(c, turn, len(numbers), *runs) for c, runs in taken.items()}

    def by_otter(self, turn: int) -> Iterator[Take]:
        """A process for each of a few students, without demonstrations."""
        numbers = sample(self.sizes.ours, self.sizes.otter, turn)
        with tempfile.TemporaryDirectory(dir=self.folder) as name:
            runs, marks = self.otter.grade(self.submitted, numbers, Path(name))
        self._keep("otter", marks)
        yield self._take(OTTER, turn, len(numbers), *runs)

    def by_us(self, contestant: str, turn: int) -> Iterator[Take]:
        """The class in one command, into an empty folder."""
        options = ours.only_results() if contestant == RESULTS else ()
        with tempfile.TemporaryDirectory(dir=self.folder) as name:
            graded = ours.grade(self.course, self.submitted, self.unit, Path(name), *options)
        self._keep(contestant, graded.marks)
        self.kinds.append(graded.kinds)
        yield self._take(contestant, turn, self.sizes.ours, graded.ran)

    def at_best(self, turn: int) -> Iterator[Take]:
        """The class, and only what must be done."""
        ran = ours.floor(self.course, self.submitted, self.unit, self.folder / "floor")
        yield self._take(FLOOR, turn, self.sizes.ours, ran)

    def _take(self, contestant: str, turn: int, graded: int, *runs: Ran) -> Take:
        seconds, processor = sum(r.seconds for r in runs), sum(r.processor for r in runs)
        return Take(contestant, self.unit, turn, graded, seconds, processor)

    def _keep(self, who: str, marks: Marks) -> None:
        self.marks[who] = {**self.marks.get(who, {}), **marks}

    def others(self) -> dict[str, Marks]:
        """The marks of everybody but ours where we write all: those are the measure."""
        return {who: marks for who, marks in self.marks.items() if who != ALL_IN}

    def differ(self) -> list[str]:
        """Where somebody gave other marks than we."""
        own = self.marks[ALL_IN]
        pairs = self.others().items()
        return [d for who, marks in pairs for d in disagreements(who, self.unit, own, marks)]

    def said(self) -> list[str]:
        """How many marks were compared, and what of our time goes into which work."""
        own, others = self.marks[ALL_IN], self.others()
        counts = {who: sum(len(own[s]) for s in marks) for who, marks in sorted(others.items())}
        kinds = {kind: median(each[kind] for each in self.kinds) for kind in self.kinds[0]}
        seconds = ", ".join(f"{kind.replace('_', ' ')} {s:.3f}" for kind, s in kinds.items())
        return [
            f"{self.unit}: marks compared: {', '.join(f'{w} {n}' for w, n in counts.items())}",
            f"{self.unit}: of ours, median seconds of one core in grading: {seconds}",
        ]


def prepare(course: Course, peers: Environment, unit: str, sizes: Sizes, folder: Path) -> Ring:
    """Hand in the class, and make the peers' assignments of it."""
    write_class(course, unit, folder / "submitted", sizes.ours)
    bare = stock.prepare(peers, course, unit, folder / "without demos", demos=False)
    whole = stock.prepare(peers, course, unit, folder / "as handed in", demos=True)
    asked = otter.prepare(peers, unit, folder / "otter")
    return Ring(course, unit, sizes, folder, bare, whole, asked)


def play(rings: list[Ring], rounds: int) -> list[Take]:
    """Every contestant on every unit once a round, in an order drawn anew each time."""
    takes: list[Take] = []
    for turn in range(rounds):
        print(f"round {turn + 1} of {rounds}", file=sys.stderr)
        order = [contestant for ring in rings for contestant in ring.contestants()]
        random.Random(turn).shuffle(order)
        for contestant in order:
            for take in contestant(turn):
                said = f"{take.unit}  {take.contestant}: {take.graded} in {take.seconds:.1f} s"
                print(f"  {said}", file=sys.stderr, flush=True)
                takes.append(take)
    return with_start_ups(takes)


def heading(versions: dict[str, str], sizes: Sizes) -> list[str]:
    """Where and what was measured, in words that hide nothing."""
    made = [deed(number).__name__.replace("_", " ") for number in range(sizes.ours)]
    count = ", ".join(f"{made.count(kind)} {kind}" for kind in dict.fromkeys(made))
    alone = " ".join(ours.only_results()) or f"there is no {ours.RESULTS_ONLY}: all is written"
    return [
        f"Python {platform.python_version()}, {ours.CORES} cores, load {os.getloadavg()[0]:.1f}",
        ", ".join(f"{name} {version}" for name, version in versions.items()),
        f"a class of {sizes.ours}: {count}; results alone: {alone}",
        "nbgrader and otter grade one after another, without the cells that only train or plot",
        "where nothing else is said; otter starts anew for every submission. Ours and the floor",
        f"use {ours.CORES} processes; ours grade the notebooks whole, start-up included.",
    ]


def main(words: list[str]) -> int:
    """Measure, print, and write the figures down."""
    arguments = parsed(words)
    sizes, course = arguments.sizes, Course(ROOT)
    units = [load_unit(unit).slug for unit in arguments.units or UNITS]
    with tempfile.TemporaryDirectory(prefix="peers-") as name:
        folder = Path(name)
        (folder / "home").mkdir()
        peers = environment.make(course, OUT / "env", folder / "home")
        head = heading(versions := peers.versions(), sizes)
        rings = [prepare(course, peers, unit, sizes, folder / unit) for unit in units]
        takes = play(rings, arguments.rounds)
    differ = [sentence for ring in rings for sentence in ring.differ()]
    print("\n".join([*head, "", report(takes, differ), ""]))
    print("\n".join(line for ring in rings for line in ring.said()))
    write(versions, sizes, rings, takes, differ)
    return 1 if differ else 0


def write(
    versions: dict[str, str],
    sizes: Sizes,
    rings: list[Ring],
    takes: list[Take],
    differ: list[str],
) -> None:
    """``build/bench/peers.json``: every run, and what follows from them."""
    units = [ring.unit for ring in rings]
    per_submission = [{"each": t.each, "each_processor": t.each_processor} for t in takes]
    found: dict[str, Any] = {
        "python": platform.python_version(),
        "cores": ours.CORES,
        "versions": versions,
        "sizes": asdict(sizes),
        "results_alone": ours.only_results(),
        "takes": [asdict(t) | each for t, each in zip(takes, per_submission, strict=True)],
        "ours_by_kind": {ring.unit: ring.kinds for ring in rings},
        "differ": differ,
    }
    if not differ:
        found["ratios"] = {
            f"{goal.over} : {goal.under}": {
                **{unit: ratios(takes, goal, unit) for unit in units},
                "together": ratios(takes, goal, *units),
            }
            for goal in GOALS
        }
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "peers.json").write_text(json.dumps(found, indent=1) + "\n")


def parsed(words: list[str]) -> argparse.Namespace:
    """The command line; ``sizes`` are gathered in one thing."""
    usual = Sizes()
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("units", nargs="*", metavar="UNIT", help=" and ".join(UNITS))
    parser.add_argument("--rounds", type=int, default=3)
    for name, count in asdict(usual).items():
        parser.add_argument(f"--{name}", type=int, default=count, metavar="N", help="submissions")
    found = parser.parse_args(words)
    found.sizes = Sizes(*(max(1, getattr(found, name)) for name in asdict(usual)))
    return found


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (Refused, UsageError) as error:
        print(f"peers: {error}", file=sys.stderr)
        sys.exit(2)
