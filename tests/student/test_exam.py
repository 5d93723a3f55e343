"""Exam mode in a notebook: what a check says of every exercise, and what it never says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder import settings
from autograder.authoring.keys import Maker
from autograder.exercises import load_unit, unit_slugs
from autograder.layout import Course
from autograder.model import Reply, Value
from autograder.rendering import as_html, as_text
from autograder.settings import Settings, released_settings, to_json
from autograder.student import checking
from autograder.student.checking import check, check_notebook_namespace, received
from autograder.student.exam import SAYS, receipt
from autograder.student.helping import progress, start

ROOT = Path(__file__).resolve().parents[2]
UNIT = "01_linear_regression"


@pytest.fixture
def exam(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A package whose every unit is an exam, and which holds no key."""
    (tmp_path / "keys").mkdir()
    said = to_json(Settings(exam=unit_slugs()))
    (tmp_path / "keys" / "settings.json").write_text(said)
    monkeypatch.setattr(settings, "files", lambda name: tmp_path)
    monkeypatch.setattr(checking, "files", lambda name: tmp_path)
    released_settings.cache_clear()
    checking.load_public_key.cache_clear()
    yield
    released_settings.cache_clear()
    checking.load_public_key.cache_clear()


@pytest.mark.parametrize("slug", unit_slugs())
def test_every_reference_is_received(exam: None, slug: str) -> None:
    """Does each exercise's reference run on a trial, and is nothing said of its marks?"""
    reference = Maker.of(Course(ROOT), slug).reference
    for exercise in load_unit(slug).exercises:
        verdict = received(exercise, reference.namespace(exercise.slug))
        assert verdict.passed, f"{exercise.slug}: {verdict.message}"
        assert (verdict.points, verdict.max_points, verdict.hint, verdict.location) == (
            0,
            0,
            "",
            None,
        )
        assert verdict.notes == (SAYS,)


def test_nothing_written_is_not_received(exam: None) -> None:
    """Is an empty notebook received in no exercise of any unit?"""
    for slug in unit_slugs():
        verdicts = check_notebook_namespace(slug, {})
        assert [v.exercise for v in verdicts] == [e.slug for e in load_unit(slug).exercises]
        assert not any(v.passed for v in verdicts)
        assert all("is not in the notebook yet" in v.message for v in verdicts)


def test_a_check_names_what_was_meant(exam: None, capsys: pytest.CaptureFixture[str]) -> None:
    """Is a function under nearly the right name still asked about?"""

    def mse_losses(w, b, X, y):
        return 0.0, w, b

    mse_losses.__module__ = "__main__"
    globals()["mse_losses"] = mse_losses
    try:
        assert repr(check("mse-loss")) == "0.0"
    finally:
        del globals()["mse_losses"]
    assert "There is mse_losses: is that your mse_loss?" in capsys.readouterr().out


def test_a_receipt_is_neutral_on_the_page(exam: None) -> None:
    """Is a receipt shown without marks, without numbers of ours and without a colour of success?"""
    exercise = load_unit(UNIT).exercise("mse-loss")
    verdict = receipt(exercise, [Reply({"loss": Value(None, "str"), "dw": Value(None, "list")})])
    page, said = as_html(verdict), as_text(verdict)
    assert "loss, str; dw, list" in said and said.splitlines()[0] == "mse-loss"
    assert "#1a7f37" not in page and "#b35900" not in page and " / " not in page + said


def test_the_first_trial_that_runs_counts(exam: None) -> None:
    """Is an answer received that runs on one of its readings only?"""
    exercise = next(e for u in unit_slugs() for e in load_unit(u).exercises if e.own_cases)
    good, bad = Reply({}), checking.ask(exercise, {}, [{}])[0]
    assert receipt(exercise, [bad, good]).passed and receipt(exercise, [good, bad]).passed
    assert not receipt(exercise, [bad, bad]).passed


def test_progress_counts_nothing(exam: None, capsys: pytest.CaptureFixture[str]) -> None:
    """Does progress() say what was received, without a sum?"""
    start(UNIT, version="0.1")
    progress()
    said = capsys.readouterr().out
    assert said.count("not received yet") == len(load_unit(UNIT).exercises) and " / " not in said


def test_a_package_without_its_settings_tells_nothing(
    exam: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Does a student who removes the settings learn nothing, as there is no key?"""
    (tmp_path / "keys" / "settings.json").unlink()
    released_settings.cache_clear()
    assert repr(check("mse-loss")) == "0.0"
    assert "answer key of unit" in capsys.readouterr().out
