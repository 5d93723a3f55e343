"""Names for what is wrong: of the bank first, then of a slip of order, then of a factor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from autograder.judging import bank
from autograder.judging.algebra import Factor, describe, fact, recognise
from autograder.judging.findings import Bench, Finding, Place
from autograder.judging.slips import wrong_order
from autograder.judging.structure import Problem
from autograder.model import CaseKey

Findings = dict[Place, Finding]


def name_mistakes(bench: Bench, findings: Findings) -> Findings:
    """Put the name of a known mistake, or else of a factor, on each wrong output."""
    out = dict(findings)
    seen: frozenset[str] = frozenset()
    groups = dict.fromkeys(group for _, group in findings)
    right = all(found.right for (_, group), found in findings.items() if group == "main")
    for group in sorted(groups, key=lambda name: name != "main"):
        wrong = frozenset(n for (n, g), f in findings.items() if g == group and not f.right)
        clean = right or group == "main"
        explained = bank.explain(
            bench.exercise, bench.key, bench.replies, wrong, group, seen, clean
        )
        for found in explained:
            seen |= {found.label}
            for name in found.outputs & wrong:
                words = bank.words(bench.exercise, bench.key, found.label, name)
                problem = Problem(words.label, words.says, words.hint)
                old = findings[name, group]
                said = _fact(bench, name) if group == "main" else old.fact
                out[name, group] = replace(old, problem=problem, fact=said)
            wrong -= found.outputs
        for name in wrong if group == "main" else ():
            old = findings[name, group]
            if old.problem is None or old.problem.label == "zeros":
                out[name, group] = replace(old, problem=old.problem or _algebra(bench, name))
    return out


def reordered(bench: Bench, findings: Mapping[Place, Finding]) -> Findings:
    """Every wrong output with the one slip that explains them all, if it is their order.

    Where the bank has a name for each of them, that name stays.
    """
    labels = {f.problem.label if f.problem else "" for f in findings.values() if not f.right}
    if labels <= bench.key.mistakes.keys():
        return dict(findings)
    problem = wrong_order(bench.exercise, bench.pairs("main"))
    if problem is None:
        return dict(findings)
    return {
        place: found if found.right else replace(found, problem=problem, location=None)
        for place, found in findings.items()
    }


def _factors(bench: Bench, name: str) -> tuple[tuple[Factor, ...], CaseKey] | None:
    """What factor of the right value (or of each of its terms) came back, if one did."""
    pairs = [(c, r) for c, r in bench.pairs("main") if name in r.values]
    if len(pairs) < 2 or bench.exercise.output(name).meaning == "satisfies":
        return None
    keys = [case for case, _ in pairs]
    found = recognise([reply.values[name] for _, reply in pairs], keys, name)
    return (found, keys[0]) if found else None


def _algebra(bench: Bench, name: str) -> Problem | None:
    """The recognised factor as a problem."""
    found = _factors(bench, name)
    return describe(bench.exercise.output(name), *found) if found else None


def _fact(bench: Bench, name: str) -> str:
    """The recognised factor in numbers, to stand beside the name of a mistake."""
    found = _factors(bench, name)
    return fact(name, *found) if found else ""
