"""Fuzzing: mutated notebooks through the whole path, and the readers one by one."""
