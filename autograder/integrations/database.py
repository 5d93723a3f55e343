"""The grade book as a database: opened, tried, backed up, and its errors in words."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from nbgrader.api import Base, Gradebook, InvalidEntry
from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.orm import Session

from autograder.errors import UsageError
from autograder.grading.journal import remove_left_overs
from autograder.integrations.drivers import use_psycopg
from autograder.integrations.settings import own_bin_first

WAIT_SECONDS = 20
BACKUPS_KEPT = 12
"""A run makes one a unit: after eleven the state before the run must still be there."""
KEPT = "The results are kept in results.jsonl"
ONE_WRITER = 7046029254
"""The number of our lock on a PostgreSQL server; any will do that others do not use."""

_STAMP_TABLE = "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"
_STAMP = "INSERT INTO alembic_version (version_num) VALUES (:version)"


@contextmanager
def open_gradebook(url: str, course_id: str, wait: float = WAIT_SECONDS) -> Iterator[Gradebook]:
    """nbgrader's grade book at ``url``, made if it is not there.

    Raises ``UsageError`` with a sentence where the database is locked (after
    waiting), read-only, damaged, of an old nbgrader, or not to be reached.
    """
    parsed = try_to_write(url, wait)
    if parsed.get_backend_name() == "sqlite":
        parsed = parsed.update_query_dict({"timeout": str(wait)})
    try:
        with own_bin_first():
            _make_whole(parsed, course_id)
            gradebook = Gradebook(parsed.render_as_string(hide_password=False), course_id)
        with gradebook:
            yield gradebook
    except (SQLAlchemyError, InvalidEntry) as error:
        raise UsageError(_sentence(parsed, str(error))) from error
    except (FileNotFoundError, subprocess.CalledProcessError, ModuleNotFoundError) as error:
        raise UsageError(f"The grade book {_name(parsed)} cannot be opened: {error}.") from error


@contextmanager
def read_session(url: str, wait: float = WAIT_SECONDS) -> Iterator[Session]:
    """A session for reading: makes nothing and changes nothing. Raises ``UsageError``."""
    parsed = _parse(url)
    path = _file(parsed)
    if path is not None and not path.is_file():
        raise UsageError(
            f"There is no grade book at {path}. Grade first: autograder grade submitted/"
        )
    if parsed.get_backend_name() == "sqlite":
        parsed = parsed.update_query_dict({"timeout": str(wait)})
    try:
        engine = create_engine(parsed)
        try:
            with Session(engine) as session:
                yield session
        finally:
            engine.dispose()
    except (SQLAlchemyError, ModuleNotFoundError) as error:
        raise UsageError(_sentence(parsed, str(error), "read")) from error


def check_address(url: str) -> None:
    """Raise ``UsageError`` where no grade book can be at ``url``. Opens nothing."""
    parsed = _parse(url)
    path = _file(parsed)
    if path is None and parsed.get_backend_name() == "sqlite":
        if not (parsed.database or "").startswith("file:"):
            raise UsageError(f'"{url}" names no file. Write e.g. sqlite:///gradebook.db')
    elif path is not None and path.is_dir():
        raise UsageError(f"{path} is a folder, not a grade book. Add the name of a file.")
    elif path is not None and not path.parent.is_dir():
        raise UsageError(f"There is no folder {path.parent} for the grade book. Make it first.")
    try:
        create_engine(parsed).dispose()
    except (SQLAlchemyError, ImportError) as error:
        reason = str(error).splitlines()[0]
        raise UsageError(f"The grade book {_name(parsed)} cannot be opened: {reason}.") from error


def is_there(url: str) -> bool:
    """Whether there is a grade book to read: a SQLite file, or tables on a server.

    A server that does not answer may hold one: who reads it will be told what is wrong.
    """
    parsed = _parse(url)
    path = _file(parsed)
    if path is not None or parsed.get_backend_name() == "sqlite":
        return path is None or path.is_file()
    try:
        engine = create_engine(parsed)
        try:
            return inspect(engine).has_table("student")
        finally:
            engine.dispose()
    except (SQLAlchemyError, ImportError):
        return True


def wait_for_turn(session: Session, wait: float = WAIT_SECONDS) -> None:
    """On PostgreSQL wait until no other command writes marks; until this transaction ends.

    SQLite lets one write at a time by itself. On a server two commands that grade at once
    would both make a student's rows, and one of them would lose all it wrote.
    """
    _wait_for_turn(session.connection(), wait)


def _wait_for_turn(connection: Connection, wait: float) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SET LOCAL lock_timeout = {int(wait * 1000)}"))
        connection.execute(text(f"SELECT pg_advisory_xact_lock({ONE_WRITER})"))


def longest_id(session: Session) -> int | None:
    """The most characters that the database keeps of a student's id; None: any number."""
    if session.get_bind().dialect.name == "sqlite":
        return None
    length: int | None = Base.metadata.tables["student"].c.id.type.length
    return length


