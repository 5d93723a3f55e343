"""What a notebook imports: check, example, hint, progress, start, and plots.

Works offline and without the solutions: answers come from the public key that
ships with the package.
"""

from __future__ import annotations

from autograder.student import plots
from autograder.student.checking import check, check_notebook_namespace, load_public_key
from autograder.student.examples import example
from autograder.student.helping import hint, progress, start

__all__ = [
    "check",
    "check_notebook_namespace",
    "example",
    "hint",
    "load_public_key",
    "plots",
    "progress",
    "start",
]
