"""Arrays → verdicts. Pure: no I/O, no student code, no import of another room."""
