"""Open course/ in JupyterLab as a student sees it: ``make lab``, or ``python tools/lab.py``.

Further words go to JupyterLab, such as ``--no-browser`` or ``--port 9000``. The teacher's
extensions are off, and the page that opens first is the syllabus.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = Path(__file__).resolve().parent / "student_lab"


def command(words: list[str]) -> list[str]:
    """JupyterLab of this Python, on the course."""
    return [sys.executable, "-m", "jupyterlab", str(ROOT / "course"), *words]


def environment() -> dict[str, str]:
    """This one's, with the settings of a student's JupyterLab before all others."""
    others = os.environ.get("JUPYTER_CONFIG_PATH", "")
    return os.environ | {
        "JUPYTER_CONFIG_PATH": os.pathsep.join(filter(None, (str(SETTINGS), others)))
    }


def main(words: list[str]) -> int:
    """Become JupyterLab; where a process cannot become another (Windows), wait for it."""
    if os.name == "posix":
        os.execve(sys.executable, command(words), environment())
    return subprocess.run(command(words), env=environment()).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
