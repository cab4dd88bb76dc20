"""The SQL that a new SQLite database begins with is what the migrations come to."""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "script" / "lib"))

import preparation  # noqa: E402
import schema  # noqa: E402

HINT = "run script/schema and commit what it writes"


def mark() -> str:
    return preparation.fingerprint(preparation.SOURCES["tables"], database="")


def test_made_from_these_migrations() -> None:
    with schema.SCHEMA.open(encoding="utf-8") as lines:
        assert next(lines) == f"-- {mark()}\n", HINT


def test_written_again_as_it_was_read(tmp_path: Path) -> None:
    database = tmp_path / "db.sqlite3"
    assert schema.load(database, mark()), HINT
    assert schema.write(database, mark()) == schema.SCHEMA.read_text(encoding="utf-8")
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.django_db
def test_same_tables_as_migrated(tmp_path: Path) -> None:
    from django.db import connection as migrated

    if migrated.vendor != "sqlite":
        pytest.skip("about SQLite's tables")
    database = tmp_path / "db.sqlite3"
    assert schema.load(database, mark()), HINT
    question = "SELECT type, name, sql FROM sqlite_master ORDER BY type, name"
    with closing(sqlite3.connect(database)) as connection, migrated.cursor() as cursor:
        cursor.execute(question)
        assert connection.execute(question).fetchall() == [tuple(row) for row in cursor.fetchall()]
        for table in ("django_migrations", "auth_permission", "wagtailcore_page"):
            count = f"SELECT count(*) FROM {table}"
            cursor.execute(count)
            assert connection.execute(count).fetchone() == tuple(cursor.fetchone())


def test_outdated_or_not_needed(tmp_path: Path) -> None:
    database = tmp_path / "db.sqlite3"
    assert not schema.load(database, "another mark")
    assert not database.exists()
    database.write_bytes(b"data of an earlier start")
    assert not schema.load(database, mark())
    assert database.read_bytes() == b"data of an earlier start"


def test_not_read_where_migrations_write_what_is_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONTACT_EMAIL", "barriers@site.example")
    assert not schema.load(tmp_path / "db.sqlite3", mark())
    assert not (tmp_path / "db.sqlite3").exists()


def test_begun_again_after_a_kill(tmp_path: Path) -> None:
    (tmp_path / "db.new").write_bytes(b"half of a database")
    assert schema.load(tmp_path / "db.sqlite3", mark()), HINT
    assert not (tmp_path / "db.new").exists()
