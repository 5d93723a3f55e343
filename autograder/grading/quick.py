"""Start quickly."""

from __future__ import annotations

import sys


def leave_out_slow_imports() -> None:
    """Keep ``nbformat`` from compiling a grammar of web addresses, which takes over a second.

    ``jsonschema`` loads it where it is installed, to check formats that no notebook
    has, and does without it where importing it fails.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
