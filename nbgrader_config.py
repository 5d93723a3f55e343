"""nbgrader in this repository: formgrader and every `nbgrader` command read this file.

`nbgrader autograde` and formgrader's button grade through the course's sandbox and
give the marks of `autograder grade`. Change what you like below the line.
Assignments that are no units of this course go through nbgrader as they always did.

Keep jupytext's server extension off in the Jupyter you grade in (`make` does; the
README says how without it): a submission's own metadata can make it read and write
other files.
"""

import os
import sys
from pathlib import Path

from autograder.integrations.drivers import use_psycopg

c = get_config()  # noqa: F821  (traitlets puts it here)

ROOT = Path(__file__).resolve().parent

# nbgrader calls the command `alembic` when it makes a grade book: take the one
# installed beside this Python, also where the environment is not activated.
os.environ["PATH"] = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))

# postgresql://… means the driver that the extra "postgresql" installs.
use_psycopg()

# The layout. Instructor notebooks are built by `autograder build` and never committed.
c.CourseDirectory.root = str(ROOT)
c.CourseDirectory.source_directory = "build/source"
c.CourseDirectory.release_directory = "build/release"

# What students get is what `autograder build` made: starters, stubs and checksums included.
c.GenerateAssignment.preprocessors = ["autograder.integrations.preprocessors.ReleaseUnit"]

# Submissions are opened by the sandbox alone, graded there, and put into our own notebook.
c.Autograde.exporter_class = "autograder.integrations.exporters.SubmissionExporter"
c.Autograde.pre_convert_hook = "autograder.integrations.preprocessors.record_cells"
c.Autograde.sanitize_preprocessors = ["autograder.integrations.preprocessors.GradeInSandbox"]
c.Autograde.autograde_preprocessors = ["autograder.integrations.preprocessors.RecordMarks"]

# Feedback is the course's own page, under the name and with the files that the exchange expects.
c.GenerateFeedback.exporter_class = "autograder.integrations.exporters.FeedbackExporter"
c.GenerateFeedback.preprocessors = []

# formgrader's page of a submission: tables with space, comments that are not cut off.
c.HTMLExporter.preprocessors = ["autograder.integrations.formgrader.PageStyle"]

# ------------------------------------------------------------------- yours to change

# Under this name the exchange hands work out and in.
c.CourseDirectory.course_id = "backprop-by-hand"

# Marks off for late work: "none", or "zero" for no marks at all.
# c.LateSubmissionPlugin.penalty_method = "zero"

# Another database than gradebook.db in this folder, e.g. one that several teachers share
# (pip install "psycopg[binary]"; docs/export.md says more):
# c.CourseDirectory.db_url = "postgresql://teacher:password@db.example.org/gradebook"

# The seed of the hidden cases; without it, the secret one in .grading_seed:
# c.GradeInSandbox.seed = "…"
