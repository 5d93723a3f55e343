"""What formgrader's page of one submission looks like, for the units of this course.

nbgrader's page has no setting for its style, but it takes nbconvert's preprocessors:
this one adds a few lines of CSS and changes nothing else.
"""

from __future__ import annotations

from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

CSS = """/* Nothing was executed for this page: a prompt would be empty. */
#notebook .prompt, #notebook .anchor-link { display: none; }
#notebook .rendered_html table { margin: .5em 0 1em; }
#notebook .rendered_html th, #notebook .rendered_html td {
  padding: .15em .9em; border-bottom: 1px solid #ddd; }
/* Bootstrap takes the small triangle away that says: there is more. */
#notebook summary { display: list-item; cursor: pointer; }
#notebook .student-answer { padding: .4em .6em; }
/* What the grader says about an answer stands in the box for comments: all of it, not two lines. */
#notebook textarea.comment { min-height: 6.2em; }
@supports (field-sizing: content) {
  #notebook textarea.comment {
    field-sizing: content; min-height: 2.9em; height: auto !important; }
}
"""


class PageStyle(Preprocessor):
    """Makes formgrader's page of a unit easier to read; see ``CSS``."""

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """The notebook with the style as its first cell: nbconvert's own list of styles is
        made anew after this step. The file keeps as it is."""
        if "result" in nb.metadata.get("autograder", {}):
            nb.cells.insert(0, new_markdown_cell(f"<style>{CSS}</style>", id="page-style"))
        return nb, resources
