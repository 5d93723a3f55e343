"""The proof of the course: silent on a good one, and every planted fault is found."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import nbformat
import numpy as np
import pytest

from autograder.authoring.build import notebook_text
from autograder.authoring.proofs.strangers import KINDS
from autograder.authoring.proofs.subject import Count
from autograder.authoring.verify import Effort, Finding, Proof, prove, verify
from autograder.model import Case, Exercise, Unit, equals


def with_exercise(unit: Unit, slug: str, **changes: object) -> Unit:
    """The unit with one exercise declared otherwise."""
    changed = [replace(e, **changes) if e.slug == slug else e for e in unit.exercises]  # type: ignore[arg-type]
    return replace(unit, exercises=tuple(changed))


def loosened(exercise: Exercise, rtol: float) -> tuple[object, ...]:
    """The outputs of an exercise with another tolerance."""
    return tuple(replace(output, rtol=rtol) for output in exercise.outputs)


def found(toy, unit: Unit | None = None) -> list[Finding]:
    """What verify finds in the toy course."""
    return verify(toy.course, [unit or toy.unit])


def counts(proof: Proof) -> dict[str, float]:
    """What was counted, by name."""
    return {count.name: count.value for count in proof.counts}


def test_a_good_course_is_proved(toy) -> None:
    """Is nothing found in the toy course, and is everything looked at?"""
    toy.build()
    proof = prove(toy.course, [toy.unit])
    assert proof.findings == () and proof.exit_code == 0
    seen = counts(proof)
    assert (seen["exercises"], seen["mistakes × seeds"], seen["mistakes rejected"]) == (3, 15, 15)
    assert (seen["mistakes named rightly"], seen["mistakes named wrongly"]) == (15, 0)
    assert (seen["right styles × seeds"], seen["right styles rejected"]) == (9, 0)
    assert (seen["answers in solved notebooks"], seen["answers in untouched notebooks"]) == (3, 3)
    assert seen["gradients proved"] == 3 and 0 < seen["worst complex-step error"] < 1e-14
    assert seen["weakest separation"] > 0.1 and seen["solution lines looked for"] >= 5
    assert proof.as_text().endswith("The course is proved: nothing is wrong.")


def test_a_deleted_check(toy) -> None:
    """Is a deleted check found in the source, at its exercise?"""
    toy.build()
    toy.edit('# %% check="square-loss" points=3\ncheck("square-loss")\n', "")
    finding = found(toy)[0]
    lines = toy.source.read_text().split("\n")
    line = next(n for n, text in enumerate(lines) if 'exercise="square-loss"' in text)
    assert (finding.path, finding.line) == ("solutions/00_toy.py", line + 1)
    assert str(finding) == (
        f'solutions/00_toy.py:{line + 1}: exercise "square-loss" has no check. '
        "Run autograder verify 00_toy"
    )


def test_a_mistyped_key(toy) -> None:
    """Is a mistyped key found in the source, with a suggestion?"""
    toy.build()
    line = toy.edit("# %% starter=", "# %% startre=")
    (finding,) = found(toy)
    assert (finding.path, finding.line) == ("solutions/00_toy.py", line)
    assert finding.problem == 'unknown key "startre". Did you mean "starter"?'


def test_a_missing_hint(toy) -> None:
    """Is a missing hint found, at its exercise?"""
    toy.build()
    line = toy.edit(' hint="Which power does the exponent become?"', "")
    (finding,) = found(toy)
    assert (finding.path, finding.line) == ("solutions/00_toy.py", line)
    assert finding.problem.startswith('exercise "cubic-bug-hunt" has no hint')


@pytest.mark.parametrize(("rtol", "said"), [(10.0, 'trivial answer "zeros"'), (2e-3, "dw of")])
def test_a_weakened_tolerance(toy, rtol: float, said: str) -> None:
    """Is a tolerance of 10, and one of 0.002, found where the exercise is declared?"""
    toy.build()
    exercise = toy.unit.exercise("square-loss")
    unit = with_exercise(toy.unit, "square-loss", outputs=loosened(exercise, rtol))
    matching = [f for f in found(toy, unit) if said in f.problem]
    assert matching, found(toy, unit)
    declared = matching[0].path.endswith("tests/goldens/toy/unit.py")
    assert declared and matching[0].line > 1


def test_a_weakened_precision(toy, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is it found when answers in float32, and with them those in float16, are allowed anything?"""
    toy.build()
    monkeypatch.setattr("autograder.judging.compare.FLOAT32_RTOL", 10.0)
    said = [finding.problem for finding in found(toy)]
    for precision in ("float32", "float16"):
        assert sum(f"in {precision} and still passes" in s for s in said) == 4
    assert len(said) == 8


