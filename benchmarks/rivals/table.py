"""From what was measured to what is said: pure functions, no clock and no file.

A ratio is said only where everybody gave the same marks: speed that costs marks is no speed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

Marks = Mapping[str, Mapping[str, float]]
"""Student → exercise → points."""

NBGRADER = "nbgrader autograde + generate_feedback"
AUTOGRADE = "nbgrader autograde"
RELEASED = "nbgrader autograde + generate_feedback, demos run"
OTTER = "otter run"
ALL_IN = "ours, all that is written"
RESULTS = "ours, results alone"
FLOOR = "floor"
CONTESTANTS = (RELEASED, NBGRADER, AUTOGRADE, OTTER, ALL_IN, RESULTS, FLOOR)


@dataclass(frozen=True)
class Take:
    """One contestant on one unit in one round.

    seconds: from start to end, for all submissions together; processor: on all cores.
    fixed, fixed_processor: of these, what one submission more does not cost, and which is left
        out; None where it is not known yet.
    """

    contestant: str
    unit: str
    turn: int
    graded: int
    seconds: float
    processor: float
    fixed: float | None = 0.0
    fixed_processor: float | None = 0.0

    @property
    def each(self) -> float:
        """Seconds a submission."""
        return (self.seconds - (self.fixed or 0.0)) / self.graded

    @property
    def each_processor(self) -> float:
        """Seconds of processor time a submission."""
        return (self.processor - (self.fixed_processor or 0.0)) / self.graded


@dataclass(frozen=True)
class Goal:
    """A ratio that is looked for: ``over`` takes so many times as long as ``under``."""

    over: str
    under: str
    least: float = 0.0
    most: float = 0.0
    aim: float = 0.0
    note: str = ""

    def said(self) -> str:
        """The bound in words."""
        bounds = ((self.least, "≥"), (self.most, "≤"))
        words = [f"{sign} {bound:g}" for bound, sign in bounds if bound]
        return ", ".join([*words, *([f"aim {self.aim:g}"] if self.aim else [])])

    def met(self, ratio: float) -> bool:
        """Whether a ratio is within the bounds."""
        return ratio >= self.least and (not self.most or ratio <= self.most)


GOALS = (
    Goal(NBGRADER, ALL_IN, least=100, aim=300),
    Goal(AUTOGRADE, RESULTS, least=300, aim=1000),
    Goal(RESULTS, FLOOR, most=2),
    Goal(RELEASED, ALL_IN),
    Goal(OTTER, ALL_IN),
    Goal(OTTER, RESULTS),
    Goal(AUTOGRADE, FLOOR, note="the most that anybody can reach who calls students' functions"),
)


def marginal(first: Take, many: Take) -> Take:
    """``many`` with the start-up left out, as it follows from a run on one submission alone."""
    others = many.graded - 1
    if not others:
        return many

    def fixed(one: float, all_of_them: float) -> float:
        return one - (all_of_them - one) / others

    return replace(
        many,
        fixed=fixed(first.seconds, many.seconds),
        fixed_processor=fixed(first.processor, many.processor),
    )


def with_start_ups(takes: Sequence[Take]) -> list[Take]:
    """The takes; those of few submissions get the start-up that the same commands had elsewhere."""
    return [_started(take, takes) if take.fixed is None else take for take in takes]


def _started(take: Take, takes: Sequence[Take]) -> Take:
    same = [t for t in takes if (t.contestant, t.unit) == (NBGRADER, take.unit)]
    return replace(
        take,
        fixed=median(t.fixed or 0.0 for t in same),
        fixed_processor=median(t.fixed_processor or 0.0 for t in same),
    )


# ---------------------------------------------------------------------------- marks


def disagreements(who: str, unit: str, ours: Marks, theirs: Marks) -> list[str]:
    """Where ``theirs`` are other marks than ours, one sentence each."""
    return [
        f"{unit}, {student}, {slug}: {who} gives {_points(theirs[student].get(slug))}, "
        f"ours {_points(points)}"
        for student in sorted(theirs)
        for slug, points in ours.get(student, {"everything": None}).items()
        if not _same(points, theirs[student].get(slug))
    ]


def _same(one: float | None, other: float | None) -> bool:
    return one is not None and other is not None and abs(one - other) < 1e-6


def _points(points: float | None) -> str:
    return "nothing" if points is None else f"{points:g}"


# --------------------------------------------------------------------------- tables


def spread(values: Sequence[float]) -> str:
    """Median, least and most, to three digits."""
    return f"{_short(median(values))} ({_short(min(values))}–{_short(max(values))})"


def _short(value: float) -> str:
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:#.3g}"


def times_table(takes: Sequence[Take]) -> Iterator[str]:
    """Seconds a submission: a row for each contestant and unit."""
    width = max(map(len, CONTESTANTS)) + 2
    yield f"{'seconds a submission':<{width}}{'graded':>8}  {'median (least–most)':<26}" + (
        f"{'start-up, left out':>18}{'processor':>11}"
    )
    for unit in dict.fromkeys(take.unit for take in takes):
        yield unit
        for contestant in CONTESTANTS:
            rows = [t for t in takes if (t.contestant, t.unit) == (contestant, unit)]
            if not rows:
                continue
            graded = f"{len(rows)} × {rows[0].graded}"
            start_up = median(t.fixed or 0.0 for t in rows)
            yield (
                f"  {contestant:<{width - 2}}{graded:>8}  {spread([t.each for t in rows]):<26}"
                f"{f'{start_up:.1f}' if start_up else '–':>18}"
                f"{_short(median(t.each_processor for t in rows)):>11}"
            )


def ratios(takes: Sequence[Take], goal: Goal, *units: str) -> list[float]:
    """One ratio a round, of the times of some units together."""
    return _ratios(takes, goal, units, lambda take: take.each)


def _ratios(
    takes: Sequence[Take], goal: Goal, units: Sequence[str], of: Callable[[Take], float]
) -> list[float]:
    chosen = [take for take in takes if take.unit in units]

    def whole(contestant: str, turn: int) -> float:
        return sum(of(t) for t in chosen if (t.contestant, t.turn) == (contestant, turn))

    turns = sorted({take.turn for take in chosen})
    return [whole(goal.over, turn) / whole(goal.under, turn) for turn in turns]


def ratio_table(takes: Sequence[Take], goals: Sequence[Goal] = GOALS) -> Iterator[str]:
    """How many times as long, unit by unit and for all together; whether that was asked for."""
    units = tuple(dict.fromkeys(take.unit for take in takes))
    for goal in goals:
        yield f"{goal.over} : {goal.under}" + (f"  ({goal.note})" if goal.note else "")
        for names in (*((unit,) for unit in units), *([units] if len(units) > 1 else [])):
            found = ratios(takes, goal, *names)
            verdict = ""
            if goal.said():
                verdict = f"{goal.said():<16} {'met' if goal.met(median(found)) else 'NOT MET'}"
            busy = median(_ratios(takes, goal, names, lambda take: take.each_processor))
            label = names[0] if len(names) == 1 else "together"
            row = f"  {label:<26}{spread(found):<22}{_short(busy):>8} of processor   {verdict}"
            yield row.rstrip()


def report(takes: Sequence[Take], differ: Sequence[str]) -> str:
    """Times always; ratios only where no marks differ."""
    lines = [*times_table(takes), ""]
    if differ:
        lines += ["Marks differ on honest work, so no ratio is said:", *differ]
    else:
        lines += ["times as long: median (least–most) of the rounds", *ratio_table(takes)]
    return "\n".join(lines)
