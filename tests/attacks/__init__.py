"""Attacks on grading, one small file each, and what must come of them."""
