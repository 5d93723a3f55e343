"""How nbgrader reads a submission and writes a feedback page in this course."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter, HTMLExporter, NotebookExporter
from nbformat import NotebookNode
from nbformat.v4 import new_notebook
from nbgrader.converters import GenerateFeedback

from autograder.integrations.autograded import result_of
from autograder.integrations.preprocessors import coursedir_of, is_unit
from autograder.integrations.reading import read_marked
from autograder.reports.feedback import feedback_html


class SubmissionExporter(NotebookExporter):
    """Leaves a submission unread: only the sandbox's reader opens it.

    So a file that is no notebook gets a status and 0, and does not stop the class.
    """

    def from_filename(
        self, filename: str, resources: dict[str, Any] | None = None, **kw: Any
    ) -> Any:
        """As nbconvert; but an empty notebook goes in where a unit was submitted."""
        path = Path(filename)
        if resources is None or not is_unit(resources) or path.parent != self._submitted(resources):
            return super().from_filename(filename, resources=resources, **kw)
        resources["metadata"] = {"name": path.stem, "path": str(path.parent)}
        empty = new_notebook()
        return self.from_notebook_node(empty, resources=resources, **kw)  # type: ignore[no-untyped-call]

    def _submitted(self, resources: dict[str, Any]) -> Path:
        here, coursedir = resources["nbgrader"], coursedir_of(self)
        step = coursedir.submitted_directory
        return Path(coursedir.format_path(step, here["student"], here["assignment"]))


class FeedbackExporter(Exporter):
    """Our feedback page in place of nbgrader's, for the units of this course."""

    def _file_extension_default(self) -> str:
        return ".html"

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> Any:
        """The page of one autograded notebook, with what was marked by hand."""
        result = result_of(nb)
        if resources is None or not is_unit(resources) or result is None:
            return self._as_nbgrader_does(nb, resources)
        here = resources["nbgrader"]
        marked = read_marked(here["db_url"], here["assignment"], student=here["student"])
        resources["output_extension"] = self.file_extension
        return feedback_html(nb, result, marked.get(here["student"])), resources

    def _as_nbgrader_does(self, nb: NotebookNode, resources: dict[str, Any] | None) -> Any:
        exporter = HTMLExporter(parent=self.parent, config=self.config)
        for step in GenerateFeedback.class_traits()["preprocessors"].default():
            exporter.register_preprocessor(step)
        return exporter.from_notebook_node(nb, resources)
