"""The driver of PostgreSQL: psycopg 3, also where the address names none."""

from __future__ import annotations

from importlib.util import find_spec

from sqlalchemy.dialects import registry

NAMES = ("postgresql", "postgres")
"""What people write before ``://``; SQLAlchemy itself no longer knows the second."""


def use_psycopg() -> None:
    """From now on ``postgresql://…`` is psycopg's, unless psycopg2 is installed.

    SQLAlchemy before 2.1 takes the word for psycopg2, and nbgrader hands it its address as
    it stands. Only ``nbgrader db upgrade`` runs in a process that has not called this: with
    SQLAlchemy 2.0 it needs an address that begins ``postgresql+psycopg://``.
    """
    if find_spec("psycopg2") is None:
        for name in NAMES:
            registry.register(name, "sqlalchemy.dialects.postgresql.psycopg", "PGDialect_psycopg")
