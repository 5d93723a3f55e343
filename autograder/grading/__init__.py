"""A class of submissions → results: replay, grade, journal, and the run over all."""
