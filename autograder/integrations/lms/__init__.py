"""Canvas, Moodle and Gradescope: hand-ins from their downloads, marks for their imports."""
