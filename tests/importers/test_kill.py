"""Killing an import at any time and running it again loses and doubles nothing."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SIZE = 3000


def manage(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    environment = os.environ | {
        "DATA_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "directory.settings.development",
    }
    environment.pop("DATABASE_URL", None)
    return subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def count(folder: Path, table: str) -> int:
    with sqlite3.connect(folder / "db.sqlite3", timeout=300) as database:
        return database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


@pytest.mark.slow
def test_a_killed_import_goes_on_where_it_was(tmp_path):
    for arguments in (
        ["migrate", "-v0"],
        ["load_vocabularies"],
        ["make_catalogue", "--size", str(SIZE), "--out", str(tmp_path / "c.jsonl")],
    ):
        assert manage(tmp_path, *arguments).wait(timeout=900) == 0
    command = ("import_catalogue", str(tmp_path / "c.jsonl"), "--publish")
    for written in (1, SIZE // 2):
        running = manage(tmp_path, *command)
        while count(tmp_path, "catalogue_externalid") < written and running.poll() is None:
            time.sleep(0.02)
        running.send_signal(signal.SIGKILL)
        assert running.wait() == -signal.SIGKILL
    assert 0 < count(tmp_path, "catalogue_externalid") < SIZE
    assert manage(tmp_path, *command).wait(timeout=900) == 0
    tables = ("organisation", "solution", "reference", "dataset")
    entries = sum(count(tmp_path, f"catalogue_{table}") for table in tables)
    assert entries + count(tmp_path, "needs_need") == SIZE
    assert (
        count(tmp_path, "catalogue_externalid") == count(tmp_path, "importers_importrecord") == SIZE
    )
    with sqlite3.connect(tmp_path / "db.sqlite3") as database:
        logged = database.execute(
            "SELECT count(DISTINCT type || object_id) FROM search_change WHERE type != 'vocabulary'"
        )
        assert logged.fetchone()[0] == SIZE
        unfinished = database.execute(
            "SELECT count(*) FROM importers_importrun WHERE finished IS NULL"
        )
        assert unfinished.fetchone()[0] == 2
