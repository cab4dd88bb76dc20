"""This will keep the tables of a new SQLite database as SQL, so that a first start need not migrate.

Running 280 migrations, most of them Wagtail's, takes half a minute; reading what they come to takes
a tenth of a second. `schema.sql` is what they come to, and its first line the fingerprint of what
it was made from: where that differs, a start migrates as ever. Run as a script it is made anew.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

SCHEMA = Path(__file__).with_name("schema.sql")
ROOT = Path(__file__).resolve().parents[2]
# When a migration ran is the only thing that would differ from one writing to the next.
APPLIED = "2026-01-01 00:00:00"
# What migrations write that is set and not in their files: where one of these is, they must run.
SET = ("CONTACT_EMAIL",)


def statements(database: sqlite3.Connection) -> Iterator[str]:
    """Yield the SQL that makes this database again: tables with their rows, indexes, triggers.

    The tables that a full-text table keeps for itself are made by it; its rows by the triggers.
    """
    found = database.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name"
    ).fetchall()
    virtual = [name for _, name, sql in found if sql.startswith("CREATE VIRTUAL")]
    own = tuple(f"{name}_" for name in virtual)
    made = [row for row in found if not (row[0] == "table" and row[1].startswith(own))]
    for kind, name, sql in made:
        if kind == "table" and name != "sqlite_sequence":
            yield f"{sql};"
    for kind, name, _ in made:
        if kind == "table" and name not in virtual:
            yield from _rows(database, name)
    for kind, _, sql in made:
        if kind != "table":
            yield f"{sql};"


def _rows(database: sqlite3.Connection, table: str) -> Iterator[str]:
    """Yield a table's rows in the order of their content."""
    columns = [row[1] for row in database.execute(f'PRAGMA table_info("{table}")')]
    values = " || ',' || ".join(f'quote("{column}")' for column in columns)
    question = f'SELECT {values} FROM "{table}"'  # noqa: S608 - names from the database itself
    rows = sorted(row for (row,) in database.execute(question))
    if table == "sqlite_sequence":
        # Its rows come into being with the others' and must not stand twice.
        yield "DELETE FROM sqlite_sequence;"
    for row in rows:
        yield f'INSERT INTO "{table}" VALUES({row});'


def write(database: Path, mark: str) -> str:
    """Return the text of `schema.sql` for this migrated database."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("UPDATE django_migrations SET applied = ?", [APPLIED])
        lines = [f"-- {mark}", *statements(connection)]
        connection.rollback()
    return "\n".join(lines) + "\n"


def load(database: Path, mark: str) -> bool:
    """Make the database from `schema.sql`; do nothing where there is one, or where it would not be the same."""
    if database.exists() or not SCHEMA.exists():
        return False
    if any(os.environ.get(name, "").strip() for name in SET):
        return False
    text = SCHEMA.read_text(encoding="utf-8")
    if not text.startswith(f"-- {mark}\n"):
        return False
    unfinished = database.with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    with closing(sqlite3.connect(unfinished)) as connection:
        connection.executescript(f"BEGIN;\n{text}COMMIT;")
    # A killed start leaves only the unfinished file, which the next one begins again.
    unfinished.replace(database)
    return True


def main() -> None:
    """Migrate an empty database and keep what came of it."""
    from preparation import SOURCES, fingerprint

    with tempfile.TemporaryDirectory() as folder:
        environment = (
            os.environ
            | dict.fromkeys(SET, "")
            | {
                "DATA_DIR": folder,
                "DATABASE_URL": "",
                "DJANGO_SETTINGS_MODULE": "directory.settings.development",
            }
        )
        command = [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0"]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
        text = write(Path(folder) / "db.sqlite3", fingerprint(SOURCES["tables"], database=""))
    SCHEMA.write_text(text, encoding="utf-8")
    print(f"{SCHEMA.relative_to(ROOT)}: {text.count(chr(10)):,} lines")


if __name__ == "__main__":
    main()
