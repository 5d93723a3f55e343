"""Every rule that an attack may meet, and how that one rule is switched off.

A rule of the sandbox needs a sandbox that is started otherwise (``starts``); a rule of the
trusted side is a line of the product, and is patched away (``holes``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pytest

from tests.attacks import holes

Patch = Callable[[holes.Hall, pytest.MonkeyPatch], None]


@dataclass(frozen=True)
class Rule:
    """``says``: what holds while it stands. ``off``: a patch, or None: the server starts so."""

    says: str
    off: Patch | None = None


RULES: Mapping[str, Rule] = {
    # a sandbox of its own
    "landlock": Rule("no file but the libraries can be opened"),
    "seccomp": Rule("no system call but those of the table"),
    "user": Rule("a child is a user that owns nothing"),
    "limits": Rule("memory, threads, open files and written files are limited"),
    "stubs": Rule("our own package and plotting are inert"),
    "environment": Rule("the server starts with an empty environment"),
    "exec": Rule("the server is a program of its own, and never held an answer"),
    "descriptors": Rule("a child keeps its line and no other descriptor"),
    "silence": Rule("what is printed goes nowhere"),
    # what crosses the wall
    "judged-outside": Rule("answers are compared in the trusted process", holes.judged_inside),
    "answers-outside": Rule("no expected value is sent", holes.answers_inside),
    "no-flags": Rule("nothing that a reply says of itself is believed", holes.flags_believed),
    "number": Rule("a reply names the question that it answers", holes.any_number),
    "caps": Rule("a frame has a largest length", holes.no_caps),
    "dtypes": Rule("an array is of one of a few types", holes.any_dtype),
    "bytes": Rule("an array has as many bytes as its shape says", holes.bytes_unmeasured),
    "input-names": Rule("an overwritten argument is one of those sent", holes.any_input_name),
    "count": Rule("there is one reply a case", holes.fewer_replies),
    "judge-counts": Rule("the judge counts replies itself", holes.replies_uncounted),
    "clean-text": Rule("text from a child has no control characters", holes.raw_text),
    # time and processes
    "clock-outside": Rule("time is taken outside", holes.clock_inside),
    "kill": Rule("a child is killed, never asked", holes.asked_to_stop),
    "own-process": Rule("a process that ends takes nothing else with it", holes.deaths_uncaught),
    "fresh-child": Rule("each submission has a child of its own", holes.one_child_for_all),
    # what is told
    "public-words": Rule("every word told is about the notebook's examples", holes.hidden_words),
    "fixed-last-words": Rule("how a child ended is told in fixed words", holes.own_last_words),
    "unquoted": Rule("a child that saw a hidden input is not quoted", holes.always_quoted),
    "second-pass": Rule("what broke is run again by a child that saw nothing", holes.never_again),
    "remarks": Rule("a gradient that looks measured is remarked on", holes.no_remarks),
    # marks
    "fresh-inputs": Rule("grading asks what nobody has seen", holes.old_inputs),
    "requires": Rule("a shape pays once its value is right", holes.no_requirements),
    "nan-fails": Rule("an answer is wrong unless it is known to be right", holes.nan_agrees),
    "both-ways": Rule("an error counts upwards and downwards", holes.signed_errors),
    "own-scale": Rule("an error is relative to what is expected", holes.errors_by_answer),
    "shapes": Rule("shapes are compared before numbers", holes.any_shape),
    "every-case": Rule("a case without an answer is a wrong one", holes.failures_skipped),
}
