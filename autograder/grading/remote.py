"""What a Dask worker does with a parcel: grade it in a warm process of its own.

Student code runs where it always runs, in a confined child of a fork server that has never
seen an answer. Nothing is read from or written to the worker's disk but a folder for
the notebook that students got.
"""

from __future__ import annotations

import hashlib
import pickle
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import autograder
from autograder.errors import UsageError
from autograder.grading.outputs import Outputs
from autograder.grading.pool import Pool
from autograder.grading.rules import Rules
from autograder.grading.worker import Job, Report, Setup, main
from autograder.layout import Course

_here = threading.local()
"""Each thread of a worker keeps its process warm between parcels."""


@dataclass
class _Warm:
    """A process that grades one unit by one set of rules, and the folder it reads from."""

    key: tuple[str, str]
    pool: Pool[Job]
    rules: Rules
    folder: tempfile.TemporaryDirectory[str]

    def close(self) -> None:
        self.pool.__exit__(None, None, None)
        self.folder.cleanup()


def version() -> str:
    """What must be the same on all machines: a digest of this package's code."""
    digest = hashlib.sha256()
    for file in sorted(Path(autograder.__file__).parent.rglob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def packed(rules: Rules, released: Path) -> bytes:
    """The rules, and the notebook as students got it, for ``grade``."""
    return pickle.dumps((rules, released.read_text(encoding="utf-8")))


def grade(setup: Setup, secret: bytes, jobs: Sequence[Job]) -> tuple[str, list[Report | None]]:
    """The level reached and a report for each job, in order; runs on a worker."""
    warm = _warm(setup, secret)
    order = {id(job): i for i, job in enumerate(jobs)}
    reports: list[Report | None] = [None] * len(jobs)
    for job, report in warm.pool.run(warm.rules, jobs):
        reports[order[id(job)]] = report
    return warm.pool.level, reports


def _warm(setup: Setup, secret: bytes) -> _Warm:
    key = (hashlib.sha256(secret).hexdigest(), str(setup.outputs.out))
    kept: _Warm | None = getattr(_here, "warm", None)
    if kept is None or kept.key != key:
        if kept is not None:
            kept.close()
        kept = _here.warm = _started(key, setup, *pickle.loads(secret))
    return kept


def _started(key: tuple[str, str], setup: Setup, rules: Rules, released: str) -> _Warm:
    folder = tempfile.TemporaryDirectory(prefix="autograder-")
    course = Course(Path(folder.name))
    notebook = course.notebook(rules.slug)
    notebook.parent.mkdir(parents=True)
    notebook.write_text(released, encoding="utf-8")
    outputs = Outputs(setup.outputs.out, notebook)
    pool: Pool[Job] = Pool(main, replace(setup, course=course, outputs=outputs), jobs=1)
    try:
        pool.start()
    except AssertionError:
        folder.cleanup()
        raise UsageError(
            "A Dask worker under a nanny may not start a process. Start workers with "
            "DASK_DISTRIBUTED__WORKER__DAEMON=False in their environment, or with --no-nanny."
        ) from None
    return _Warm(key, pool, rules, folder)
