"""A class graded by a real Dask scheduler and real workers on this machine."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from autograder.errors import UsageError
from autograder.grading import cluster, remote
from autograder.grading.cluster import check_address
from autograder.grading.run import Progress, Wishes, grade_class
from autograder.layout import Course
from autograder.results import SubmissionResult
from tests.grading.conftest import ROOT, HandIn
from tests.grading.machines import Machines

SITUATIONS = ("all_right", "gradient_without_two", "not_written", "exits", "copied_cell")


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    """A scheduler on the loopback device with one worker."""
    pytest.importorskip("distributed")
    with Machines(tmp_path_factory.mktemp("cluster"), workers=1) as found:
        yield found


@pytest.fixture
def wishes(hand_in: HandIn, tmp_path: Path) -> Wishes:
    """A class in which everything happens that a worker meets."""
    for i, situation in enumerate(SITUATIONS):
        hand_in(f"student{i}", situation)
    hand_in("broken", text='{"cells": [')
    (hand_in("linked").unlink(), (tmp_path / "submitted" / "linked").rename(tmp_path / "away"))
    (tmp_path / "submitted" / "linked").symlink_to(tmp_path / "away")
    return Wishes(tmp_path / "submitted", tmp_path / "here", "cluster-test", jobs=2)


def known(results: list[SubmissionResult]) -> dict[str, Any]:
    """What must be the same wherever it was graded."""
    return {r.student: replace(r, seconds=0.0) for r in results}


def files(folder: Path) -> dict[str, str]:
    """All pages, by path."""
    pages = [p for part in ("autograded", "feedback") for p in (folder / part).rglob("*.*")]
    return {str(p.relative_to(folder)): p.read_text() for p in pages if "secret" not in p.name}


def test_a_cluster_gives_what_one_machine_gives(
    machines: Machines, wishes: Wishes, tmp_path: Path
) -> None:
    """Are results, pages and grade book those of a local run, whatever was handed in?"""
    here = grade_class(Course(ROOT), wishes)
    there = grade_class(
        Course(ROOT), replace(wishes, out=tmp_path / "there", scheduler=machines.address)
    )
    assert known(here.results) == known(there.results) and len(here.results) == 7
    assert (here.problems, here.notes, here.level) == (there.problems, there.notes, there.level)
    assert files(tmp_path / "here") == files(tmp_path / "there") != {}
    again = replace(wishes, out=tmp_path / "there", scheduler=machines.address)
    assert grade_class(Course(ROOT), again).kept == 4  # what ended its process is tried again


class Killer(Progress):
    """Kills a worker at the first result, and starts another in its place."""

    def __init__(self, machines: Machines) -> None:
        self._machines, self.killed = machines, False

    def step(self, result: SubmissionResult) -> None:
        if not self.killed:
            self.killed = True
            victim = self._machines.workers[-1]
            self._machines.worker()
            os.kill(victim.pid, signal.SIGKILL)


def test_a_killed_worker_loses_nothing(
    machines: Machines, hand_in: HandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Is each submission graded once although the worker dies in the middle?"""
    monkeypatch.setattr(cluster, "SIZE", 2)
    for i in range(12):
        hand_in(f"student{i:02d}", SITUATIONS[i % 3])
    wishes = Wishes(tmp_path / "submitted", tmp_path / "out", "cluster-test", jobs=2)
    killer = Killer(machines)
    found = grade_class(Course(ROOT), replace(wishes, scheduler=machines.address), killer)
    here = grade_class(Course(ROOT), replace(wishes, out=tmp_path / "here"))
    assert killer.killed and known(found.results) == known(here.results)
    lines = (tmp_path / "out" / "results.jsonl").read_text().splitlines()
    assert len(lines) == len((tmp_path / "here" / "results.jsonl").read_text().splitlines())


def test_another_version_is_refused(
    machines: Machines, hand_in: HandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Is a worker with other code named before anything is graded?"""
    hand_in("ada")
    monkeypatch.setattr(cluster.remote, "version", Ours("another"))
    wishes = Wishes(tmp_path / "submitted", tmp_path / "out", "s", scheduler=machines.address)
    with pytest.raises(UsageError, match="another version"):
        grade_class(Course(ROOT), wishes)


class Ours:
    """The version here; on a worker it is the worker's own."""

    def __init__(self, said: str) -> None:
        self._said = said

    def __call__(self) -> str:
        return self._said

    def __reduce__(self) -> Any:
        return (getattr, (remote, "version"))


@pytest.mark.parametrize(
    "address",
    ["tls://10.0.0.5:8786", "tls://far.example:1", "tcp://127.0.0.1:8786", "tcp://[::1]:1"],
)
def test_answers_travel_encrypted_or_not_at_all(address: str) -> None:
    """Are TLS, and this machine itself, accepted?"""
    check_address(address, "The scheduler")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("tcp://10.0.0.5:8786", "would travel in the open"),
        ("tcp://far.example:8786", "would travel in the open"),
        ("tcp://127.0.0.1.far.example:1", "would travel in the open"),
        ("ws://127.0.0.1:1", "should begin with tls://"),
        ("127.0.0.1:8786", "should begin with tls://"),
        ("", "should begin with tls://"),
    ],
)
def test_an_open_line_to_another_machine_is_refused(address: str, said: str) -> None:
    """Is an address refused that answers would reach unencrypted?"""
    with pytest.raises(UsageError, match=said):
        check_address(address, "The scheduler")


def test_a_worker_on_another_machine_without_tls_is_refused() -> None:
    """Is a worker looked at too, not the scheduler alone?"""

    class Client:
        def scheduler_info(self, n_workers: int) -> dict[str, Any]:
            assert n_workers == -1
            return {"workers": ["tcp://127.0.0.1:1", "tcp://10.0.0.7:4321"]}

    with pytest.raises(UsageError, match=r"A worker at tcp://10\.0\.0\.7:4321"):
        cluster.workers(Client())


def test_no_scheduler_is_a_sentence(
    hand_in: HandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Is nobody at the address an error that says what to start?"""
    pytest.importorskip("distributed")
    monkeypatch.setattr(cluster, "CONNECT", 1)
    hand_in("ada")
    wishes = Wishes(tmp_path / "submitted", tmp_path / "out", "s", scheduler="tcp://127.0.0.1:9")
    with pytest.raises(UsageError, match="Start it with: dask scheduler"):
        grade_class(Course(ROOT), wishes)


@pytest.mark.prove
def test_a_cluster_that_is_gone_keeps_what_was_graded(
    hand_in: HandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Does a run end with a sentence once nobody answers, and are its results kept?"""
    pytest.importorskip("distributed")
    monkeypatch.setattr(cluster, "SIZE", 1)
    monkeypatch.setattr(cluster, "PATIENCE", 2.0)
    with Machines(tmp_path, workers=1) as alone:
        for i in range(6):
            hand_in(f"student{i}")
        wishes = Wishes(tmp_path / "submitted", tmp_path / "out", "s", scheduler=alone.address)
        with pytest.raises(UsageError, match="What was graded is kept"):
            grade_class(Course(ROOT), wishes, Gone(alone.workers[0]))
    assert 5 <= len((tmp_path / "out" / "results.jsonl").read_text().splitlines()) < 30


class Gone(Progress):
    """Kills the only worker at the first result."""

    def __init__(self, worker: subprocess.Popen[bytes]) -> None:
        self._worker = worker

    def step(self, result: SubmissionResult) -> None:
        self._worker.kill()