def test_a_solution_line_in_the_notebook(toy) -> None:
    """Is a solution line in a student notebook found, with the file's line and the source's?"""
    toy.build()
    notebook = nbformat.read(toy.notebook, as_version=4)
    notebook.cells[-1].source += "\nRemember: dw = 2 * product * x / w.size"
    toy.notebook.write_text(notebook_text(notebook))
    (finding,) = [f for f in found(toy) if "is part of" in f.problem]
    lines = toy.notebook.read_text().splitlines()
    assert (finding.path, "w.size" in lines[finding.line - 1]) == (
        "course/00_toy/00_toy.ipynb",
        True,
    )
    assert 'exercise "square-loss" (solutions/00_toy.py:' in finding.problem
    assert finding.command == "autograder build 00_toy"


@pytest.mark.parametrize(
    "secret",
    [
        "dw = 2 * product * x / w.size",
        "One mark: the step does not grow with the number of examples.",
        "Which power does the exponent become?",
        'print("The teacher alone sees this cell.")',
    ],
)
def test_a_secret_in_the_text(toy, secret: str) -> None:
    """Is a solution, marking guide, hint or teacher's cell found when the text repeats it?"""
    toy.edit("# That was all.", f"# That was all. {secret}")
    toy.build()
    (finding,) = found(toy)
    assert secret in finding.problem and finding.path == "course/00_toy/00_toy.ipynb"


def test_a_stale_notebook(toy) -> None:
    """Is a notebook found that its source no longer makes, at the line that differs?"""
    toy.build()
    toy.edit("That was all.", "That was it.")
    notebook, key = found(toy)
    assert notebook.path == "course/00_toy/00_toy.ipynb" and notebook.line > 1
    assert "key.version differ" in key.problem
    assert {notebook.command, key.command} == {"autograder build 00_toy"}
    toy.build()
    assert found(toy) == []


def test_a_stale_key(toy) -> None:
    """Is a key found that holds another number than its source gives?"""
    toy.build()
    path = toy.course.public_key("00_toy")
    raw = json.loads(path.read_text())
    raw["exercises"]["square-loss"]["cases"][1]["expected"]["dw"][2] *= 1 + 1e-9
    path.write_text(json.dumps(raw))
    (finding,) = found(toy)
    assert finding.path == "autograder/keys/00_toy.json"
    assert "key.exercises[square-loss].cases[1].expected[dw]" in finding.problem


@pytest.mark.parametrize("which", ["notebook", "key"])
def test_something_missing(toy, which: str) -> None:
    """Is a notebook or key found that is not there, with the command that makes it?"""
    toy.build()
    path = toy.notebook if which == "notebook" else toy.course.public_key("00_toy")
    path.unlink()
    (finding,) = found(toy)
    assert "is missing" in finding.problem and finding.command == "autograder build 00_toy"


def test_a_damaged_key(toy) -> None:
    """Is a key found that cannot be read?"""
    toy.build()
    toy.course.public_key("00_toy").write_text("{")
    (finding,) = found(toy)
    assert "cannot be read" in finding.problem


