"""Workers that may die: two tries a task, and the rest goes on."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from autograder.errors import AutograderError, UsageError
from autograder.grading.pool import Pool
from tests.grading import pool_mains


def replies(pool: Pool, tasks: list[str]) -> dict[str, object]:
    """Each task's reply."""
    with pool:
        return dict(pool.run("secret", tasks))


def test_every_task_is_done_in_another_process(tmp_path: Path) -> None:
    """Does each task come back once, with the secret, from one of so many workers?"""
    log = tmp_path / "log"
    done = replies(Pool(pool_mains.obeying, log, jobs=2), [f"task {i}" for i in range(9)])
    assert {task: reply[:2] for task, reply in done.items()} == {
        f"task {i}": ("secret", f"task {i}") for i in range(9)
    }
    workers = {reply[2] for reply in done.values()}
    assert os.getpid() not in workers and 1 <= len(workers) <= 2
    assert len(log.read_text().splitlines()) == 9


def test_a_task_that_kills_its_worker_is_tried_twice(tmp_path: Path) -> None:
    """Is the deadly task given up after the second worker, and every other one done?"""
    log = tmp_path / "log"
    done = replies(Pool(pool_mains.obeying, log, jobs=1), ["a", "die", "b", "c"])
    assert done["die"] is None
    assert all(done[task] is not None for task in "abc")
    assert log.read_text().split().count("die") == 2


def test_a_worker_that_hangs_is_killed(tmp_path: Path) -> None:
    """Is a worker ended that says nothing for too long?"""
    pool = Pool(pool_mains.obeying, tmp_path / "log", jobs=1, patience=1.0)
    done = replies(pool, ["sleep", "a"])
    assert done["sleep"] is None and done["a"] is not None


def test_a_worker_that_cannot_start_says_why() -> None:
    """Does the reason come out as a sentence?"""
    with pytest.raises(UsageError, match="no sandbox here"):
        replies(Pool(pool_mains.unable, None, jobs=1), ["a"])


def test_workers_that_never_live_are_not_tried_for_ever() -> None:
    """Is it given up after a few?"""
    with pytest.raises(AutograderError, match="before they are ready"):
        replies(Pool(pool_mains.stillborn, None, jobs=2), ["a"])


def test_no_worker_outlives_the_pool(tmp_path: Path) -> None:
    """Are workers ended when the pool is left in the middle?"""
    pool: Pool[str] = Pool(pool_mains.obeying, tmp_path / "log", jobs=2)
    with pytest.raises(KeyboardInterrupt), pool:
        for _ in pool.run("secret", ["a", "sleep", "sleep", "b"]):
            raise KeyboardInterrupt
    assert [worker.process.is_alive() for worker in pool._workers] == [False, False]


def test_workers_import_nothing_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Called in a student's folder: is a module that lies there no part of a worker?"""
    ran = tmp_path / "ran"
    (tmp_path / "pickle.py").write_text(f"open({str(ran)!r}, 'w')\n")
    monkeypatch.chdir(tmp_path)
    with Pool(pool_mains.obeying, str(tmp_path / "log"), jobs=1) as pool:
        assert [task for task, _ in pool.run("secret", ["work"])] == ["work"]
    assert not ran.exists()
    assert "PYTHONSAFEPATH" not in os.environ
