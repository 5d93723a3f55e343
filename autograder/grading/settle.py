"""From what a replay found to one verdict per exercise. Pure.

Marks come from the hidden cases; every word and number a student reads comes from
the notebook's own examples.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain

from autograder.exercises import misspelt
from autograder.grading.asking import Answer, Replayed, Trouble
from autograder.grading.bench import OUTCOMES, Bench
from autograder.grading.plan import Released, Step, defined_names, mentions, untouched
from autograder.judging.judge import better, no_answer
from autograder.judging.pairs import Named, Pair
from autograder.judging.second_look import with_answers
from autograder.model import AspectResult, Exercise, Verdict

ELSEWHERE = (
    "It passes on the notebook's own examples, but not on others. "
    "Is something written for these sizes or these numbers only?"
)
WRITTEN_IN = (
    "It is right on every example of the notebook and wrong on the hidden ones, which are drawn in "
    "the same way: are numbers, sizes or answers written into it? Look at the code."
)
UNKNOWN = "It is not right on every example it was tried on."


def settle(
    bench: Bench, found: Replayed, steps: Sequence[Step], released: Released
) -> tuple[Verdict, ...]:
    """The verdicts on a submission, by the hidden key of a bench in the words of its public one."""
    marks: dict[str, Verdict] = {}
    told: dict[str, Verdict] = {}
    for exercise in bench.unit.exercises:
        slug, answer = exercise.slug, found.answers.get(exercise.slug)
        status = trouble_with(exercise, answer, found, steps, released)
        if answer is None or status is not None:
            marks[slug] = told[slug] = _nothing(exercise, status)
            continue
        named = _marks(bench, exercise, answer, marks)
        marks[slug] = named.verdict
        shown = _shown(bench, exercise, answer, told, named.pairs)
        told[slug] = remarked(exercise, for_student(marks[slug], shown), shown)
    return tuple(told.values())


def for_student(hidden: Verdict, shown: Verdict | None) -> Verdict:
    """The marks of one verdict in the words of another.

    ``shown`` is the verdict on the notebook's own examples; None where they were
    not answered. No sentence, number or place of ``hidden`` survives, but for a
    verdict that passed; names of mistakes do.
    """
    if hidden.passed:
        return replace(hidden, location=None)
    words = {a.name: a for a in shown.aspects} if shown else {}
    aspects = tuple(_aspect(a, words.get(a.name)) for a in hidden.aspects)
    if shown is None or shown.passed:
        message = ELSEWHERE if shown else UNKNOWN
        return replace(
            hidden, aspects=aspects, message=message, hint="", more=(), location=None, notes=()
        )
    return replace(
        shown,
        status=hidden.status,
        points=hidden.points,
        max_points=hidden.max_points,
        aspects=aspects,
        for_teacher=hidden.for_teacher,
    )


def remarked(exercise: Exercise, told: Verdict, shown: Verdict | None) -> Verdict:
    """The verdict with a remark to the teacher where an answer fits the public examples alone.

    Where the outcome of a training counts, that may be luck, and nothing is said.
    """
    by_outcome = any(output.criterion in OUTCOMES for output in exercise.outputs)
    if by_outcome or told.passed or shown is None or not shown.passed:
        return told
    return replace(told, for_teacher=(*told.for_teacher, WRITTEN_IN))


def _aspect(hidden: AspectResult, shown: AspectResult | None) -> AspectResult:
    """Its label from the hidden cases, where more is seen; its sentence from the public ones."""
    if shown is None or (shown.passed and not hidden.passed):
        return replace(hidden, message="")
    named = hidden.label not in ("", "unclassified")
    label = hidden.label if named else shown.label or hidden.label
    return replace(hidden, label=label, message=shown.message)


def _marks(
    bench: Bench, exercise: Exercise, answer: Answer, before: Mapping[str, Verdict]
) -> Named:
    """The better of the verdict of then and the one that knows all earlier exercises."""
    key = bench.hidden.exercises[exercise.slug].readings[answer.reading]
    now = bench.named(exercise, key, answer.replies, before)
    return now if better(now.verdict, answer.verdict) else replace(now, verdict=answer.verdict)


def _shown(
    bench: Bench,
    exercise: Exercise,
    answer: Answer,
    before: Mapping[str, Verdict],
    pairs: Sequence[Pair],
) -> Verdict | None:
    """The verdict on the notebook's own examples, with what was asked after them."""
    if answer.examples is None:
        return None
    reading = bench.public.exercises[exercise.slug].readings[answer.reading]
    verdict = bench.named(exercise, reading, answer.examples, before, pairs).verdict
    asked_about = bench.verdict(exercise, reading, answer.examples, {}).location
    more = answer.more if asked_about == verdict.location else ()
    return with_answers(exercise, reading, verdict, answer.examples, more)


def trouble_with(
    exercise: Exercise,
    answer: Answer | None,
    found: Replayed,
    steps: Sequence[Step],
    released: Released,
) -> Trouble | None:
    """Why an exercise has no answer to be judged; None where it has one."""
    sources = [step.source for step in steps]
    given = released.answers.get(exercise.slug)
    if answer is not None and not answer.missing:
        left = not answer.verdict.points and untouched(sources, given, exercise.needs)
        return Trouble("not-attempted", "This is still as it was given out.") if left else None
    if exercise.slug in found.asks:
        return found.asks[exercise.slug]
    broken = [t for i, t in found.cells.items() if mentions(sources[i], exercise.needs)]
    if broken:
        return broken[-1]
    names = " and ".join(exercise.needs)
    verb = "is" if len(exercise.needs) == 1 else "are"
    if answer is not None and answer.unwritten:
        return Trouble("not-attempted", f"{names} {verb} not written yet.")
    if answer is not None:
        said = f"{names} {verb} not in the notebook."
        near = misspelt(exercise.needs, chain.from_iterable(map(defined_names, sources)))
        return Trouble("error", f"{said} {near}") if near else Trouble("not-attempted", said)
    return Trouble("timeout", "The notebook took too long in all to come to this exercise.")


def _nothing(exercise: Exercise, trouble: Trouble | None) -> Verdict:
    status, message = (trouble.status, trouble.message) if trouble else ("crashed", UNKNOWN)
    label = {"syntax-error": "syntax-error", "not-attempted": "not-written"}.get(status, "")
    return no_answer(exercise, status, message, label)