@pytest.mark.parametrize(
    "name",
    [
        "course/00_toy/solution.ipynb",
        "course/notes.md",
        "solutions/02_old.py",
        "solutions/mistakes/02_old.py",
        "autograder/keys/02_old.json",
    ],
)
def test_a_stray_file(toy, name: str) -> None:
    """Is a file found that no unit owns, with the command that removes it?"""
    toy.build()
    (toy.course.root / name).write_text("")
    (finding,) = found(toy)
    assert (finding.path, finding.line, finding.command) == (name, 1, f"rm {name}")


def test_a_mistake_that_is_not_caught(toy) -> None:
    """Is a mistake in the bank found that is a right answer?"""
    toy.edit('edits=(("2 * x", "x**2"),),', 'edits=(("2 * x", "x + x"),),', toy.bank)
    toy.build()
    findings = found(toy)
    line = toy.bank.read_text().split("\n").index('            label="squared",')
    uncaught = [f for f in findings if "gets full marks" in f.problem]
    assert [(f.path, f.line) for f in uncaught[:1]] == [("solutions/mistakes/00_toy.py", line)]
    assert '"squared" of double-it gets full marks' in uncaught[0].problem


def test_two_mistakes_that_are_one(toy) -> None:
    """Are two labels found that no values can tell apart?"""
    toy.edit("return x / 2", "return x * x", toy.bank)
    toy.build()
    proof = prove(toy.course, [toy.unit])
    said = [f.problem for f in proof.findings]
    assert any('"halved" of double-it cannot be told from "squared"' in s for s in said)
    assert any('"halved" of double-it is called unclassified' in s for s in said)
    seen = counts(proof)
    assert (seen["mistakes named wrongly"], seen["weakest separation"]) == (0, 0)
    assert seen["mistakes unclassified"] == 6


def test_an_exercise_without_mistakes(toy) -> None:
    """Is an exercise found that has no named mistake?"""
    text = toy.bank.read_text()
    start, end = text.index('    "cubic-bug-hunt": ['), text.index("}\n\nCORRECT")
    toy.bank.write_text(text[:start] + text[end:])
    toy.build()
    (finding,) = found(toy)
    assert finding.problem.startswith('exercise "cubic-bug-hunt" has no named mistake')


def test_mistakes_of_no_exercise(toy) -> None:
    """Is an entry of the bank found that names no exercise?"""
    toy.edit('"double-it": [Style', '"duoble-it": [Style', toy.bank)
    toy.build()
    (finding,) = found(toy)
    assert finding.problem.startswith('"duoble-it" is no exercise of 00_toy. Did you mean "double')


def test_a_right_style_that_is_rejected(toy) -> None:
    """Is a style found that does not get full marks?"""
    line = toy.edit("return x + x", "return x + x + 1e-3", toy.bank)
    toy.build()
    findings = found(toy)
    assert findings and all('the right answer "sum"' in f.problem for f in findings)
    assert findings[0].line == line


def test_a_solution_that_is_never_the_same(toy) -> None:
    """Is a reference found that its own key rejects?"""
    noise = "return doubled_entries + np.random.default_rng().random(x.shape)"
    toy.edit("return doubled_entries", noise)
    toy.build()
    said = [finding.problem for finding in found(toy)]
    assert any(s.startswith("the solution gets 0 of 1 (seed verify-1)") for s in said), said


def test_a_style_that_does_not_run(toy) -> None:
    """Is a style that raises while it is defined a finding, not a crash?"""
    toy.edit('return x + x\\n")]', 'return x + x\\nnothing\\n")]', toy.bank)
    toy.build()
    findings = found(toy)
    assert findings and "NameError" in findings[0].problem


def test_a_wrong_reference_gradient(toy) -> None:
    """Is a reference found whose gradient is not the derivative of its loss?"""
    toy.edit("dw = 2 * product * x / w.size", "dw = 2.0002 * product * x / w.size")
    toy.edit(
        'edits=(("dw = 2 * product", "dw = product"),),', 'edits=(("2.0002", "1"),),', toy.bank
    )
    toy.edit("dw[i] = 2 * w", "dw[i] = 2.0002 * w", toy.bank)
    toy.build()
    findings = found(toy)
    assert len(findings) == 3 and all("complex-step derivative" in f.problem for f in findings)
    assert findings[0].path == "solutions/00_toy.py" and "1.0e-04" in findings[0].problem