def try_to_write(url: str, wait: float = WAIT_SECONDS) -> URL:
    """The address of a grade book, which if it is SQLite can be written now, after waiting."""
    parsed = _parse(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        _try_sqlite(parsed, wait)
    return parsed


def back_up(url: str, kept: int = BACKUPS_KEPT) -> Path | None:
    """Copy a SQLite grade book beside itself; None where there is none, or another database.

    Of the copies called ``gradebook.db.bak-…`` the newest ``kept`` stay.
    """
    path = _file(_parse(url))
    if path is None or not path.is_file() or not path.stat().st_size:
        return None
    moment = datetime.now().strftime("%Y%m%d-%H%M%S-%f")
    copy = path.with_name(f"{path.name}.bak-{moment}")
    remove_left_overs(path.parent, f".{path.name}.bak.")
    part = path.with_name(f".{path.name}.bak.{os.getpid()}.part")
    try:
        with closing(sqlite3.connect(path)) as old, closing(sqlite3.connect(part)) as new:
            new.execute("PRAGMA journal_mode = OFF")  # a copy that is not whole is thrown away
            old.backup(new)
        part.replace(copy)
    except (sqlite3.Error, OSError) as error:
        part.unlink(missing_ok=True)
        raise UsageError(
            f"The grade book {path} cannot be backed up to {copy.name}: {error}. Nothing was "
            f"written to it. {KEPT}."
        ) from error
    _forget_old_copies(path, copy, kept)
    return copy


def _forget_old_copies(path: Path, newest: Path, kept: int) -> None:
    others = sorted(set(path.parent.glob(f"{path.name}.bak-*")) - {newest})  # a clock may go back
    for old_copy in others[: max(len(others) + 1 - kept, 0)]:
        old_copy.unlink(missing_ok=True)


def changes(session: Session) -> int:
    """How many rows this connection has written so far; -1 of a database that does not count."""
    connection = session.connection().connection.dbapi_connection
    return connection.total_changes if isinstance(connection, sqlite3.Connection) else -1


def keep_back_up(url: str, copy: Path | None, changed: bool) -> Path | None:
    """Keep a copy only if the grade book is now another; the copy, or None.

    It is made before anything is written, and of what a run writes again nothing may be new.
    """
    path = _file(_parse(url))
    if copy is None or path is None:
        return copy
    if not changed:
        copy.unlink(missing_ok=True)
        return None
    _forget_old_copies(path, copy, BACKUPS_KEPT)
    return copy


def _make_whole(url: URL, course_id: str) -> None:
    """Make a grade book that is not there in one step.

    nbgrader stamps a new one with its version last. One that was killed before would stay
    without, and ``nbgrader db upgrade`` would take it for one of the first nbgrader's. It also
    asks the command ``alembic`` for that version, which takes over a second to start.
    """
    path = _file(url)
    if path is None and url.get_backend_name() == "postgresql":
        _make_tables(url, course_id)
    if path is None or path.exists():
        return
    remove_left_overs(path.parent, f".{path.name}.")
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        _make_tables(make_url(f"sqlite:///{part}"), course_id)
        with Gradebook(f"sqlite:///{part}", course_id):
            pass
        with suppress(FileExistsError):  # somebody else has made it in the meantime
            os.link(part, path)
    finally:
        part.unlink(missing_ok=True)


def _make_tables(url: URL, course_id: str) -> None:
    """Tables, version and course of an empty database; of PostgreSQL in one transaction.

    The course is among them, as two commands that both look for it would both make it.
    """
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            if inspect(connection).get_table_names():
                return
            _wait_for_turn(connection, WAIT_SECONDS)
            if inspect(connection).get_table_names():  # somebody made them in the meantime
                return
            Base.metadata.create_all(connection)
            connection.execute(text(_STAMP_TABLE))
            connection.execute(text(_STAMP), {"version": schema_version()})
            connection.execute(Base.metadata.tables["course"].insert().values(id=course_id))
    finally:
        engine.dispose()


def schema_version() -> str:
    """The version of the schema that the installed nbgrader makes, as ``alembic heads`` says it."""
    from alembic.script import ScriptDirectory

    return str(ScriptDirectory(ALEMBIC_DIR).get_heads()[0])


def _parse(url: str) -> URL:
    use_psycopg()
    try:
        return make_url(url)
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise UsageError(
            f'"{url}" is not the address of a grade book. Write e.g. sqlite:///gradebook.db'
        ) from error


def _file(url: URL) -> Path | None:
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return None
    return None if url.database.startswith("file:") else Path(url.database)


def _try_sqlite(url: URL, wait: float) -> None:
    """Ask for the write lock once: what fails here fails before anything is changed."""
    uri = url.database or ""
    path = _file(url)
    if path is not None and not path.exists():
        if not path.parent.is_dir():
            raise UsageError(f"There is no folder {path.parent} for the grade book. {KEPT}.")
        return
    if path is None:
        options = (f"{k}={v}" for k, v in url.query.items() if k not in ("uri", "timeout"))
        uri = f"{uri}?{'&'.join(options)}"
    try:
        with closing(sqlite3.connect(uri, timeout=wait, uri=path is None)) as connection:
            connection.isolation_level = None
            connection.execute("BEGIN IMMEDIATE")
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            connection.execute(f"PRAGMA user_version = {int(version)}")  # a write, of what is there
            connection.execute("ROLLBACK")
    except sqlite3.Error as error:
        raise UsageError(_sentence(url, str(error))) from error


def _sentence(url: URL, error: str, what: str = "written") -> str:
    name, again = _name(url), f"{KEPT}; run the same command again."
    if "locked" in error or "lock timeout" in error:
        return f"The grade book {name} is in use (locked). Close formgrader or wait. {again}"
    if "readonly" in error or "read-only" in error or "unable to open" in error:
        return f"The grade book {name} is read-only. Make file and folder writable. {again}"
    if "not a database" in error or "malformed" in error:
        return f"{name} is not a grade book, or damaged. Move it away, or use a backup. {again}"
    if "UndefinedTable" in error:
        return f"There is no grade book at {name}. Grade first: autograder grade submitted/"
    if any(said in error for said in ("no such column", "no such table", "UndefinedColumn")):
        return f"The grade book {name} is of an older nbgrader. Run: nbgrader db upgrade. {again}"
    if "psycopg.OperationalError" in error and "connection" in error:
        reason = _reason(error)
        return f"The server of the grade book {name} does not answer: {reason} {again}"
    if "full" in error:
        return f"The grade book {name} cannot grow: the disk is full. {again}"
    return f"The grade book {name} cannot be {what}: {_reason(error)} {again}"


def _reason(error: str) -> str:
    """The first line of what a driver says, as a sentence."""
    first = error.splitlines()[0].strip() if error else "no reason given"
    return first if first.endswith(".") else f"{first}."


def _name(url: URL) -> str:
    return str(_file(url) or url.render_as_string(hide_password=True))
