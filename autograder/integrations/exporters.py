"""How nbgrader reads a submission and writes a feedback page in this course."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter, HTMLExporter, NotebookExporter
from nbformat import NotebookNode
from nbformat.v4 import new_notebook
from nbgrader.converters import GenerateFeedback

from autograder.integrations.autograded import result_of
from autograder.integrations.reading import read_marked
from autograder.integrations.preprocessors import coursedir_of, is_unit
from autograder.reports.feedback import feedback_html


class SubmissionExporter(NotebookExporter):  # type: ignore[misc]
    """Leaves a submission unread: only the sandbox's reader opens it.

    So a file that is no notebook gets a status and 0, and does not stop the class.
    """

    def from_filename(
        self, filename: str, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """As nbconvert; but an empty notebook goes in where a unit was submitted."""
        coursedir, path = coursedir_of(self), Path(filename)
        if resources is None or not is_unit(resources):
            return super().from_filename(filename, resources=resources, **kw)  # type: ignore[no-any-return]
        here = resources["nbgrader"]
        folder = coursedir.format_path(
            coursedir.submitted_directory, here["student"], here["assignment"]
        )
        if path.parent != Path(folder):
            return super().from_filename(filename, resources=resources, **kw)  # type: ignore[no-any-return]
        resources["metadata"] = {"name": path.stem, "path": str(path.parent)}
        return self.from_notebook_node(new_notebook(), resources=resources, **kw)  # type: ignore[no-any-return]


class FeedbackExporter(Exporter):  # type: ignore[misc]
    """Our feedback page in place of nbgrader's, for the units of this course."""

    def _file_extension_default(self) -> str:
        return ".html"

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """The page of one autograded notebook, with what was marked by hand."""
        result = result_of(nb)
        if resources is None or not is_unit(resources) or result is None:
            return self._as_nbgrader_does(nb, resources)
        here = resources["nbgrader"]
        marked = read_marked(here["db_url"], here["assignment"], student=here["student"])
        resources["output_extension"] = self.file_extension
        return feedback_html(nb, result, marked.get(here["student"])), resources

    def _as_nbgrader_does(
        self, nb: NotebookNode, resources: dict[str, Any] | None
    ) -> tuple[str, dict[str, Any]]:
        exporter = HTMLExporter(parent=self.parent, config=self.parent.config)
        for step in GenerateFeedback.class_traits()["preprocessors"].default():
            exporter.register_preprocessor(step)
        page: tuple[str, dict[str, Any]] = exporter.from_notebook_node(nb, resources)
        return page