def test_a_gradient_that_nothing_proves(toy) -> None:
    """Is a gradient found whose loss the probe never tells?"""
    toy.build()
    exercise = next(e for e in toy.unit.exercises if e.slug == "square-loss")

    def probe(find, inputs):  # type: ignore[no-untyped-def]
        return {"dw": exercise.probe(find, inputs)["dw"]}

    unit = with_exercise(
        toy.unit, "square-loss", probe=probe, aspects=(replace(exercise.aspects[2], points=3),)
    )
    assert any(
        finding.problem == "dw of square-loss stands nowhere beside its loss."
        for finding in found(toy, unit)
    )


def test_a_reference_that_refuses_complex_numbers(toy) -> None:
    """Is a loss found that complex step cannot see through?"""
    toy.edit("loss = np.mean(product**2)", "loss = np.mean(np.abs(product) ** 2)")
    toy.edit('("np.mean(", "np.sum(")', '("np.mean(n", "np.sum(n")', toy.bank)
    toy.build()
    assert all("does loss take complex numbers?" in f.problem for f in found(toy)) and found(toy)


def fixed_cases(draw: Callable[..., list[Case]]) -> Callable[..., list[Case]]:
    """Cases that ignore the seed."""
    return lambda rng: draw(np.random.default_rng(0))


def test_cases_that_ignore_the_seed(toy) -> None:
    """Are cases found that are the same for every seed?"""
    exercise = toy.unit.exercise("double-it")
    unit = with_exercise(toy.unit, "double-it", cases=fixed_cases(exercise.cases))
    findings = [f for f in found(toy, unit) if "is the same for two seeds" in f.problem]
    assert len(findings) == 1 and "doubled of double-it" in findings[0].problem


def signs(rng: np.random.Generator) -> list[Case]:
    """Half of them the same for every seed."""
    drawn = np.where(rng.uniform(size=40) < 0.5, -1.0, 1.0)
    return [Case("always", {"x": np.ones(3)}), Case("drawn", {"x": drawn})]


@pytest.mark.parametrize("kept", [1, 2])
def test_whole_numbers_may_coincide_in_one_case(toy, kept: int) -> None:
    """May signs be the same for two seeds in one case, but not in all of them?"""
    unit = with_exercise(toy.unit, "double-it", cases=lambda rng: signs(rng)[:kept])
    said = [f.problem for f in found(toy, unit) if "is the same for two seeds" in f.problem]
    assert len(said) == (1 if kept == 1 else 0)


def test_an_output_that_no_aspect_asks_for(toy) -> None:
    """Is an output found whose value earns nothing?"""
    aspects = toy.unit.exercise("square-loss").aspects
    pays = replace(aspects[2], points=3)
    unit = with_exercise(
        toy.unit, "square-loss", aspects=(pays,), outputs=(equals("loss"), equals("dw"))
    )
    assert any("no aspect asks for it" in f.problem for f in found(toy, unit))


def test_a_starter_that_is_right(toy) -> None:
    """Is a bug hunt found whose starter has no bug?"""
    toy.edit("    return 3 * x**3", "    return x**2 * 3")
    toy.build()
    (finding,) = found(toy)
    assert finding.problem == "the untouched notebook earns 2 for cubic-bug-hunt."


def test_a_stub_that_is_not_reached(toy) -> None:
    """Is an exercise found whose untouched cell runs without saying that it is not written?"""
    text = toy.source.read_text()
    start, end = text.index("    ### BEGIN SOLUTION"), text.index("\n\n\n# %% check")
    indented = text[start:end].replace("\n    ", "\n        ")
    tried = f"    try:\n    {indented}\n    except NotImplementedError:\n        return None"
    toy.source.write_text(text[:start] + tried + text[end:])
    toy.build()
    (finding,) = found(toy)
    assert 'the untouched double-it does not say "not written yet"' in finding.problem


