"""Every error this project raises on purpose.

    AutograderError              exit code 3: our fault, or nothing better is known
    ├── UsageError               exit code 2: the call cannot be carried out as given
    │   ├── SourceError          a line of solutions/ that cannot be built
    │   └── SandboxUnavailable   this machine cannot confine student code well enough
    ├── Unreadable               one submission cannot be read (a status, never a crash)
    └── SandboxError             one sandboxed child could not do what was asked
        ├── ChildTimeout         it did not answer in time, and was killed
        ├── ChildCrashed         it ended before it answered
        ├── ChildOutOfMemory     it ended because it reached its memory limit
        └── SandboxBroken        it never became ready: our machinery failed, not the student

Messages say what, where, and what to do next.
"""

from __future__ import annotations


class AutograderError(Exception):
    """Base of all errors raised on purpose."""

    exit_code = 3


class UsageError(AutograderError):
    """The command cannot be carried out as it was given."""

    exit_code = 2


class SourceError(UsageError):
    """A line of the course's source cannot be built.

    Printed as ``file:line: what is wrong. What to do.``
    """

    exit_code = 1

    def __init__(self, path: str, line: int, problem: str) -> None:
        super().__init__(f"{path}:{line}: {problem}")
        self.path, self.line, self.problem = path, line, problem


class SandboxUnavailable(UsageError):
    """This machine cannot confine student code to the required level."""


class Unreadable(AutograderError):
    """A submission cannot be read; ``str(error)`` is one sentence for the teacher."""


class SandboxError(AutograderError):
    """A sandboxed child could not do what was asked of it."""


class ChildTimeout(SandboxError):
    """The child did not answer in time and was killed."""


class ChildCrashed(SandboxError):
    """The child ended before it answered."""


class ChildOutOfMemory(ChildCrashed):
    """The child ended because it reached its memory limit."""


class SandboxBroken(SandboxError):
    """The child never became ready: the machinery failed, not the student's code."""
