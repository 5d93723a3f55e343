"""The numbers of a class: pure functions from results to what the report shows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import mean, median

from autograder.model import Exercise, Status, Verdict
from autograder.rendering import points
from autograder.reports.states import OF_SUBMISSION
from autograder.results import SubmissionResult

BINS = 10
UNNAMED = "unclassified"


@dataclass(frozen=True)
class Bin:
    """How many students have marks from ``low`` to ``high`` (the last bin: ``high`` included)."""

    low: float
    high: float
    count: int

    @property
    def label(self) -> str:
        return f"{points(self.low)}–{points(self.high)}"


@dataclass(frozen=True)
class AspectFigures:
    """How many students passed one aspect of an exercise."""

    name: str
    passed: int


@dataclass(frozen=True)
class ExerciseFigures:
    """How a class did in one exercise."""

    slug: str
    title: str
    max_points: float
    mean: float
    full: int
    partly: int
    none: int
    unstarted: int
    aspects: tuple[AspectFigures, ...]

    @property
    def students(self) -> int:
        return self.full + self.partly + self.none + self.unstarted


@dataclass(frozen=True)
class Mistake:
    """A named mistake, in one exercise: what was said of it most often, and to whom."""

    exercise: str
    label: str
    says: str
    students: tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """Where a trouble was met (``""``: the whole notebook), by whom, and words of one of them."""

    exercise: str
    students: tuple[str, ...]
    said: str


@dataclass(frozen=True)
class Trouble:
    """What a teacher should look at: a status, who met it, and where.

    has_page: there are feedback pages to lead to.
    """

    words: str
    students: tuple[str, ...]
    places: tuple[Place, ...]
    has_page: bool = True


def bins(results: Sequence[SubmissionResult]) -> list[Bin]:
    """The distribution of marks over ten equal steps."""
    most = max((r.max_points for r in results), default=0.0)
    if most <= 0:
        return []
    step = most / BINS
    counts = Counter(min(int(r.points / step + 1e-9), BINS - 1) for r in results)
    return [Bin(i * step, (i + 1) * step, counts[i]) for i in range(BINS)]


def summary(results: Sequence[SubmissionResult]) -> dict[str, str]:
    """The class in five numbers, as text by name."""
    marks = sorted(result.points for result in results)
    if not marks:
        return {"students": "0"}
    started = [r for r in results if any(v.status != "not-attempted" for v in r.verdicts)]
    most = max(result.max_points for result in results)
    return {
        "students": str(len(marks)),
        "median": f"{points(median(marks))} / {points(most)}",
        "mean": f"{mean(marks):.1f}",
        "full marks": str(sum(r.points >= r.max_points for r in results)),
        "not started": str(len(marks) - len(started)),
    }


def of_exercise(exercise: Exercise, results: Iterable[SubmissionResult]) -> ExerciseFigures:
    """How often an exercise and each of its aspects was passed."""
    verdicts = [v for r in results for v in r.verdicts if v.exercise == exercise.slug]
    unstarted = sum(v.status == "not-attempted" for v in verdicts)
    full = sum(v.passed for v in verdicts)
    partly = sum(not v.passed and v.points > 0 for v in verdicts)
    passed = Counter(aspect.name for v in verdicts for aspect in v.aspects if aspect.passed)
    return ExerciseFigures(
        slug=exercise.slug,
        title=exercise.title,
        max_points=max((v.max_points for v in verdicts), default=exercise.max_points),
        mean=mean(v.points for v in verdicts) if verdicts else 0.0,
        full=full,
        partly=partly,
        none=len(verdicts) - full - partly - unstarted,
        unstarted=unstarted,
        aspects=tuple(AspectFigures(a.name, passed[a.name]) for a in exercise.aspects),
    )


def mistakes(results: Iterable[SubmissionResult]) -> list[Mistake]:
    """The named mistakes of a class, the most frequent first. Not writing is none."""
    who: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    said: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for result in results:
        for verdict in result.verdicts:
            for label, sentence in _labels(verdict):
                who[verdict.exercise, label][result.student] = None
                said[verdict.exercise, label][sentence] += 1
    found = [
        Mistake(exercise, label, _most_said(said[exercise, label]), tuple(sorted(students)))
        for (exercise, label), students in who.items()
    ]
    return sorted(found, key=lambda m: (m.label == UNNAMED, -len(m.students), m.exercise, m.label))


def troubles(results: Iterable[SubmissionResult]) -> list[Trouble]:
    """Statuses that need a look, the most urgent first; an unwritten exercise is none."""
    met: dict[Status, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for result in results:
        for status, exercise, sentence in _statuses(result):
            met[status][exercise].append((result.student, sentence))
    return [_trouble(status, met[status]) for status in OF_SUBMISSION if status in met]


def remarks(results: Iterable[SubmissionResult]) -> list[Place]:
    """What the judge has to say to the teacher alone, an exercise a place."""
    met: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for result in results:
        for verdict in result.verdicts:
            met[verdict.exercise] += [(result.student, said) for said in verdict.for_teacher]
    return [
        Place(exercise, tuple(sorted({student for student, _ in who})), who[0][1])
        for exercise, who in met.items()
        if who
    ]


def _trouble(status: Status, met: dict[str, list[tuple[str, str]]]) -> Trouble:
    places = [
        Place(exercise, tuple(sorted(student for student, _ in who)), who[0][1])
        for exercise, who in met.items()
    ]
    students = {student for place in places for student in place.students}
    order = sorted(places, key=lambda place: (-len(place.students), place.exercise))
    has_page = status != "not-attempted"
    return Trouble(OF_SUBMISSION[status], tuple(sorted(students)), tuple(order), has_page)


def _labels(verdict: Verdict) -> list[tuple[str, str]]:
    if verdict.status not in ("graded", "error") or verdict.passed:
        return []
    # Last, so that they count: sentences about one mistake only.
    aspects = sorted(verdict.aspects, key=lambda aspect: -len(aspect.labels))
    named = {name: a.message or verdict.message for a in aspects for name in a.labels}
    return list(named.items()) or [(UNNAMED, "Wrong in a way that has no name yet.")]


def _most_said(sentences: Counter[str]) -> str:
    spoken = Counter({said: n for said, n in sentences.items() if said})
    return spoken.most_common(1)[0][0] if spoken else ""


def _statuses(result: SubmissionResult) -> list[tuple[Status, str, str]]:
    if result.status != "graded":
        return [(result.status, "", result.problem)]
    return [
        (v.status, v.exercise, v.message)
        for v in result.verdicts
        if v.status not in ("graded", "not-attempted")
    ]