def test_a_source_that_does_not_run(toy) -> None:
    """Is a solution that raises a finding with its line, not a crash?"""
    toy.build()
    line = toy.edit('start("00_toy", version="0.1")', 'start("00_toy", version="0.1")\nnothing')
    (finding,) = found(toy)
    assert "NameError" in finding.problem and abs(finding.line - line) < 6


def test_findings_as_text_and_json() -> None:
    """Do both forms name file, line, problem and command, and list what was counted?"""
    finding = Finding("solutions/00_toy.py", 3, "it is odd.", "autograder verify 00_toy")
    proof = Proof((finding,), (Count("exercises", 3), Count("weakest", float("inf"), "min", "x")))
    text = proof.as_text()
    assert "solutions/00_toy.py:3: it is odd. Run autograder verify 00_toy\n" in text
    assert text.endswith("1 finding.") and proof.exit_code == 1
    raw = json.loads(proof.as_json())
    assert raw["findings"][0]["line"] == 3
    assert raw["counts"][1] == {"name": "weakest", "value": "inf", "where": "x"}


# ------------------------------------------------------------------- the long proofs

STRANGERS = '''"""Toy strangers."""

STYLES = {
    "double-it": {
        "sum": "def double(x):\\n    return x + x\\n",
        "product": "def double(x):\\n    return 2.0 * x\\n",
    }
}
MISTAKES = {
    "double-it": {
        "squared": {
            "sum": "def double(x):\\n    return x * x\\n",
            "product": [("2.0 * x", "x**2.0")],
        },
        "halved": {
            "sum": [("x + x", "x + 0.3 * x")],
            "product": [("2.0 * x", "None")],
        },
    }
}
'''
LITTLE = Effort(seeds=2, core_seeds=2, mark_seeds=3)


def with_strangers(toy, text: str = STRANGERS) -> None:
    """A file of strangers beside the toy's bank."""
    path = toy.course.strangers(toy.unit.slug)
    path.parent.mkdir()
    path.write_text(text)


def test_strangers_are_counted_by_what_they_are_told(toy) -> None:
    """Is each stranger's mistake named rightly, by a fact, only located, or otherwise, once?"""
    toy.build()
    with_strangers(toy)
    proof = prove(toy.course, [toy.unit], LITTLE)
    seen = counts(proof)
    assert proof.findings == () and seen["strangers' mistakes"] == 4
    kinds = [seen[f"... {name}"] for name in KINDS]
    assert kinds == [2, 1, 1, 0, 0]


def test_a_stranger_called_by_another_name_is_a_row_of_the_table(toy) -> None:
    """Is a name that was not planted shown with style, planted and said, also as JSON?"""
    toy.build()
    with_strangers(toy, STRANGERS.replace('"x + 0.3 * x"', '"x * x"'))
    proof = prove(toy.course, [toy.unit], LITTLE)
    (confusion,) = proof.confusions
    assert (confusion.planted, confusion.said, confusion.style) == ("halved", "squared", "sum")
    assert "strangers: double-it (sum): halved, said: squared" in proof.as_text()
    assert json.loads(proof.as_json())["confusions"][0]["said"] == "squared"


def test_a_stranger_that_is_not_rejected_is_counted(toy) -> None:
    """Does a mistake that gets full marks show, and not count as named?"""
    toy.build()
    with_strangers(toy, STRANGERS.replace('"x + 0.3 * x"', '"x + 1 * x"'))
    seen = counts(prove(toy.course, [toy.unit], LITTLE))
    assert seen["... not rejected"] == 1 and seen["... named rightly"] == 2


def test_a_label_that_is_no_more_is_found_among_strangers(toy) -> None:
    """Is a stranger of a mistake that the bank has lost a finding?"""
    toy.build()
    with_strangers(toy, STRANGERS.replace('"halved"', '"thirded"'))
    assert any('"thirded" of double-it is no mistake of the bank' in f.problem
               for f in prove(toy.course, [toy.unit], LITTLE).findings)  # fmt: skip


