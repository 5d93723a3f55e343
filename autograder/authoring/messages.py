"""docs/messages.md: what a check says to eleven different slips, as a student reads it.

``python -m autograder.authoring.messages`` writes the page; a test keeps it true.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from autograder.authoring.bank import Mistake, apply
from autograder.authoring.keys import Maker
from autograder.authoring.pairs import PairBank
from autograder.exercises import find_exercise
from autograder.exercises.asking import ask
from autograder.grading.seed import PUBLIC_SEED
from autograder.judging.pairs import judge_pairs
from autograder.judging.readings import best_verdict
from autograder.layout import Course, find_course
from autograder.model import Verdict
from autograder.rendering import as_text

PAGE = "docs/messages.md"
OPENING = """\
# What a check says

The card under a check, as text, for eleven slips in eleven answers. Each says what is wrong, where,
and what to think about next; none shows the expected code. In a notebook the lines below the first
message are folded, and the map is a picture with the same words beside it.

The numbers are those of the notebook's own examples. This page is written by
`make messages`, and a test compares it with what the checks say.
"""


@dataclass(frozen=True)
class Slip:
    """One card: what was done to the right answer, and how the page introduces it."""

    slug: str
    title: str
    label: str = ""
    edits: tuple[tuple[str, str], ...] = ()
    pair: tuple[str, str] | None = None


SLIPS = (
    Slip("mse-loss", "One gradient is divided by N, the other is not", "dw-not-averaged"),
    Slip("mean-squared-error", "A row meets a column", "every-pair"),
    Slip("softmax", "No shift", "no-shift"),
    Slip(
        "softmax-loss-vectorized",
        "Regularisation is in the loss only",
        "price-missing-from-gradient",
    ),
    Slip("two-layer-net-gradients", "The mask of the ReLU is forgotten", "mask-missing"),
    Slip("linear-layer", "backward hands down the wrong gradient", "returns-dw"),
    Slip("graph-linear", "Gradients do not accumulate", "last-reader-only"),
    Slip("network-cost", "The derivative is taken at the activation", "slope-at-the-activation"),
    Slip(
        "softmax-loss-naive",
        "Something is kept from call to call (no mistake of the bank)",
        edits=(
            ("def softmax_loss_naive", "kept = {}\n\n\ndef softmax_loss_naive"),
            ("np.zeros_like(W)", "kept.setdefault(W.shape, np.zeros_like(W))"),
        ),
    ),
    Slip(
        "matmul-gradients",
        "A slip that has no name",
        edits=(("dS.sum(axis=0)", "dS.sum(axis=0) + 0.1 * W[0]"),),
    ),
    Slip(
        "mse-loss",
        "Two slips at once, as feedback after grading names them",
        pair=("dw-without-two", "bias-forgotten"),
    ),
)


def messages_page(course: Course) -> str:
    """The page, card by card."""
    return "\n".join([OPENING, *_sections(course)])


def verdict_on(course: Course, slip: Slip) -> Verdict:
    """What is said to a slip, on the notebook's own examples."""
    unit, exercise = find_exercise(slip.slug)
    maker = _maker(course, unit.slug)
    names = maker.reference.replaced(slip.slug, _code(maker, slip))
    key = maker.exercise_key(exercise, PUBLIC_SEED)
    if slip.pair is None:
        return best_verdict(exercise, key, lambda inputs: ask(exercise, names, inputs))
    replies = ask(exercise, names, [case.case.inputs for case in key.cases])
    return judge_pairs(exercise, key, replies, None, PairBank(maker)).verdict


def _sections(course: Course) -> Iterator[str]:
    for number, slip in enumerate(SLIPS, start=1):
        card = as_text(verdict_on(course, slip))
        yield f"## {number}. {slip.title}\n\n```text\n{card}\n```\n"


def _code(maker: Maker, slip: Slip) -> str:
    if slip.pair is not None:
        _, exercise = find_exercise(slip.slug)
        return PairBank(maker).codes(exercise)[slip.pair]
    source = maker.reference.answer(slip.slug)
    if slip.label:
        bank = maker.bank.mistakes[slip.slug]
        return apply(next(m for m in bank if m.label == slip.label), source)
    return apply(Mistake("slip", slip.title, "", edits=slip.edits), source)


@cache
def _maker(course: Course, unit: str) -> Maker:
    return Maker.of(course, unit)


if __name__ == "__main__":
    root = find_course()
    Path(root.root / PAGE).write_text(messages_page(root), encoding="utf-8")
    print(f"wrote {PAGE}")