TWO_SIGNS = """        Mistake(
            label="dw-negative",
            says="dw has the wrong sign.",
            hint="Which way does it go?",
            edits=(("dw = 2", "dw = -2"),),
        ),
        Mistake(
            label="loss-negative",
            says="The loss has the wrong sign.",
            hint="Is a square negative?",
            edits=(("loss = np", "loss = -np"),),
        ),
"""


def test_pairs_are_counted_once(toy) -> None:
    """Do all plausible pairs end in one kind: seen as two, as one, or cancelled out?"""
    end = '    ],\n    "cubic-bug-hunt": [\n        Mistake('
    toy.edit(end, TWO_SIGNS + end, toy.bank)
    toy.build()
    proof = prove(toy.course, [toy.unit], LITTLE)
    seen = counts(proof)
    kinds = ("seen as two", "that act as one mistake", "that cancel each other out")
    assert seen["pairs planted"] >= 3
    assert seen["pairs planted"] == sum(seen.get(f"pairs {kind}", 0) for kind in kinds)
    assert seen["... both named"] == seen["pairs seen as two"]
    assert seen["... named wrongly"] == 0 and not proof.confusions


def test_marks_that_change_with_the_seed_are_found(toy) -> None:
    """Is a right style that fails on some seeds only found, by both proofs over seeds?"""
    toy.edit('Style("sum", "def double(x):\\n    return x + x\\n")',
             'Style("luck", "def double(x):\\n    return 2 * x if np.sum(x) > 0 else x\\n")',
             toy.bank)  # fmt: skip
    toy.build()
    proof = prove(toy.course, [toy.unit], Effort(seeds=30, core_seeds=30, mark_seeds=30))
    said = " ".join(f.problem for f in proof.findings)
    assert 'the points of "right: luck" in double-it change with the seed' in said
    assert '"right: luck" of double-it loses marks' in said
    assert counts(proof)["marks that change with the seed"] == 1


def test_gradients_that_are_rounding_on_some_seeds_are_found(toy) -> None:
    """Is a gradient found that is the derivative on most seeds, but not on all?"""
    line = "dw = 2 * product * x / w.size"
    toy.edit(line, f"{line} * (1 + 1e-11 * (w.sum() > 1.5))")
    toy.build()
    proof = prove(toy.course, [toy.unit], Effort(seeds=30, core_seeds=1, mark_seeds=1))
    found = [f.problem for f in proof.findings if "cancel all of the gradient" in f.problem]
    assert 1 <= len(found) < 30 * 3
    assert 1e-12 < counts(proof)["worst complex-step error on many seeds"] < 1e-10


def test_a_mark_that_rounding_gains(toy, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a mistake found that passes once its values are rounded, and none in a good course?"""
    toy.build()
    good = counts(prove(toy.course, [toy.unit], LITTLE))
    assert good["mistakes rounded"] > 0 and good["mistakes that gain by rounding"] == 0
    monkeypatch.setattr("autograder.judging.compare.FLOAT32_RTOL", 10.0)
    proof = prove(toy.course, [toy.unit], LITTLE)
    assert any("gains a mark in float16" in f.problem for f in proof.findings)
    assert counts(proof)["mistakes that gain by rounding"] > 0


def test_long_proofs_of_a_good_course(toy) -> None:
    """Do right answers, marks and gradients hold on every seed of the toy course?"""
    toy.build()
    seen = counts(prove(toy.course, [toy.unit], LITTLE))
    assert seen["right answers rejected on many seeds"] == 0
    assert seen["right answers × many seeds"] == 2 * 6 and seen["answers × grading seeds"] == 33
    assert seen["marks that change with the seed"] == 0
    assert seen["gradients proved on many seeds"] == 6
    assert 0 < seen["worst complex-step error on many seeds"] < 1e-14
